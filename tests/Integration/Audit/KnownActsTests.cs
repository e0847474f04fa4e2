using System.Text.RegularExpressions;
using Restpy.Audit;
using Restpy.Host;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

public sealed partial class KnownActsTests
{
    /// <summary>Reads the source: an act added anywhere without words fails here.</summary>
    [Fact]
    public void Every_act_of_every_module_has_words()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Restpy.slnx"))) root = root.Parent;
        Assert.SkipWhen(root is null, "The source is not here.");
        var permissions = ModuleList.All.SelectMany(m => m.Permissions).Select(p => p.Name).ToHashSet();
        var list = new WordList([typeof(WordList).Assembly, .. ModuleList.All.Select(m => m.GetType().Assembly)]);
        var words = new Words(list);
        var groups = list.In("en").Keys.Where(k => k.StartsWith("act-group.", StringComparison.Ordinal))
            .Select(k => k[10..]).ToHashSet();
        var acts = Directory.EnumerateFiles(
            Path.Combine(root!.FullName, "src", "Modules"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Statement().Matches(File.ReadAllText(f))).SelectMany(m => Literal().Matches(m.Value))
            .Select(m => m.Groups[1].Value)
            .Where(a => groups.Contains(a.Split('.')[0]) && !permissions.Contains(a)).Distinct().ToList();
        Assert.True(acts.Count > 30);
        Assert.DoesNotContain(acts, a => ActivityWords.Word(words, a) == a);
    }

    [GeneratedRegex("Act\\([^;]*;")]
    private static partial Regex Statement();

    [GeneratedRegex("\"([a-z]+\\.[a-z][a-z-]+)\"")]
    private static partial Regex Literal();
}
