using System.Globalization;
using Restpy.Kernel;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestStatus;

/// <summary>
/// How far an order is, dish by dish, and what it comes to. Without script it reloads itself; with script its main part
/// is fetched anew when something about this order happens.
/// </summary>
internal sealed class StatusPage(GuestPlace place, GuestOrderView view, Func<Action<Html>> hidden, ScriptFile script)
{
    private const int ReloadSeconds = 15;
    private readonly Words _words = place.Words;
    private readonly string _lang = place.MenuLanguage == place.Language ? "" : place.MenuLanguage;
    private readonly string _root = place.IsTable ? "/order" : "/order/" + view.Order.Id;

    private Order Order => view.Order;

    public Html Write(Error? error = null)
    {
        var html = new Html();
        GuestShell.Begin(html, place, _words["guest.your-order"], Order.IsOpen ? Follow : null);
        GuestShell.Heading(html, place, place.Url());
        if (Order.IsOpen)
            html.Add($"<main data-live=\"{place.Url(_root + "/live")}\" data-stale=\"{_words["guest.stale"]}\">");
        else html.Add($"<main>");
        html.Add($"<h1 class=name>{Title()}</h1><p role=status>{Standing()}</p>");
        if (error is not null) GuestShell.Problem(html, place.Say(error));
        if (!place.IsTable) Steps(html);
        foreach (var stage in view.Dishes.GroupBy(d => d.Stage).OrderBy(g => g.Key)) Stage(html, stage.Key, [.. stage]);
        Sum(html);
        if (place.IsTable && Order.IsOpen) Wishes(html);
        html.Add(
            $"<div class=row><a class=btn "
                + $"href=\"{place.Url()}\">{_words[Order.IsOpen ? "guest.order-more" : "guest.to-menu"]}</a></div></main>");
        GuestShell.End(html);
        return html;
    }

    public static Html Nothing(GuestPlace place)
    {
        var html = new Html();
        GuestShell.Begin(html, place, place.Words["guest.your-order"]);
        GuestShell.Heading(html, place, place.Url());
        html.Add(
            $"<main><h1 class=name>{place.Words["guest.your-order"]}</h1><div "
                + $"class=box><p>{place.Words["guest.nothing-ordered"]}</p></div><p><a class=\"btn go\" "
                + $"href=\"{place.Url()}\">{place.Words["guest.to-menu"]}</a></p></main>");
        GuestShell.End(html);
        return html;
    }

    private void Follow(Html html) =>
        html.Add(
            $"<noscript><meta http-equiv=refresh content={ReloadSeconds}></noscript><script type=module "
                + $"src=\"{script.Url}\" integrity=\"{script.Integrity}\"></script>");

    private string Title() =>
        _words[place.IsTable ? "guest.order-number" : "guest.pickup-number", new { Order.Number }];

    /// <summary>The one sentence a guest looks for.</summary>
    private string Standing() => Order.State switch
    {
        OrderState.Cancelled => _words["guest.standing.cancelled", new { Reason = Order.CancelReason }],
        OrderState.Completed => _words["guest.standing.paid"],
        OrderState.BillPrinted => _words["guest.standing.printed"],
        _ when Order.AsksBillSince is { } at => _words["guest.standing.bill-asked", new { Time = Clock(at) }],
        _ when Order.CallsSince is { } at => _words["guest.standing.called", new { Time = Clock(at) }],
        _ when Has(DishStage.WaitsForStaff) => _words["guest.standing.waits"],
        _ when Order.Channel == OrderChannel.Pickup => Has(DishStage.BeingMade)
            ? _words["guest.standing.pickup-made", new
            {
                Time = Clock(Order.PromisedAt ?? Order.OpenedAt),
            }] : _words["guest.standing.pickup-ready", new { place.Branch.Address }],
        _ => _words[Has(DishStage.BeingMade) ? "guest.standing.made" : "guest.standing.ready"],
    };

    private void Steps(Html html)
    {
        if (Order.State == OrderState.Cancelled) return;
        var now = Order.State == OrderState.Pending ? 0 : Has(DishStage.BeingMade) ? 1 : 2;
        html.Add($"<ol class=steps>");
        for (var step = 0; step < 3; step++)
        {
            var text = _words["guest.step." + step.ToString(CultureInfo.InvariantCulture)];
            if (step < now) html.Add($"<li class=done>{text}</li>");
            else if (step == now) html.Add($"<li aria-current=step>{text}</li>");
            else html.Add($"<li>{text}</li>");
        }
        html.Add($"</ol>");
    }

    private void Stage(Html html, DishStage stage, IReadOnlyList<OrderedDish> dishes)
    {
        var off = stage is DishStage.Declined or DishStage.TakenOff;
        html.Add(
            $"<h2 class=\"stage s{(int)stage}\">{_words["guest.stage." + stage]}</h2><table><caption "
                + $"class=sr>{_words["guest.stage." + stage]}</caption>");
        foreach (var (line, _) in dishes)
        {
            html.Add($"<tr><th scope=row>");
            if (off) html.Add($"<s{Lang}>{line.Quantity} × {line.Name.In(place.MenuLanguage)}</s>");
            else html.Add($"<span{Lang}>{line.Quantity} × {line.Name.In(place.MenuLanguage)}</span>");
            if (line.Detail.In(place.MenuLanguage) is { Length: > 0 } detail)
                html.Add($"<small{Lang}>{detail}</small>");
            if (line.Note.Length > 0 && (view.Known || line.GuestKey == place.GuestKey))
                html.Add($"<small>“{line.Note}”</small>");
            if (stage == DishStage.Declined && line.VoidReason.Length > 0)
                html.Add($"<small class=bad>{line.VoidReason}</small>");
            html.Add($"</th><td>{(off ? "" : Money.Format(line.ValueMinor, place.Restaurant.Currency))}</td></tr>");
        }
        html.Add($"</table>");
    }

    private void Sum(Html html)
    {
        if ((view.Bill ?? view.All) is not { } bill) return;
        html.Add($"<table><caption class=sr>{_words["guest.total"]}</caption>");
        BillRows.Write(html, place, bill, view.Bill is null ? "guest.total-waiting"
            : Order.IsOpen ? "guest.total-so-far" : "guest.total");
        html.Add($"</table>");
        if (view is { Bill: not null, All: { } all })
            html.Add(
                $"<p>{_words["guest.total-with-waiting", new { Total = Money.Format(all.PayableMinor, place.Restaurant.Currency) }]}</p>");
    }

    private void Wishes(Html html)
    {
        if (Order.CallsSince is null)
            html.Add(
                $"<form class=row method=post "
                    + $"action=\"{place.Url(_root + "/call")}\">{hidden()}<button>{_words["guest.call"]}</button></form>");
        if (Order.Kots == 0 || Order.AsksBillSince is not null || Order.State == OrderState.BillPrinted) return;
        html.Add($"<form class=box method=post action=\"{place.Url(_root + "/bill")}\">{hidden()}");
        if (place.Branch.ServiceChargePercent > 0 && view.Known)
        {
            html.Add(
                $"<fieldset><legend>{_words["guest.service-question", new { Percent = _words.Percent(place.Branch.ServiceChargePercent) }]}</legend><p><small>{_words["guest.service-free"]}</small></p>");
            html.Add(
                $"<label><input type=radio name=service value=0 "
                    + $"checked>{_words["guest.service-no"]}</label><label><input type=radio name=service "
                    + $"value=1>{_words["guest.service-yes"]}</label></fieldset>");
        }
        html.Add($"<button class=go>{_words["guest.ask-bill"]}</button></form>");
    }

    private bool Has(DishStage stage) => view.Dishes.Any(d => d.Stage == stage);

    private string Clock(DateTimeOffset at) =>
        place.Branch.Day.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private void Lang(Html html)
    {
        if (_lang.Length > 0) html.Add($" lang={_lang}");
    }
}
