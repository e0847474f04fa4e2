
namespace Restpy.Pricing;

/// <summary>The voluntary service charge: a line of its own per rate, computed on what the guest really pays for the
/// dishes, taxed like them (CGST Act s.15), never on liquor and never on another service charge.</summary>
internal static class ServiceCharge
{
    public const string ServiceId = Charges.ReservedPrefix + "service";

    public static void Append(Basket basket, List<LineDraft> drafts)
    {
        if (basket.ServiceChargePercent == 0) return;

        int dishes = drafts.Count;
        for (int i = 0; i < dishes; i++)
        {
            var line = drafts[i];
            if (!Bears(line) || IsSeen(drafts, i)) continue;

            long value = 0;
            for (int j = i; j < dishes; j++)
                if (Bears(drafts[j]) && TaxGrouping.Same(drafts[j], line)) value += drafts[j].AfterDiscountMinor;
            long charge = TaxArithmetic.PercentOf(value, basket.ServiceChargePercent);
            if (charge > 0) drafts.Add(Line(line, charge, drafts.Count - dishes));
        }
    }

    private static bool Bears(in LineDraft line) =>
        line.Rule.Block != TaxBlock.Liquor && line.Source.Kind != LineKind.ServiceCharge;

    private static bool IsSeen(List<LineDraft> drafts, int index)
    {
        for (int i = 0; i < index; i++)
            if (Bears(drafts[i]) && TaxGrouping.Same(drafts[i], drafts[index])) return true;
        return false;
    }

    private static LineDraft Line(in LineDraft dish, long chargeMinor, int number) => dish with
    {
        Source = new BasketLine
        {
            Id = number == 0 ? ServiceId : $"{ServiceId}:{number + 1}",
            Description = "Service charge (voluntary)", Kind = LineKind.ServiceCharge,
            UnitPriceMinor = chargeMinor, Category = dish.Source.Category, Mode = dish.Source.Mode,
        },
        GrossMinor = chargeMinor,
        LineDiscountMinor = 0,
        BillDiscountMinor = 0,
    };
}
