using Restpy.Pricing;
using Restpy.Billing.CreditBill;
using Restpy.Billing.Numbers;
using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>When, why and in which drawer session a credit note is issued.</summary>
/// <param name="LowersTax">Whether it still lowers the tax of the invoice.</param>
internal sealed record CreditNoteFacts(
    Guid SessionId, DateOnly BusinessDate, bool LowersTax, string Reason, DateTimeOffset Now);

/// <summary>
/// A credit note (CGST Act s.34): what an issued bill gives back. The bill itself stays as it was issued.
/// </summary>
internal sealed class IssuedCreditNote : IBranchOwned
{
    private readonly List<CreditNoteLine> _lines = [];
    private readonly List<CreditNoteTax> _taxes = [];

    private IssuedCreditNote() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid BillId { get; private init; }
    public string BillNumber { get; private init; } = "";
    public DateTimeOffset BillIssuedAt { get; private init; }
    public string SellerTaxNumber { get; private init; } = "";
    public string Series { get; private init; } = "";
    public string SeriesYear { get; private init; } = "";
    public long Sequence { get; private init; }
    public string Number { get; private init; } = "";
    public Guid DrawerSessionId { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string IssuedBy { get; private init; } = "";

    /// <summary>The second person, where it needed one.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ApprovedBy { get; private init; } = "";

    public string Reason { get; private init; } = "";
    public long TaxableMinor { get; private init; }
    public long TaxMinor { get; private init; }
    public long RoundOffMinor { get; private init; }

    /// <summary>By how much the bill became smaller.</summary>
    public long CreditMinor { get; private init; }

    /// <summary>
    /// What was handed back; less than the credit while the bill was not paid, more where a tip went back with it.
    /// </summary>
    public long RefundMinor { get; private set; }

    /// <summary>
    /// Within 30 November after the financial year of the bill; later it is a refund that lowers no tax.
    /// </summary>
    public bool LowersTax { get; private init; }

    public IReadOnlyList<CreditNoteLine> Lines => _lines;
    public IReadOnlyList<CreditNoteTax> Taxes => _taxes;

    public static IssuedCreditNote Of(
        Bill bill, CreditNote credit, GivenNumber number, CreditNoteFacts facts, Signed signed)
    {
        var note = new IssuedCreditNote
        {
            RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BranchId = bill.BranchId, BillId = bill.Id,
            BillNumber = bill.Number!,
            BillIssuedAt = bill.IssuedAt!.Value, SellerTaxNumber = number.SellerTaxNumber, Series = number.Series,
            SeriesYear = number.Year,
            Sequence = number.Sequence, Number = number.Text, DrawerSessionId = facts.SessionId,
            BusinessDate = facts.BusinessDate, IssuedAt = facts.Now, IssuedBy = signed.By, ApprovedBy = signed.Second,
            Reason = facts.Reason, TaxableMinor = credit.TaxableMinor, TaxMinor = credit.TaxMinor,
            RoundOffMinor = credit.RoundOffMinor,
            CreditMinor = credit.MoneyBackMinor, LowersTax = facts.LowersTax,
        };
        note._lines.AddRange(credit.Lines.Select(
            (line, i) => CreditNoteLine.Of(note, i, line, bill.Lines.Single(l => l.LineKey == line.LineId))));
        note._taxes.AddRange(credit.Groups.SelectMany((group, place) => CreditNoteTax.Of(note, place, group)));
        return note;
    }

    public void Refund(long minor) => RefundMinor = minor;
}

internal sealed class CreditNoteLine : ITenantOwned
{
    private CreditNoteLine() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid CreditNoteId { get; private init; }
    public int Position { get; private init; }
    public string LineKey { get; private init; } = "";
    public LineKind Kind { get; private init; }
    public Guid? ItemId { get; private init; }
    public string Category { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Detail { get; private init; } = "";
    public int Units { get; private init; }
    public long ValueMinor { get; private init; }
    public long TaxableMinor { get; private init; }
    public long TaxMinor { get; private init; }

    public static CreditNoteLine Of(IssuedCreditNote note, int position, CreditedLine credited, BillLine line) => new()
    {
        RestaurantId = note.RestaurantId, Id = Kernel.Id.New(), CreditNoteId = note.Id, Position = position,
        LineKey = line.LineKey, Kind = line.Kind,
        ItemId = line.ItemId, Category = line.Category, Name = line.Name, Detail = line.Detail,
        Units = (int)credited.Units,
        ValueMinor = credited.ValueMinor, TaxableMinor = credited.TaxableMinor, TaxMinor = credited.TaxMinor,
    };
}

/// <summary>One named tax given back; <see cref="BillTax"/> says what part and place mean.</summary>
internal sealed class CreditNoteTax : ITenantOwned
{
    private CreditNoteTax() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid CreditNoteId { get; private init; }
    public int Place { get; private init; }
    public int Part { get; private init; }
    public TaxBlock Block { get; private init; }
    public string Name { get; private init; } = "";
    public decimal RatePercent { get; private init; }
    public long TaxableMinor { get; private init; }
    public long AmountMinor { get; private init; }

    public static IEnumerable<CreditNoteTax> Of(IssuedCreditNote note, int place, CreditedGroup group)
    {
        if (group.Taxes.Count == 0) return [Row("", 0, 0)];
        return group.Taxes.Select((tax, part) => Row(tax.Name, part, tax.AmountMinor));

        CreditNoteTax Row(string name, int part, long amount) => new()
        {
            RestaurantId = note.RestaurantId, Id = Kernel.Id.New(), CreditNoteId = note.Id, Place = place, Part = part,
            Block = group.Block, Name = name,
            RatePercent = group.RatePercent, TaxableMinor = group.TaxableMinor, AmountMinor = amount,
        };
    }
}
