using Restpy.Platform.Web;

namespace Restpy.Audit;

/// <summary>
/// The acts we have words for, by the module that does them; an act without words is shown as it is stored.
/// </summary>
internal static class ActivityWords
{
    /// <summary>What owners look for first, each under one short name in the address (act=voids).</summary>
    public static IReadOnlyDictionary<string, string[]> Shortcuts { get; } = new Dictionary<string, string[]>
    {
        ["voids"] = ["order.line-voided", "order.cancelled", "billing.bill-voided"],
        ["discounts"] = ["billing.discount-given", "billing.line-complimented"],
        ["refunds"] = ["billing.credit-note-issued"],
        ["reprints"] = ["billing.bill-reprinted"],
    };

    public static IEnumerable<IGrouping<string, (string Act, string Word)>> Grouped(WordList list, Words words) =>
        list.In("en").Keys.Where(k => k.StartsWith("act.", StringComparison.Ordinal)).Select(k => k[4..])
            .Select(act => (Act: act, Word: words["act." + act])).OrderBy(a => a.Word, StringComparer.OrdinalIgnoreCase)
            .GroupBy(a => a.Act.Split('.')[0]).OrderBy(g => Group(words, g.Key), StringComparer.OrdinalIgnoreCase);

    public static string Group(Words words, string group) => words["act-group." + group] is var word
        && word.StartsWith("act-group.", StringComparison.Ordinal) ? group : word;

    public static string Word(Words words, string act) =>
        words["act." + act] is var word && word.StartsWith("act.", StringComparison.Ordinal) ? act : word;

    /// <summary>The role at the time, as it is stored: owner, waiter, guest, system, none.</summary>
    public static string Role(Words words, string role) =>
        Enum.TryParse<Kernel.Role>(role, ignoreCase: true, out var known) ? words[$"role.{known}"]
            : words[$"log.role.{role}"] is var word && word.StartsWith("log.role.", StringComparison.Ordinal) ? role
            : word;
}
