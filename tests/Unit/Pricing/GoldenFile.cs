using System.Text.Json;
using System.Text.Json.Serialization;

namespace Restpy.UnitTests.Pricing;

/// <summary>golden-tax-examples.json: bills and refunds computed by hand and by another program.</summary>
public sealed record GoldenFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public static GoldenFile Read { get; } = JsonSerializer.Deserialize<GoldenFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pricing", "golden-tax-examples.json")), Options)!;

    public required List<GoldenBill> Examples { get; init; }

    public required List<GoldenRefund> RefundExamples { get; init; }

    public GoldenBill Bill(string number) =>
        Examples.Single(bill => bill.Name.StartsWith(number, StringComparison.Ordinal));
}

public sealed record GoldenBill(
    string Name, string Mode, string Regime, string Unit, List<GoldenLine> Lines, List<GoldenGroup> TaxGroups,
    long TotalBeforeRoundOff, long RoundOff, long Payable);

public sealed record GoldenLine(
    string Desc, string Kind, decimal Qty, long UnitPrice, long Gross, long LineDiscount, long Net, decimal Rate,
    string Tax,
    long BillDiscountShare, long AfterDiscount);

public sealed record GoldenGroup(string Tax, decimal Rate, long Taxable, Dictionary<string, long> Components);

public sealed record GoldenRefund(string Name, List<GoldenStep> Steps);

public sealed record GoldenStep(
    decimal ReturnedUnitsCumulative, long CreditTaxable,
    [property: JsonPropertyName("credit_CGST")] long CreditCgst,
        [property: JsonPropertyName("credit_SGST")] long CreditSgst,
    long CreditTotal, long RoundOff, long RefundMoney, long RemainingTaxable,
    [property: JsonPropertyName("remaining_CGST")] long RemainingCgst,
        [property: JsonPropertyName("remaining_SGST")] long? RemainingSgst,
    long RemainingPayable);
