using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// What every guest page has around it: the head with the sheet inlined, the name of the restaurant, the basket's bar.
/// </summary>
internal static class GuestShell
{
    /// <param name="html">The page to be.</param>
    /// <param name="place">Where the guest is.</param>
    /// <param name="title">In the browser's tab, before the restaurant's name; empty on the menu.</param>
    /// <param name="head">More for the head.</param>
    public static void Begin(Html html, GuestPlace place, string title, Action<Html>? head = null)
    {
        html.Add(
            $"<!doctype html><html lang={place.Language}><head><meta charset=utf-8><meta name=viewport "
                + $"content=\"width=device-width,initial-scale=1\"><title>");
        if (title.Length > 0) html.Add($"{title} · ");
        html.Add($"{place.Restaurant.Name}</title>");
        if (place.IsTable) html.Add($"<meta name=robots content=noindex>");
        html.Add($"<link rel=icon href=/favicon.svg type=image/svg+xml>");
        html.AddStyle(GuestStyle.Css);
        head?.Invoke(html);
        html.Add($"</head><body>");
    }

    /// <summary>The small heading of the pages behind the menu, with the way back.</summary>
    public static void Heading(Html html, GuestPlace place, string backUrl)
    {
        html.Add(
            $"<header class=top><a href=\"{backUrl}\">← {place.Words["guest.menu"]}</a><p>{Where(place)}</p></header>");
    }

    /// <summary>"Table 12 · Bengaluru", or the branch alone.</summary>
    public static string Where(GuestPlace place)
    {
        var branch = place.Restaurant.Branches.Count > 1 ? place.Branch.Name : place.Restaurant.Name;
        return place.Table is { } table ? $"{place.Words["guest.table", new { table.Number }]} · {branch}"
            : $"{place.Restaurant.Name} · {place.Branch.Name}";
    }

    /// <summary>What went wrong, what was kept, what to do; announced to screen readers.</summary>
    public static void Problem(Html html, string? sentence)
    {
        if (sentence is not null) html.Add($"<div class=box role=alert><p class=bad>{sentence}</p></div>");
    }

    public static void End(Html html) => html.Add($"</body></html>");

    /// <summary>The same, on pages that a script makes quicker.</summary>
    public static void End(Html html, GuestPlace place)
    {
        if (place.Script is { } script)
            html.Add($"<script type=module src=\"{script.Url}\" integrity=\"{script.Integrity}\"></script>");
        End(html);
    }

    /// <summary>A whole page for what is not there, with the way to the menu.</summary>
    public static Html ProblemPage(GuestPlace place, Error error)
    {
        var html = new Html();
        var sentence = place.Say(error);
        Begin(html, place, sentence);
        Heading(html, place, place.Url());
        html.Add($"<main>");
        Problem(html, sentence);
        html.Add($"<p><a class=btn href=\"{place.Url()}\">{place.Words["guest.to-menu"]}</a></p></main>");
        End(html);
        return html;
    }
}
