using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// axe-core in the page itself, told to bring back what it found wrong and nothing else: what it found right is a
/// hundred times as much, and a page of frames to look through there is none.
/// </summary>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails with what axe has to say against the page.</summary>
    /// <param name="page">What is looked at, as it stands.</param>
    /// <param name="what">Its name in the message.</param>
    /// <param name="rules">Only these; all when none is given.</param>
    public static async Task FindsNothingAsync(IPage page, string what, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<string[]>(
            """
            async rules => {
              const result = await axe.run(document, { resultTypes: ['violations'], ...(rules.length ? { runOnly: rules } : {}) });
              return result.violations.map(v => `${v.id}: ${v.help} — ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`);
            }
            """, rules).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(found.Length == 0, $"{what}: {string.Join('\n', found)}");
    }
}
