using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Shared;

/// <summary>
/// What the pages of bills and of the day share: the reader's language, the branch's clock, amounts as typed.
/// </summary>
internal abstract class BillingPage : StaffPage
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Words.Language = Me.Language;

    /// <summary>What a paper is written on: rolls of 80 and 58 mm, and A4.</summary>
    public string Paper { get; protected set; } = "80";

    public bool IsA4 => Paper == "a4";

    /// <summary>The other papers, for the links to them.</summary>
    public IEnumerable<string> OtherPapers => Papers.Where(p => p != Paper);

    public string SheetClass => Paper switch { "a4" => "sheet-a4", "58" => "sheet-80 sheet-58", _ => "sheet-80" };

    public static string PaperName(string paper) => paper == "a4" ? "A4" : paper + " mm";

    protected static string PaperOf(string? size) => Papers.FirstOrDefault(p => p == size) ?? Papers[0];

    private static readonly string[] Papers = ["80", "58", "a4"];

    /// <summary>An instant on the branch's clock.</summary>
    public string Clock(BranchInfo branch, DateTimeOffset at, bool withDate = false) =>
        branch.Day.Local(at).ToString(withDate ? "d MMM yyyy, HH:mm" : "HH:mm", Culture);

    public string Date(DateOnly date) => date.ToString("d MMM yyyy", Culture);

    public CultureInfo Culture =>
        CultureInfo.GetCultureInfo(Words.Language switch { "fr" => "fr-FR", "hi" => "hi-IN", _ => "en-GB" });

    public (string Attribute, string Value, string Icon) Look(BillState state) => state switch
    {
        BillState.Open => ("data-state", "running", "flame"),
        BillState.Printed => ("data-state", "printed", "bill"),
        BillState.PartPaid => ("data-tone", "warn", "cash"),
        BillState.Paid => ("data-state", "paid", "check"),
        _ => ("data-tone", "neutral", "void"),
    };

    /// <summary>An amount as a person typed it. An empty field is 0.</summary>
    protected static Outcome<long> Typed(string? text, Currency currency, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return 0L;
        var read = Amount.Read(text, currency);
        return read.Ok ? read : read.Error with { Field = field };
    }

    /// <summary>The same where an empty field is no limit.</summary>
    protected static Outcome<long?> Limit(string? text, Currency currency, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return (long?)null;
        var read = Typed(text, currency, field);
        return read.Ok ? (long?)read.Value : read.Error;
    }

    protected static decimal? Percent(string? text) => Amount.TryPercent(text, out var percent) ? percent : null;

    /// <summary>Back to the bill, which a colleague has printed, paid or voided meanwhile: it says so.</summary>
    protected RedirectResult Meanwhile(Bill bill) => Done($"/staff/bills/{bill.Id}", Words[bill.State switch
    {
        BillState.Paid => "bill.already.paid",
        BillState.Void => "bill.already.void",
        _ => "bill.already.printed",
    }]);
}
