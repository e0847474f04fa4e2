using FsCheck;
using FsCheck.Fluent;
using Restpy.Pricing;
using Xunit;

namespace Restpy.UnitTests.Pricing;

public sealed class CreditNoteProperties
{
    [Fact]
    public void Returning_everything_in_any_partition_and_order_gives_back_exactly_the_payable() =>
    Always((bill, notes) =>
        notes.Sum(note => note.MoneyBackMinor) == bill.PayableMinor
        && notes.Sum(note => note.TaxableMinor) == bill.TaxableMinor
        && notes.Sum(note => note.TaxMinor) == bill.TaxMinor
        && notes[^1].Now is { PayableMinor: 0, TotalMinor: 0, TaxMinor: 0 });

    [Fact]
    public void Each_component_is_credited_in_full() =>
    Always((bill, notes) => bill.Groups.All(group => group.Taxes.All(tax =>
        tax.AmountMinor == notes.SelectMany(note => note.Groups)
            .Where(credited => (credited.Block, credited.Tax, credited.RatePercent) == (group.Block, group.Tax,
                group.RatePercent))
            .SelectMany(credited => credited.Taxes).Where(credited => credited.Name == tax.Name)
            .Sum(credited => credited.AmountMinor))));

    [Fact]
    public void Each_line_is_credited_in_full() => Always((bill, notes) => bill.Lines.All(line =>
        line.AfterDiscountMinor == notes.SelectMany(note => note.Lines).Where(credited => credited.LineId == line.Id)
            .Sum(credited => credited.ValueMinor)));

    [Fact]
    public void Lines_and_groups_of_a_note_add_up_to_it_and_cgst_equals_sgst() => Always((_, notes) => notes.All(note =>
        note.TaxableMinor == note.Lines.Sum(line => line.TaxableMinor)
            && note.TaxMinor == note.Lines.Sum(line => line.TaxMinor)
        && note.TaxableMinor == note.Groups.Sum(group => group.TaxableMinor)
        && note.TaxMinor == note.Groups.Sum(group => group.TaxMinor)
        && note.Lines.Select(line => line.Taxes).Concat(note.Groups.Select(group => group.Taxes))
            .All(taxes => taxes.Count < 2 || taxes[0].AmountMinor == taxes[1].AmountMinor)));

    [Fact]
    public void No_note_takes_money_from_the_guest_and_its_round_off_is_below_the_unit() =>
    Always((bill, notes) => notes.All(note =>
        note.MoneyBackMinor >= 0 && note.TaxMinor >= 0 && note.Lines.All(line => line.ValueMinor >= 0)
        && Math.Abs(note.RoundOffMinor) <= bill.RoundingUnitMinor));

    private static void Always(Func<PricedBill, List<CreditNote>, bool> promise) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(AnyBasket.Of(), any => any.Basket.Holds(bill => promise(bill, Chain(bill, new Random(any.Seed))))));

    private static List<CreditNote> Chain(PricedBill bill, Random random)
    {
        var pieces = bill.Lines.SelectMany(line => Pieces(line, random)).ToArray();
        random.Shuffle(pieces);
        var notes = new List<CreditNote>();
        for (int i = 0; i < pieces.Length;)
        {
            int count = Math.Min(random.Next(1, 4), pieces.Length - i);
            notes.Add(CreditNotes.Credit(bill, notes.Count == 0 ? [] : notes[^1].Now.Returned, pieces[i..(i + count)])
                .Value);
            i += count;
        }

        return notes;
    }

    private static IEnumerable<ReturnedUnits> Pieces(PricedLine line, Random random)
    {
        for (decimal left = line.Quantity; left > 0;)
        {
            decimal piece = Math.Min(left, random.Next(1, 3000) / 1000m);
            yield return new ReturnedUnits(line.Id, piece);
            left -= piece;
        }
    }
}
