namespace Restpy.Pricing;

/// <summary>Until when a credit note lowers the tax (CGST Act s.34(2)): 30 November after the financial year of the
/// invoice, or the day the annual return was filed if that is earlier. Later it is a commercial refund without
/// tax.</summary>
public static class CreditNoteDeadline
{
    public static DateOnly LastDay(DateOnly invoiceDate, DateOnly? annualReturnFiledOn = null)
    {
        // The financial year ends on 31 March.
        int endYear = invoiceDate.Month >= 4 ? invoiceDate.Year + 1 : invoiceDate.Year;
        var lastDay = new DateOnly(endYear, 11, 30);
        return annualReturnFiledOn < lastDay ? annualReturnFiledOn.Value : lastDay;
    }

    public static bool LowersTax(DateOnly invoiceDate, DateOnly noteDate, DateOnly? annualReturnFiledOn = null) =>
        noteDate <= LastDay(invoiceDate, annualReturnFiledOn);
}
