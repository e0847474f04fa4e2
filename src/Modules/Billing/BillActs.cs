using Restpy.Ordering.Contract;
using System.Text.Json;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Billing.Numbers;
using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>What can happen to a bill, in the order it does. Each act refuses what its state forbids.</summary>
internal sealed partial class Bill
{
    /// <summary>Takes over what the order says now.</summary>
    public void Follow(BillableOrder order)
    {
        Place = IsSplit ? $"{order.Label.Name} ({Part + 1})" : order.Label.Name;
        Channel = order.Channel;
        Mode = order.Mode;
        // Counted once, however many pay.
        Covers = Part == 0 ? order.Covers : 0;
        WaiterId = order.WaiterId;
        WaiterName = order.WaiterName;
        GuestName = order.GuestName;
    }

    /// <summary>Keeps the totals of the last pricing, so that lists need not price again.</summary>
    public void Show(PricedBill priced)
    {
        ProfileKey = priced.ProfileKey;
        PackVersion = priced.PackVersion;
        Document = priced.Document;
        DocumentHeading = priced.DocumentHeading ?? "";
        GrossMinor = priced.GrossMinor;
        ComplimentaryMinor = priced.Lines.Where(l => l.Complimentary).Sum(l => l.GrossMinor);
        LineDiscountMinor = priced.LineDiscountMinor - ComplimentaryMinor;
        BillDiscountMinor = priced.BillDiscountMinor;
        ServiceChargeMinor = priced.Lines.Where(l => l.Kind == LineKind.ServiceCharge).Sum(l => l.AfterDiscountMinor);
        PackingMinor = priced.Lines.Where(l => l.Kind is LineKind.Packing or LineKind.Delivery).Sum(l => l.GrossMinor);
        TaxableMinor = priced.TaxableMinor;
        TaxMinor = priced.TaxMinor;
        RoundOffMinor = priced.RoundOffMinor;
        PayableMinor = priced.PayableMinor;
    }

    public Outcome<Done> GiveDiscount(Discount discount, string reason, string byName, decimal capPercent)
    {
        if (MayChange() is { Error: { } error }) return error;
        // What it says is of the whole, and some of that may be issued.
        if (Parts > 0) return new BillIsSplit(Name);
        DiscountPercent = discount.Percent;
        DiscountAmountMinor = discount.AmountMinor;
        DiscountReason = discount == Discount.None ? "" : reason;
        DiscountBy = discount == Discount.None ? "" : byName;
        DiscountCapPercent = capPercent;
        return Done.It;
    }

    public Outcome<Done> Adjust(
        Guid orderLineId, Discount discount, decimal capPercent, bool complimentary, string reason, string byName)
    {
        if (MayChange() is { Error: { } error }) return error;
        if (IsSplit) return new BillIsSplit(Name);
        var adjustment = AdjustmentOf(orderLineId);
        if (adjustment is null) _adjustments.Add(adjustment = LineAdjustment.On(this, orderLineId));
        adjustment.Set(discount, capPercent, complimentary, reason, byName);
        return Done.It;
    }

    public Outcome<Done> AskServiceCharge(decimal percent)
    {
        if (MayChange() is { Error: { } error }) return error;
        if (Parts > 0) return new BillIsSplit(Name);
        ServiceChargePercent = percent;
        return Done.It;
    }

    /// <summary>A tip may come until the last coin is paid: it is outside the document.</summary>
    public Outcome<Done> Tip(long minor)
    {
        if (State is BillState.Paid) return new BillIsPaid(Name);
        if (State is BillState.Void) return new BillIsVoid(Name);
        if (minor < 0 || PayableMinor - CreditedMinor + minor < PaidMinor) return new TipOutOfRange { Field = "tip" };
        TipMinor = minor;
        return Done.It;
    }

    public Outcome<Done> SellTo(string name, string taxNumber, string address)
    {
        if (MayChange() is { Error: { } error }) return error;
        (BuyerName, BuyerTaxNumber, BuyerAddress) = (name, taxNumber, address);
        return Done.It;
    }

    /// <summary>Freezes the bill under its number. What costs nothing is paid by that.</summary>
    public void Issue(PricedOrder quoted, GivenNumber number, Guid? drawerSessionId, IssueMoment at)
    {
        var (order, priced) = quoted;
        if (!FollowsOrder) throw new InvalidOperationException($"A bill in state {State} is not issued.");
        Follow(order);
        Show(priced);
        var sources = order.Lines.ToDictionary(l => l.LineId.ToString("N"));
        _lines.AddRange(
            priced.Lines.Select((line, i) => BillLine.Of(this, i, line, priced, sources.GetValueOrDefault(line.Id))));
        _taxes.AddRange(priced.Groups.SelectMany((group, place) => BillTax.Of(this, place, group)));
        (SharedDiscountMinor, GivenMinor) = (quoted.SharedDiscountMinor, quoted.GivenMinor);
        PricedJson = JsonSerializer.Serialize(priced, PricedText.Json);
        (SellerTaxNumber, Series, SeriesYear, Sequence, Number) =
            (number.SellerTaxNumber, number.Series, number.Year, number.Sequence, number.Text);
        (DrawerSessionId, BusinessDate) = (drawerSessionId, at.BusinessDate);
        (IssuedAt, IssuedHour, IssuedBy) = (at.Now, at.Hour, at.By);
        State = PaidMinor > 0 ? BillState.PartPaid : BillState.Printed;
        Settle(at.Now);
    }

    public BillPrint Print(DateTimeOffset now, Actor by)
    {
        var print = BillPrint.Of(this, _prints.Count + 1, now, by);
        _prints.Add(print);
        return print;
    }

    /// <summary>Money came. Paid in full is only what has its number.</summary>
    public void Take(long amountMinor, DateTimeOffset now)
    {
        PaidMinor += amountMinor;
        State = BillState.PartPaid;
        if (IsIssued) Settle(now);
    }

    /// <summary>Less came than was written down.</summary>
    public void TakeLess(long amountMinor)
    {
        PaidMinor -= amountMinor;
        if (State == BillState.PartPaid && PaidMinor == 0) State = IsIssued ? BillState.Printed : BillState.Open;
    }

    /// <summary>The engine's answer as it was issued.</summary>
    public PricedBill Priced() => JsonSerializer.Deserialize<PricedBill>(PricedJson, PricedText.Json)!;

    /// <summary>What a credit note of everything gives back.</summary>
    public List<ReturnedUnits> AllUnitsLeft() =>
        [.. _lines.Where(l => l.UnitsLeft > 0).Select(l => new ReturnedUnits(l.LineKey, l.UnitsLeft))];

    /// <summary>A bill that comes back whole before it was ever paid in full is void; any other is owed less.</summary>
    /// <returns>The money that goes back: what was paid above what is owed now.</returns>
    public long Credit(CreditNote note, string reason, DateTimeOffset now, string byName)
    {
        foreach (var line in note.Lines) _lines.Single(l => l.LineKey == line.LineId).Credit((int)line.Units);
        CreditedMinor += note.MoneyBackMinor;
        if (State != BillState.Paid && _lines.TrueForAll(l => l.UnitsLeft == 0)) return Void(reason, now, byName);
        var back = Math.Max(0, -DueMinor);
        PaidMinor -= back;
        Settle(now);
        return back;
    }

    /// <summary>
    /// Takes the bill back. Before its number there is no document; after it, only a full credit note comes here.
    /// </summary>
    /// <returns>What was paid in part, tip included: all of it goes back.</returns>
    public long Void(string reason, DateTimeOffset now, string byName)
    {
        var back = PaidMinor;
        (PaidMinor, TipMinor) = (0, 0);
        (State, VoidedAt, VoidedBy, VoidReason) = (BillState.Void, now, byName, reason);
        return back;
    }

    private void Settle(DateTimeOffset now)
    {
        if (DueMinor != 0 || State is BillState.Paid) return;
        State = BillState.Paid;
        PaidAt = now;
    }

    /// <summary>It has no number yet, and was not taken back.</summary>
    public Outcome<Done> MayChange() => State switch
    {
        _ when FollowsOrder => Done.It,
        BillState.Void => new BillIsVoid(Name),
        BillState.Paid => new BillIsPaid(Name),
        _ => new BillIsIssued(Name),
    };
}

/// <summary>When and by whom a bill is issued.</summary>
/// <param name="Hour">0 to 23, of the branch.</param>
internal sealed record IssueMoment(DateOnly BusinessDate, DateTimeOffset Now, int Hour, string By);
