namespace Restpy.Pricing;

/// <summary>Which paper a bill becomes.</summary>
internal static class Documents
{
    public static DocumentKind Of(TaxRegime regime, ReadOnlySpan<TaxGroup> groups) => regime switch
    {
        TaxRegime.InComposition => DocumentKind.BillOfSupply,
        // The operator issues the invoice (CGST Act s.9(5)); our paper takes no number of the invoice series.
        TaxRegime.InEcoOperator => DocumentKind.OrderSlip,
        TaxRegime.Unregistered or TaxRegime.None => DocumentKind.PlainBill,
        TaxRegime.EuVat => DocumentKind.TaxInvoice,
        _ => groups.IsEmpty || HasTaxedGst(groups) ? DocumentKind.TaxInvoice : DocumentKind.BillOfSupply,
    };

    // Exempt supplies get a bill of supply, and so does liquor alone (CGST Rules, rule 49 and its proviso). A paper
    // with both parts is an invoice-cum-bill of supply (rule 46A, unregistered buyers only).
    private static bool HasTaxedGst(ReadOnlySpan<TaxGroup> groups)
    {
        foreach (var group in groups)
            if (group.Block == TaxBlock.Gst && group.RatePercent > 0) return true;
        return false;
    }
}
