using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Restpy.Probe.Attack;

/// <summary>
/// An answer, with what was asked for and what is new in every answer taken out, so that two can be compared byte by
/// byte.
/// </summary>
internal sealed partial record Reply(int Status, string Text, bool IsStream)
{
    // Length and fingerprint are of the body, which is compared itself.
    private static readonly string[] NewEachTime =
        ["Date", "Content-Length", "Transfer-Encoding", "Retry-After", "ETag"];
    private const int MostRepeated = 30;
    private static readonly TimeSpan StreamFor = TimeSpan.FromMilliseconds(150);

    private Reply? _plain;

    public string Uncounted => Numbers().Replace(Text, "#");

    public bool IsBroken => Status >= 500;

    public static async Task<Reply> OfAsync(
        HttpResponseMessage answer, IReadOnlyList<string> asked, TimeSpan? listen, CancellationToken ct)
    {
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = isStream ? await HeardAsync(answer, listen ?? StreamFor, ct)
            : Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(ct));
        var text = new StringBuilder().Append((int)answer.StatusCode).Append('\n');
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(h => !NewEachTime.Contains(h.Key)).OrderBy(h => h.Key, StringComparer.Ordinal))
            text.Append(name).Append(": ")
                .AppendJoin(", ", name == "Set-Cookie"
                    ? values.Select(v => Cookie().Replace(v, "$1=<new>")).Order(StringComparer.Ordinal) : values)
                    .Append('\n');
        return new((int)answer.StatusCode, Without(text.Append('\n').Append(body).ToString(), asked), isStream);
    }

    /// <summary>Where the two part.</summary>
    public string Against(Reply other)
    {
        var at = Math.Max(0, Text.Zip(other.Text).TakeWhile(c => c.First == c.Second).Count() - 30);
        return $"“{Cut(Text, at)}” against “{Cut(other.Text, at)}”";
    }

    /// <summary>
    /// What of the other restaurant stands in it: an id nobody asked for, or the secret all its names carry.
    /// </summary>
    public string? Leak(Target target)
    {
        foreach (Match match in Ids().Matches(Text))
            if (Guid.TryParse(match.Value, out var id) && target.Has(id)) return $"holds the id {id}";
        var at = Text.IndexOf(target.Canary.Secret, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : $"holds “{Cut(Text, Math.Max(0, at - 30))}”";
    }

    /// <summary>Ids of our own rows differ from answer to answer; the other restaurant's stay to be seen.</summary>
    public Reply Plain(Target target) => _plain ??= this with
    {
        Text = Ids().Replace(Text, m => Guid.TryParse(m.Value, out var id) && target.Has(id) ? m.Value : "<id>"),
    };

    private static string Without(string text, IReadOnlyList<string> asked)
    {
        text = Fresh().Replace(text, "<new>");
        foreach (var one in asked.Where(a => a.Length > 2).SelectMany(Spellings).Distinct()
            .OrderByDescending(s => s.Length)) text = text.Replace(one, "<asked>", StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Spellings(string asked)
    {
        yield return asked;
        yield return Uri.EscapeDataString(asked);
        // The address of the page inside an address on it.
        yield return Uri.EscapeDataString(Uri.EscapeDataString(asked));
        yield return Uri.EscapeDataString(Uri.EscapeDataString(Uri.EscapeDataString(asked)));
        yield return WebUtility.HtmlEncode(asked);
        // As pages and JSON answers write it: their encoders spell a plus in signs of their own.
        yield return HtmlEncoder.Default.Encode(asked);
        yield return JavaScriptEncoder.Default.Encode(asked);
        // Some refusals repeat only the beginning of what was typed.
        if (asked.Length > MostRepeated) yield return asked[..MostRepeated];
        if (Guid.TryParse(asked, out var id)) yield return id.ToString("N");
        yield return asked.ToUpperInvariant();
        yield return asked.ToLowerInvariant();
    }

    private static async Task<string> HeardAsync(HttpResponseMessage answer, TimeSpan listen, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(listen);
        var heard = new StringBuilder();
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(end.Token);
            var buffer = new byte[8192];
            while (await stream.ReadAsync(buffer, end.Token) is > 0 and var read)
                heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A stream has no end of its own; what came is what there is.
        }
        return heard.ToString();
    }

    private static string Cut(string text, int at) =>
        Lines().Replace(text[Math.Min(at, text.Length)..Math.Min(text.Length, at + 90)], " ");

    /// <summary>
    /// Form tokens, the key of an app that is about to be added, the mark of a request that broke, the clock of a
    /// stream.
    /// </summary>
    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|(?<=<path class=\"on\" d=\")[^\"]+|(?<=<code data-key>)[^<]+|(?<=<code "
        + "data-pairing>)[^<]+|(?<=name=\"kept\" value=\")[^\"]+|0H[A-Z0-9]{11}:[0-9A-F]{8}|(?<=event: beat\\ndata: "
        + ")[0-9]+")]
    private static partial Regex Fresh();

    [GeneratedRegex("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("^([^=]+)=[^;]*")]
    private static partial Regex Cookie();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Lines();
}
