using System.Text.Encodings.Web;

namespace Restpy.Platform.Web;

/// <param name="Sentence">What happened.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Wait">Seconds until it may be tried again; empty where nothing has to be waited for.</param>
/// <param name="Back">The page this came from, if it was one of ours.</param>
internal sealed record ErrorPageFacts(
    Words Words, int Status, string Sentence, string Advice, string Wait, string? Back, string Trace);

/// <summary>The page a person sees when something did not work: what happened, what to do, and the way back.</summary>
internal static class ErrorPage
{
    public static string Of(ErrorPageFacts facts)
    {
        var (words, text) = (facts.Words, HtmlEncoder.Default);
        var waits = facts.Status == 429 && facts.Wait.Length > 0;
        var back = facts.Back is null ? ""
            : $"""<a class="button primary" href="{text.Encode(facts.Back)}">{text.Encode(words[waits ? "status.again" : "status.back"])}</a>""";
        return $"""
            <!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{facts.Status} · Restpy</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/css/error.css">{(waits ? """<script type="module" src="/js/countdown.js"></script>""" : "")}</head>
            <body class="plain"><main><p class="plain-mark"><svg aria-hidden="true"><use href="/icons.svg#restpy-mark"/></svg></p>
            <h1>{text.Encode(facts.Sentence)}</h1><p{(waits ? $" data-wait=\"{facts.Wait}\" role=\"status\"" : "")}>{text.Encode(facts.Advice)}</p>
            <p class="row">{back}<a class="button" href="/staff">{text.Encode(words["status.home"])}</a></p>
            <p><small>{facts.Status}{(facts.Status >= 500 ? " · " + text.Encode(facts.Trace) : "")}</small></p></main></body></html>
            """;
    }
}
