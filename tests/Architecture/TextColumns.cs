namespace Restpy.ArchitectureTests;

/// <summary>
/// The text columns that hold no personal data, reviewed one by one. A new text column is added here, or is marked
/// <c>[PersonalData]</c> or <c>[Secret]</c> on its property; until then a test fails.
/// </summary>
internal static class TextColumns
{
    /// <summary>By class: its properties that are not personal.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotPersonal = new Dictionary<string, string>
    {
        // What the restaurant sells, how it is made and how it is taxed.
        ["Category"] = "Key Station",
        ["Item"] = "Code Station TaxCategory",
        ["MenuMapping"] = "Headings Mapping",
        ["MenuUpload"] = "Content FileName Mapping",
        ["Modifier"] = "Code",
        ["ModifierGroup"] = "Key",
        ["Variant"] = "Code",
        ["Area"] = "Name",
        ["Table"] = "Number",
        ["Station"] = "Key",

        // Documents. A place is the number of a table or of an order; JSON is figures of the engine.
        ["Bill"] = "Channel Currency DocumentHeading Number PackVersion Place PricedJson ProfileKey ProformaText "
            + "SellerTaxNumber "
            + "Series SeriesYear",
        ["BillLine"] = "Category Detail HsnSac LineKey Name PackVersion RuleKey",
        ["BillTax"] = "Name",
        ["CreditNoteLine"] = "Category Detail LineKey Name",
        ["CreditNoteTax"] = "Name",
        ["IssuedCreditNote"] = "BillNumber Number SellerTaxNumber Series SeriesYear",
        ["NumberSeries"] = "Prefix",
        ["ZReport"] = "FiguresJson Hash",
        ["JoinedTable"] = "Number",
        ["Kot"] = "OnBoard Place Station",
        ["Order"] = "Place",
        ["OrderLine"] = "Category Choice Station TaxCategory",
        ["BasketLine"] = "Choice",

        // The restaurant itself, as it is printed on every bill.
        ["Branch"] = "Address BillNote Code FoodLicence Hours Key Name Phone PickupHours Region RegistrationNumber "
            + "TaxNumber TaxProfile Tenders TimeZone UpiId",
        ["Restaurant"] = "Country Currency GuideMarks Languages LegalName Name Slug",

        // Settings, rights and devices. A tablet and a token are called after what they are for.
        ["AllowedNetworks"] = "Networks Subject",
        ["ApiToken"] = "Name Networks Scopes",
        ["Approval"] = "Act AskedByRole Currency Hash Label Url",
        ["Factor"] = "Transports",
        ["Invitation"] = "Language",
        ["MailCode"] = "Purpose",
        ["Override"] = "Permission",
        ["PasskeyChallenge"] = "Purpose State",
        ["Person"] = "Language",
        ["RoleRule"] = "Permission",
        ["StaffSession"] = "BranchName Language RestaurantName",
        ["Tablet"] = "Name",
        ["TabletKey"] = "BranchName Language Name RestaurantName",

        // The installation. An id of FailedAttempts is a keyed hash; an answer holds ids, labels and amounts.
        ["AuditEntry"] = "Action Changes ObjectType Role",
        ["BackupRun"] = "Seal Told",
        ["CommandRecord"] = "Answer RequestHash",
        ["Counter"] = "Period Series",
        ["ConsumerCursor"] = "Name",
        // Data: an event as JSON, which holds ids alone (EventTests).
        ["Delivery"] = "Consumer Data Kind LastError Topic",
        ["OutboxEvent"] = "Data Kind Topic",
        ["PolicyReport"] = "Directive Page Source",
        ["ProbeRun"] = "Build Found Seal",
        ["ProtectionKey"] = "Name",
        ["FailedAttempts"] = "Id",
    };

    /// <summary>
    /// Why staff did something. The activity log exists to keep the reason beside the act, so it is not held back from
    /// it;
    /// the forms ask for the reason and not for names.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["Approval"] = "Reason Why",
        ["AuditEntry"] = "Reason",
        ["Bill"] = "DiscountReason VoidReason",
        ["BillLine"] = "Reason",
        ["CashMove"] = "Reason",
        ["IssuedCreditNote"] = "Reason",
        ["LineAdjustment"] = "Reason",
        ["Order"] = "CancelReason",
        ["OrderLine"] = "VoidReason",
        ["Override"] = "Reason",
        ["PersonCap"] = "Reason",
        ["Restaurant"] = "SuspendedWhy",
        ["Tender"] = "Reason",
    };
}
