using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The list of docs/security/asvs.csv says how far each requirement of OWASP ASVS 5.0 is met, and which tests show it.
/// A test that is renamed or removed takes its evidence along, and this says so.
/// </summary>
public sealed partial class AsvsTests
{
    private const string File = "docs/security/asvs.csv";
    private const string Page = "docs/security/asvs.md";
    private const string Header = "id,level,state,evidence";
    private const int FewestLetters = 15;

    private static readonly string[] States = ["met", "part", "open", "n/a"];

    /// <summary>How many requirements of each level the standard has.</summary>
    private static readonly int[] OfLevel = [70, 183, 92];

    private static readonly Dictionary<string, HashSet<string>> Known =
        TestsOf(Source.Files("*.cs", "tests").Select(Source.Read));

    [Fact]
    public void Every_requirement_has_one_row()
    {
        var rows = Rows();
        Assert.Equal(345, rows.Count);
        Assert.Equal(OfLevel, Enumerable.Range(1, 3).Select(level => rows.Count(r => r.Level == level)));
        Complaints.None(Gaps(rows));
    }

    [Fact]
    public void Every_row_has_the_evidence_its_state_asks_for()
    {
        Assert.True(Known.Count > 100 && Known.Values.Sum(methods => methods.Count) > 400);
        Complaints.None(Wrong(Lines()));
    }

    [Fact]
    public void The_page_has_the_counts_of_the_file() =>
        Complaints.None(Lacking(Source.Read(Page), Rows()).Select(line => $"{Page} lacks the line {line}"));

    [Theory]
    [InlineData("V1.1.1,1,met,\"NobodyWroteTests\"", "NobodyWroteTests")]
    [InlineData("V1.1.1,1,met,\"AsvsTests AsvsTests.Nobody_wrote_this\"", "Nobody_wrote_this")]
    [InlineData("V1.1.1,1,met,\"MarkupTests.Inline\"", "MarkupTests.Inline")]
    [InlineData("V1.1.1,1,met,\"\"", "cannot be read")]
    [InlineData("V1.1.1,1,met,\"By the look of it.\"", "names no test")]
    [InlineData("V1.1.1,1,met,\" | It is certainly there, somewhere.\"", "names no test")]
    [InlineData("V1.1.1,2,part,\"AsvsTests\"", "does not say")]
    [InlineData("V1.1.1,2,part,\"AsvsTests | not yet\"", "does not say")]
    [InlineData("V1.1.1,2,part,\"AsvsTests | Of the rest NobodyWroteTests tells.\"", "NobodyWroteTests")]
    [InlineData("V1.1.1,3,open,\"later\"", "does not say")]
    [InlineData("V1.1.1,3,n/a,\"1 2 3 4 5 6 7 8 9 10\"", "does not say")]
    [InlineData("V1.1.1,3,open,\"It is told in docs/security/nothing.md at length.\"", "docs/security/nothing.md")]
    [InlineData("V1.1.1,1,done,\"AsvsTests\"", "cannot be read")]
    [InlineData("V1.1.1,4,met,\"AsvsTests\"", "cannot be read")]
    [InlineData("1.1.1,1,met,\"AsvsTests\"", "cannot be read")]
    public void Probe_a_row_without_its_evidence_is_found(string line, string told) =>
    Assert.Contains(told, Assert.Single(Wrong([line])));

    [Fact]
    public void Probe_a_row_that_is_right_a_doubled_one_and_a_gap_are_told_apart()
    {
        const string Right = "V1.1.1,1,met,\"AsvsTests MarkupTests.No_script_of_ours_writes_markup_as_text | Seen.\"";
        Assert.Empty(Wrong([Right, "V1.1.2,3,open,\"Nobody has begun with it.\""]));
        Assert.Contains("twice", Assert.Single(Wrong([Right, "V1.1.1,1,open,\"Nobody has begun with it.\""])));
        Assert.Equal("V1.1.2",
            Assert.Single(Gaps([Parse(Right)!, Parse(Right.Replace("V1.1.1", "V1.1.3"))!])).Split(' ')[0]);
    }

    [Fact]
    public void Probe_a_count_that_is_off_is_found()
    {
        var rows = Rows();
        var page = string.Join('\n', CountLines(rows));
        Assert.Empty(Lacking(page, rows));
        rows[0] = rows[0] with { State = rows[0].State == "open" ? "met" : "open" };
        Assert.Equal(2, Lacking(page, rows).Count());
    }

    private sealed record Row(string Id, int Level, string State, string[] Tests, string Reason);

    private static string[] Lines()
    {
        var lines = Source.Read(File).TrimEnd('\n').Split('\n');
        Assert.Equal(Header, lines[0]);
        return lines[1..];
    }

    private static List<Row> Rows() => [.. Lines().Select(Parse).OfType<Row>()];

    private static Row? Parse(string line)
    {
        if (Form().Match(line) is not { Success: true } found) return null;
        var (state, evidence) = (found.Groups["state"].Value, found.Groups["evidence"].Value);
        var bar = evidence.IndexOf(" | ", StringComparison.Ordinal);
        var isShown = state is "met" or "part";
        return new(found.Groups["id"].Value, int.Parse(found.Groups["level"].Value, CultureInfo.InvariantCulture),
            state,
            isShown ? (bar < 0 ? evidence : evidence[..bar]).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
            !isShown ? evidence : bar < 0 ? "" : evidence[(bar + 3)..]);
    }

    private static IEnumerable<string> Wrong(IEnumerable<string> lines)
    {
        var seen = new HashSet<string>();
        foreach (var line in lines)
        {
            if (Parse(line) is not { } row)
            {
                yield return $"{line} cannot be read: it should be id,level,state,\"evidence\" with a state of "
                    + $"{string.Join(", ", States)}";
                continue;
            }
            if (!seen.Add(row.Id)) yield return $"{row.Id} stands there twice";
            foreach (var complaint in Wrong(row)) yield return complaint;
        }
    }

    private static IEnumerable<string> Wrong(Row row)
    {
        if (row.State is "met" or "part" && !row.Tests.Any(IsTest))
            yield return $"{row.Id} names no test: {string.Join(' ', row.Tests)}";
        else
            foreach (var test in row.Tests.Where(test => !IsTest(test)))
                yield return $"{row.Id} names {test}, which is no test";
        foreach (var test in ClassName().Matches(row.Reason).Select(m => m.Value)
            .Where(name => !Known.ContainsKey(name))) yield return $"{row.Id} speaks of {test}, which is no test";
        foreach (var path in Path().Matches(row.Reason).Select(m => m.Value).Where(path => !Exists(path)))
            yield return $"{row.Id} points to {path}, which is not there";
        if (row.State != "met" && row.Reason.Count(char.IsLetter) < FewestLetters)
            yield return $"{row.Id} does not say why, or what is missing";
    }

    private static bool Exists(string path) => System.IO.Path.Exists(System.IO.Path.Combine(Source.Root, path));

    /// <summary>
    /// Within a section the standard counts from one without a gap: a number that was mistyped leaves one.
    /// </summary>
    private static IEnumerable<string> Gaps(IEnumerable<Row> rows) =>
        from section in rows.Select(r => r.Id.Split('.'))
            .GroupBy(id => $"{id[0]}.{id[1]}", id => int.Parse(id[2], CultureInfo.InvariantCulture))
        from missing in Enumerable.Range(1, section.Max()).Except(section)
        select $"{section.Key}.{missing} has no row";

    private static IEnumerable<string> Lacking(string page, IReadOnlyList<Row> rows) =>
        CountLines(rows).Except(page.Split('\n'));

    private static IEnumerable<string> CountLines(IReadOnlyList<Row> rows) =>
        States.Select(state => Line(state, rows.Where(r => r.State == state))).Append(Line("all", rows));

    private static string Line(string name, IEnumerable<Row> rows)
    {
        var all = rows.ToList();
        return $"| {name} | "
            + $"{string.Join(" | ", Enumerable.Range(1, 3).Select(level => all.Count(r => r.Level == level)))} | "
            + $"{all.Count} |";
    }

    /// <summary>A class, or one of its methods, as Class.Method.</summary>
    private static bool IsTest(string name) =>
        Known.TryGetValue(name.Split('.')[0], out var methods)
            && (!name.Contains('.') || methods.Contains(name.Split('.', 2)[1]));

    /// <summary>Classes by name; two of one name in different folders count as one.</summary>
    private static Dictionary<string, HashSet<string>> TestsOf(IEnumerable<string> files)
    {
        var known = new Dictionary<string, HashSet<string>>();
        foreach (var text in files)
        {
            if (TestClass().Match(text) is not { Success: true } found
                || TestMethod().Matches(text) is not { Count: > 0 } methods) continue;
            var name = found.Groups["name"].Value;
            if (!known.TryGetValue(name, out var of)) known[name] = of = [];
            of.UnionWith(methods.Select(m => m.Groups["name"].Value));
        }
        return known;
    }

    [GeneratedRegex("^(?<id>V[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}),(?<level>[123]),(?<state>met|part|open|n/a),\"(?<evidence>[^\"]+)\"$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^public [a-z ]*class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"^    \[(Fact|Theory|Property)\b[\s\S]*?^    public [\w<> ]+? (?<name>\w+)\(",
        RegexOptions.Multiline)]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"\b[A-Z]\w*Tests\b")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"\b(docs|src|db|infra|tests|build)/[\w./-]*\w")]
    private static partial Regex Path();
}
