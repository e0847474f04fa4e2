using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing.Numbers;

/// <summary>Papers that count apart.</summary>
internal enum SeriesKind
{
    Invoice,
    BillOfSupply,
    PlainBill,
    OrderSlip,
    CreditNote,
}

/// <summary>
/// A branch's own beginning of the numbers of one kind of paper, where it differs from the usual one.
/// </summary>
internal sealed class NumberSeries : IBranchOwned, IVersioned
{
    private NumberSeries() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public SeriesKind Kind { get; private init; }
    public string Prefix { get; private set; } = "";

    public static NumberSeries Of(Guid branchId, SeriesKind kind, string prefix) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, Kind = kind, Prefix = prefix };

    public void Begin(string prefix) => Prefix = prefix;

    /// <summary>The branch's code, and a letter for every paper but the invoice: BLR1, BLR1S, BLR1C.</summary>
    public static string Usual(string branchCode, SeriesKind kind)
    {
        var code = branchCode.ToUpperInvariant();
        return (code.Length > 4 ? code[..4] : code) + kind switch
        {
            SeriesKind.Invoice => "",
            SeriesKind.BillOfSupply => "S",
            SeriesKind.PlainBill => "P",
            SeriesKind.OrderSlip => "K",
            _ => "C",
        };
    }

    public static SeriesKind For(DocumentKind document) => document switch
    {
        DocumentKind.TaxInvoice => SeriesKind.Invoice,
        DocumentKind.BillOfSupply => SeriesKind.BillOfSupply,
        DocumentKind.PlainBill => SeriesKind.PlainBill,
        _ => SeriesKind.OrderSlip,
    };
}
