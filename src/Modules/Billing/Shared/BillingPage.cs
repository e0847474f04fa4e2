using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Billing.Shared;

/// <summary>What the pages of bills and of the day share: the reader's language, the branch's clock, amounts as typed.</summary>
internal abstract class BillingPage : StaffPage
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Words.Language = Me.Language;

    /// <summary>An instant on the branch's clock.</summary>
    public string Clock(BranchInfo branch, DateTimeOffset at, bool withDate = false) =>
        branch.Day.Local(at).ToString(withDate ? "d MMM yyyy, HH:mm" : "HH:mm", Culture);

    public string Date(DateOnly date) => date.ToString("d MMM yyyy", Culture);

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Words.Language switch { "fr" => "fr-FR", "hi" => "hi-IN", _ => "en-GB" });

    public (string Attribute, string Value, string Icon) Look(BillState state) => state switch
    {
        BillState.Open => ("data-state", "running", "flame"),
        BillState.Printed => ("data-state", "printed", "bill"),
        BillState.PartPaid => ("data-tone", "warn", "cash"),
        BillState.Paid => ("data-state", "paid", "check"),
        _ => ("data-tone", "neutral", "void"),
    };

    /// <summary>An amount as a person typed it; null when it is none. An empty field is 0.</summary>
    protected static long? Typed(string? text, Currency currency) =>
        string.IsNullOrWhiteSpace(text) ? 0 : Money.TryParse(text, currency, out var minor) ? minor : null;
}
