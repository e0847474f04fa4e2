using Restpy.Platform.Web;

namespace Restpy.Tenancy;

/// <summary>What _Languages.cshtml shows: the menu's own language, and those it is offered in besides.</summary>
/// <param name="Words">The reader's.</param>
/// <param name="Languages">The first is the menu's own.</param>
internal sealed record LanguageFields(Words Words, IReadOnlyList<string> Languages)
{
    /// <returns>The menu's own first, each once.</returns>
    public static string[] Chosen(string? own, IEnumerable<string>? others) =>
        own is null ? [.. others ?? []] : [own, .. (others ?? []).Where(l => l != own).Distinct()];
}
