namespace Restpy.Pricing;

/// <summary>What of a bill is on no part yet, and the baskets of the parts cut from it.</summary>
internal sealed class SplitRemainder
{
    private readonly Basket _whole;
    private readonly Dictionary<string, Left> _lines;
    private readonly Dictionary<string, SplitCharge> _charges;
    private long _discountMinor;

    public SplitRemainder(Basket whole, PricedBill priced)
    {
        _whole = whole;
        var sources = whole.Lines.ToDictionary(l => l.Id);
        _lines = priced.Lines.Where(l => l.Kind == LineKind.Item && sources.ContainsKey(l.Id))
            .ToDictionary(l => l.Id, l => new Left(sources[l.Id], l));
        _charges = priced.Lines.Where(l => l.Kind is LineKind.Packing or LineKind.Delivery)
            .ToDictionary(l => l.Id, l => new SplitCharge(l));
        _discountMinor = priced.BillDiscountMinor;
    }

    /// <summary>An issued part has what stands on it.</summary>
    public void Take(SplitPart part)
    {
        var issued = part.Issued!;
        foreach (var line in issued.Lines)
            if (_charges.TryGetValue(line.Id, out var charge)) charge.Take(part.ChargesShare, line.GrossMinor);
            else if (_lines.TryGetValue(line.Id, out var left))
                left.Take(part.Shares.TryGetValue(line.Id, out var share) ? share : null, line);
        _discountMinor -= part.IssuedDiscountMinor;
    }

    public (Basket Basket, long SharedMinor) Part(SplitPart part)
    {
        var lines = new List<BasketLine>();
        long shared = 0;
        foreach (var line in _whole.Lines)
            if (part.Shares.TryGetValue(line.Id, out var share) && _lines.TryGetValue(line.Id, out var left)
                && left.Cut(share) is { } cut)
            {
                lines.Add(cut.Line);
                shared += cut.SharedMinor;
            }
        var charges = new Dictionary<string, long>();
        foreach (var (id, charge) in _charges)
        {
            var (amount, ofDiscount) = charge.Cut(part.ChargesShare);
            charges[id] = amount;
            shared += ofDiscount;
        }
        return Basket(lines, Math.Min(shared, _discountMinor), charges);
    }

    public (Basket Basket, long SharedMinor) Rest() => Basket(
        [.. _whole.Lines.Select(l => _lines.GetValueOrDefault(l.Id)?.Rest()).OfType<BasketLine>()], _discountMinor,
        _charges.ToDictionary(c => c.Key, c => c.Value.LeftMinor));

    private (Basket Basket, long SharedMinor) Basket(
        List<BasketLine> lines, long sharedMinor, Dictionary<string, long> charges)
    {
        var worth = lines.Where(l => l.TakesBillDiscount && !l.Complimentary)
            .Sum(l => TaxArithmetic.HalfUp(l.Quantity * l.UnitPriceMinor) - l.Discount.AmountMinor);
        worth += charges.Values.Sum();
        var shared = Math.Clamp(sharedMinor, 0, Math.Max(0, worth));
        _discountMinor -= shared;
        return (_whole with
        {
            Lines = lines,
            BillDiscounts = shared == 0 ? [] : [Discount.OfAmount(shared)],
            PackingChargeMinor = charges.GetValueOrDefault(Charges.PackingId),
            DeliveryChargeMinor = charges.GetValueOrDefault(Charges.DeliveryId),
        }, shared);
    }

    /// <summary>One line: what it is, and what of it was cut off.</summary>
    private sealed class Left(BasketLine source, PricedLine priced)
    {
        private decimal _units = priced.Quantity;
        private decimal _fraction;
        private long _grossMinor;
        private long _discountMinor;
        private bool _isBroken;

        /// <param name="share">Null where the part took what was left.</param>
        public void Take(LineShare? share, PricedLine line)
        {
            var isFraction = share is { Of: > 0 } || line.UnitPriceMinor != source.UnitPriceMinor;
            if (share is { Of: > 0 } part) _fraction += part.Portion;
            Take(isFraction ? null : line.Quantity, line.GrossMinor, line.LineDiscountMinor);
        }

        /// <returns>The part's line, and what it has of the discounts on the whole; null where nothing is
        /// left.</returns>
        public (BasketLine Line, long SharedMinor)? Cut(LineShare share)
        {
            decimal? pieces = share.Of == 0 ? Math.Min(share.Units, decimal.Truncate(_units)) : null;
            var gross = pieces is { } units ? TaxArithmetic.HalfUp(units * source.UnitPriceMinor)
                : TaxArithmetic.Between(priced.GrossMinor, _fraction, _fraction + share.Portion);
            if (pieces is null) _fraction += share.Portion;
            gross = Math.Clamp(gross, 0, priced.GrossMinor - _grossMinor);
            if (pieces is <= 0 || (gross == 0 && priced.GrossMinor > 0)) return null;
            var discount = Of(priced.LineDiscountMinor, gross);
            var shared = Math.Min(Of(priced.BillDiscountMinor, gross), gross - discount);
            Take(pieces, gross, discount);
            return (Line(pieces, gross, discount), shared);
        }

        public BasketLine? Rest()
        {
            var gross = priced.GrossMinor - _grossMinor;
            return gross <= 0 && (_units <= 0 || priced.GrossMinor > 0) ? null
                : Line(_isBroken ? null : _units, gross, priced.LineDiscountMinor - _discountMinor);
        }

        private void Take(decimal? units, long grossMinor, long discountMinor)
        {
            _isBroken |= units is null;
            _units -= units ?? 0;
            _grossMinor += grossMinor;
            _discountMinor += discountMinor;
        }

        /// <summary>What of an amount goes with the next part of the line.</summary>
        private long Of(long minor, long grossMinor)
        {
            var whole = (decimal)priced.GrossMinor;
            return whole == 0 ? 0
                : TaxArithmetic.Between(minor, _grossMinor / whole, (_grossMinor + grossMinor) / whole);
        }

        private BasketLine Line(decimal? units, long grossMinor, long discountMinor) => source with
        {
            Quantity = units ?? 1,
            UnitPriceMinor = units is null ? grossMinor : source.UnitPriceMinor,
            Discount = source.Complimentary ? Discount.None : Discount.OfAmount(discountMinor),
        };
    }
}
