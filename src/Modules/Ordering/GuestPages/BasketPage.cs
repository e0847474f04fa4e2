using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>What a guest types to order; kept on the page when it is refused.</summary>
internal sealed record OrderFormValues(string Name, string Phone, bool ServiceCharge)
{
    public static readonly OrderFormValues Fresh = new("", "", false);
}

/// <summary>
/// The basket: each line can be changed or removed, the total is the bill's, and one button orders it.
/// </summary>
/// <param name="place">Where the guest is.</param>
/// <param name="basket">Its lines, priced now.</param>
/// <param name="hidden">Token and command id; another command id for every form.</param>
internal sealed class BasketPage(GuestPlace place, PricedBasket basket, Func<Action<Html>> hidden)
{
    private readonly Platform.Web.Words _words = place.Words;
    private readonly string _lang = place.MenuLanguage == place.Language ? "" : place.MenuLanguage;

    /// <param name="typed">What the guest filled in to order.</param>
    /// <param name="error">Why it was not done.</param>
    /// <param name="ready">For a pickup: when it would be ready.</param>
    /// <param name="running">What the table has ordered before, together with this basket; null for none.</param>
    public Html Write(OrderFormValues typed, Error? error, DateTimeOffset? ready, PricedBill? running)
    {
        var html = new Html();
        GuestShell.Begin(html, place, _words["guest.basket-title"]);
        GuestShell.Heading(html, place, place.Url());
        html.Add(
            $"<main data-less=\"{_words["guest.less"]}\" data-more=\"{_words["guest.more"]}\"><h1 "
                + $"class=name>{_words["guest.basket-title"]}</h1>");
        if (error is not null) GuestShell.Problem(html, place.Say(error));
        if (basket.Refusal is { } refusal) GuestShell.Problem(html, place.Say(refusal));
        if (basket.Entries.Count == 0) Nothing(html);
        foreach (var entry in basket.Entries) Line(html, entry);
        if (basket.Bill is { } bill) Order(html, bill, typed, error, ready, running);
        html.Add($"</main>");
        GuestShell.End(html, place);
        return html;
    }

    private void Nothing(Html html) =>
        html.Add(
            $"<div class=box><p>{_words["guest.basket-empty"]}</p></div><p><a class=\"btn go\" "
                + $"href=\"{place.Url()}\">{_words["guest.to-menu"]}</a></p>");

    private void Line(Html html, BasketEntry entry)
    {
        var name = entry.Name?.In(place.MenuLanguage) ?? _words["guest.dish-gone"];
        html.Add($"<article class=dish><h2{Lang}>");
        if (entry.Chosen is null)
            html.Add($"<s>{name}</s></h2><p class=price></p><div><p class=bad>{place.Say(entry.Problem!)}</p></div>");
        else
        {
            html.Add($"{name}</h2><p class=price>{Money.Format(Gross(entry), place.Restaurant.Currency)}</p><div>");
            if (entry.Chosen.Detail.In(place.MenuLanguage) is { Length: > 0 } detail)
                html.Add($"<p{Lang}>{detail}</p>");
            if (entry.Line.Note.Length > 0) html.Add($"<p>“{entry.Line.Note}”</p>");
            html.Add($"</div>");
        }
        html.Add($"<form class=row method=post action=\"{place.Url("/basket/" + entry.Line.Id)}\">{hidden()}");
        if (entry.Chosen is not null)
            html.Add(
                $"<label><span class=sr>{_words["guest.quantity"]} {name}</span><input type=number name=quantity "
                    + $"inputmode=numeric min=0 max={GuestLimits.MaxOfDish} "
                    + $"value={entry.Line.Quantity}></label><button>{_words["guest.change"]}<span class=sr> "
                    + $"{name}</span></button>");
        html.Add(
            $"<button name=remove value=1 formnovalidate>{_words["guest.remove"]}<span class=sr> "
                + $"{name}</span></button></form></article>");
    }

    private void Order(Html html, PricedBill bill, OrderFormValues typed, Error? error, DateTimeOffset? ready,
        PricedBill? running)
    {
        html.Add($"<table><caption class=sr>{_words["guest.total"]}</caption>");
        BillRows.Write(html, place, bill);
        html.Add($"</table>");
        if (running is not null)
            html.Add(
                $"<p>{_words["guest.with-ordered", new { Total = Money.Format(running.PayableMinor, place.Restaurant.Currency) }]}</p>");
        if (place.Refusal is { } closed)
        {
            GuestShell.Problem(html, place.Say(closed));
            return;
        }
        html.Add(
            $"<form method=post action=\"{place.Url("/basket")}\">{hidden()}<input type=hidden name=payable "
                + $"value={bill.PayableMinor}>");
        if (place.IsTable) ServiceCharge(html, typed);
        else Pickup(html, typed, error, ready);
        html.Add(
            $"<div class=bar><button "
                + $"class=go><span>{_words[place.IsTable ? "guest.place" : "guest.place-pickup"]}</span><span "
                + $"class=num>{Money.Format(bill.PayableMinor, place.Restaurant.Currency)}</span></button></div></form>");
    }

    /// <summary>Voluntary, off, and said so: CCPA guidelines of 4 July 2022.</summary>
    private void ServiceCharge(Html html, OrderFormValues typed)
    {
        if (place.Branch.ServiceChargePercent == 0) return;
        html.Add(
            $"<label><input type=checkbox name=service "
                + $"value=1{Checked(typed.ServiceCharge)}><span>{_words["guest.service-wish", new { Percent = _words.Percent(place.Branch.ServiceChargePercent) }]}</span></label>");
    }

    private void Pickup(Html html, OrderFormValues typed, Error? error, DateTimeOffset? ready)
    {
        html.Add(
            $"<h2>{_words["guest.pickup"]}</h2><p>{_words["guest.pickup-at", new { place.Branch.Name, place.Branch.Address }]}</p>");
        if (ready is { } at)
            html.Add(
                $"<p>{_words["guest.pickup-ready"]} <b class=num><time "
                    + $"datetime={at.UtcDateTime.ToString("s")}Z>{place.Branch.Day.Local(at).ToString("HH:mm")}</time></b></p>");
        Field(html, "name", "guest.name", "autocomplete=name", typed.Name, 60, error);
        Field(html, "phone", "guest.phone", "autocomplete=tel", typed.Phone, 24, error);
        html.Add($"<p><small>{_words["guest.phone-why"]}</small></p>");
    }

    private void Field(Html html, string name, string key, string fill, string value, int max, Error? error)
    {
        html.Add(
            $"<label class=up><b>{_words[key]}</b><input name={name} "
                + $"type={(name == "phone" ? "tel" : "text")} {fill} required maxlength={max} "
                + $"value=\"{value}\"></label>");
        if (error?.Field == name) html.Add($"<p class=bad>{place.Say(error)}</p>");
    }

    private long Gross(BasketEntry entry) =>
        basket.Bill?.Lines.FirstOrDefault(l => l.Id == entry.Line.Id.ToString("N"))?.GrossMinor
            ?? entry.Chosen!.ValueMinor;

    private void Lang(Html html)
    {
        if (_lang.Length > 0) html.Add($" lang={_lang}");
    }

    private static Action<Html> Checked(bool on) => html =>
    {
        if (on) html.Add($" checked");
    };
}
