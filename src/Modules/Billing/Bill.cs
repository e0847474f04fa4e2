using Restpy.Billing.Contract;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>
/// The money document of one order. Until it has its number it follows the order and is priced anew each time it is
/// looked at; what is printed of it then is a proforma. Issued, it is frozen: lines, taxes and totals are rows, and
/// only payments and credit notes are added.
/// </summary>
internal sealed partial class Bill : IBranchOwned, IVersioned
{
    private readonly List<LineAdjustment> _adjustments = [];
    private readonly List<BillShare> _shares = [];
    private readonly List<BillLine> _lines = [];
    private readonly List<BillTax> _taxes = [];
    private readonly List<BillPrint> _prints = [];

    private Bill() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public BillState State { get; private set; }

    // What the order says; kept up while open, frozen with the number.
    public Guid OrderId { get; private init; }

    /// <summary>The table's number, or the order's: what tells it from others of its channel.</summary>
    public string Place { get; private set; } = "";
    public string Channel { get; private set; } = "";
    public ServiceMode Mode { get; private set; }
    public int Covers { get; private set; }
    public Guid? WaiterId { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string WaiterName { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string GuestName { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string OpenedBy { get; private init; } = "";

    /// <summary>The branch's business date; of the day of issue once issued.</summary>
    public DateOnly BusinessDate { get; private set; }

    // What was agreed on the bill.
    public decimal ServiceChargePercent { get; private set; }
    public decimal DiscountPercent { get; private set; }
    public long DiscountAmountMinor { get; private set; }
    public string DiscountReason { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string DiscountBy { get; private set; } = "";

    /// <summary>Cap of whoever gave the discount; holds still when the order shrinks afterwards.</summary>
    public decimal DiscountCapPercent { get; private set; }
    public long TipMinor { get; private set; }

    [PersonalData(PersonalDataCategory.Buyer, KeptFor.TaxRecords)]
    public string BuyerName { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Buyer, KeptFor.TaxRecords)]
    public string BuyerTaxNumber { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Buyer, KeptFor.TaxRecords)]
    public string BuyerAddress { get; private set; } = "";

    // What the engine made of it.
    public string Currency { get; private init; } = "";
    public string ProfileKey { get; private set; } = "";
    public string PackVersion { get; private set; } = "";
    public DocumentKind Document { get; private set; }
    public string DocumentHeading { get; private set; } = "";
    public long GrossMinor { get; private set; }
    public long ComplimentaryMinor { get; private set; }
    public long LineDiscountMinor { get; private set; }
    public long BillDiscountMinor { get; private set; }
    public long ServiceChargeMinor { get; private set; }
    public long PackingMinor { get; private set; }
    public long TaxableMinor { get; private set; }
    public long TaxMinor { get; private set; }
    public long RoundOffMinor { get; private set; }
    public long PayableMinor { get; private set; }

    /// <summary>The engine's whole answer as issued; credit notes years later are computed from it alone.</summary>
    public string PricedJson { get; private set; } = "";

    // Of a split bill, see BillSplitting.
    /// <summary>0 for the whole bill, and for what is on no other part when it is split.</summary>
    public int Part { get; private init; }

    /// <summary>How many further parts the bill was split into; 0 on those.</summary>
    public int Parts { get; private set; }

    /// <summary>What it pays, where it was split by amount.</summary>
    public long? SplitAmountMinor { get; private init; }

    /// <summary>What it had of the discounts on the whole when it was issued.</summary>
    public long SharedDiscountMinor { get; private set; }

    /// <summary>How much more than its share it came to when it was issued, by what was its own.</summary>
    public long GivenMinor { get; private set; }

    // What was printed of it before its number.
    public int Proformas { get; private set; }
    public DateTimeOffset? ProformaAt { get; private set; }

    /// <summary>What stood on the last one (<see cref="Proforma"/>); empty while none is out.</summary>
    public string ProformaText { get; private set; } = "";

    // The document.
    public Guid? DrawerSessionId { get; private set; }
    public string SellerTaxNumber { get; private set; } = "";
    public string Series { get; private set; } = "";
    public string SeriesYear { get; private set; } = "";
    public long Sequence { get; private set; }
    public string? Number { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string IssuedBy { get; private set; } = "";

    /// <summary>Hour on the branch's clock at issue, for sales by hour.</summary>
    public int IssuedHour { get; private set; }

    // The money.
    /// <summary>Received less change less refunds.</summary>
    public long PaidMinor { get; private set; }
    public long CreditedMinor { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string VoidedBy { get; private set; } = "";

    public string VoidReason { get; private set; } = "";

    public IReadOnlyList<LineAdjustment> Adjustments => _adjustments;
    public IReadOnlyList<BillShare> Shares => _shares;
    public IReadOnlyList<BillLine> Lines => _lines;
    public IReadOnlyList<BillTax> Taxes => _taxes;
    public IReadOnlyList<BillPrint> Prints => _prints;

    public bool IsIssued => Number is not null;

    /// <summary>It has no number yet: what is ordered still comes on it, and all that was agreed may change.</summary>
    public bool FollowsOrder => Number is null && State is BillState.Open or BillState.PartPaid;

    /// <summary>A proforma is with the guests.</summary>
    public bool IsOut => FollowsOrder && ProformaText.Length > 0;

    /// <summary>Payable and tip, less what was credited and paid.</summary>
    public long DueMinor => State == BillState.Void ? 0 : PayableMinor + TipMinor - CreditedMinor - PaidMinor;

    public Discount Discount => new(DiscountPercent, DiscountAmountMinor);

    /// <summary>What people call it: its number, or its order while it has none.</summary>
    public OrderLabel Name => Number is null ? Label : OrderLabel.Plain(Number);

    public OrderLabel Label => new(Channel, Place);

    /// <summary>Made for practice: a number of its own series, no money, in no report.</summary>
    public bool IsTraining => Channel == OrderLabel.Training;

    public LineAdjustment? AdjustmentOf(Guid orderLineId) =>
        _adjustments.FirstOrDefault(a => a.OrderLineId == orderLineId);

    public static Bill Open(Guid restaurantId, BillableOrder order, Currency currency, decimal serviceChargePercent,
        DateOnly businessDate, Actor by, DateTimeOffset now)
    {
        var bill = new Bill
        {
            RestaurantId = restaurantId, Id = Kernel.Id.New(), BranchId = order.BranchId, OrderId = order.OrderId,
            OpenedAt = now, OpenedBy = by.Name,
            Currency = currency.Code, BusinessDate = businessDate, ServiceChargePercent = order.WantsServiceCharge
            ? serviceChargePercent : 0,
        };
        bill.Follow(order);
        return bill;
    }
}
