using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Lines of at most 120 columns, test names of at most 80 characters, methods of at most 7 parameters.
/// </summary>
public sealed partial class CodeShapeTests
{
    private const int MostColumns = 120, LongestTestName = 80, MostParameters = 7;

    [Fact]
    public void No_line_is_longer_than_120_columns() =>
        Complaints.None(Source.Files("*.cs", "src", "tests", "bench").SelectMany(path =>
            LongLines(Source.Read(path)).Select(number => $"{path}:{number}")));

    [Fact]
    public void No_test_name_is_longer_than_80_characters() =>
        Complaints.None(Source.Files("*.cs", "tests").SelectMany(path =>
            LongTestNames(Source.Read(path)).Select(name => $"{path}: {name}")));

    [Fact]
    public void No_method_has_more_than_7_parameters()
    {
        string[] assemblies =
            ["Restpy.Kernel", "Restpy.Platform", "Restpy.Host", .. Built.ModuleNames.Select(name => $"Restpy.{name}")];
        Complaints.None(assemblies.SelectMany(name => ManyParameters(Built.Read(name))));
    }

    [Fact]
    public void Probe_a_long_line_is_found()
    {
        var code = "    var x = " + new string('y', 120) + ";";
        Assert.Equal([2], LongLines($"// short\n{code}\n"));
        Assert.Equal([1], LongLines("// " + new string('z', 120)));
        Assert.Empty(LongLines($"x = $\"\"\"\n{code}\n\"\"\";"));
        Assert.Empty(LongLines("    + $\"" + new string('z', 120) + "\""));
    }

    [Fact]
    public void Probe_a_long_test_name_is_found()
    {
        var name = "A_" + new string('n', 80);
        Assert.Equal([name], LongTestNames($"    public async Task {name}(int x)"));
        Assert.Empty(LongTestNames("    public void A_short_one()"));
    }

    [Fact]
    public void Probe_a_method_of_eight_parameters_is_found() =>
        Assert.Contains(
            ManyParameters(Built.Probes()), found => found.Contains(nameof(Eight), StringComparison.Ordinal));

    private static void Eight(int a, int b, int c, int d, int e, int f, int g, int h) =>
        Assert.NotEqual(a + b + c + d, e + f + g + h + 1);

    /// <summary>Texts in raw strings keep their lines, and one long piece of text cannot be broken.</summary>
    private static IEnumerable<int> LongLines(string text)
    {
        var (isRaw, number) = (false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var wasRaw = isRaw;
            if (Raw().Count(line) % 2 == 1) isRaw = !isRaw;
            if (line.Length > MostColumns && !wasRaw && !Text().IsMatch(line)) yield return number;
        }
    }

    private static IEnumerable<string> LongTestNames(string text) =>
        TestName().Matches(text).Select(found => found.Groups[1].Value).Where(name => name.Length > LongestTestName);

    /// <summary>What the compiler makes of records and lambdas is not counted.</summary>
    private static IEnumerable<string> ManyParameters(ModuleDefinition module) =>
        from type in module.GetTypes()
        from method in type.Methods
        where method.Parameters.Count > MostParameters && !method.IsConstructor && method.Name != "Deconstruct"
            && !method.Name.Contains('<') && !type.Name.Contains('<')
        select $"{type.FullName}.{method.Name} has {method.Parameters.Count} parameters";

    [GeneratedRegex("\"\"\"")]
    private static partial Regex Raw();

    [GeneratedRegex("^\\s*(((return|[+:?]) )?[$@]*\"|\\[GeneratedRegex\\()")]
    private static partial Regex Text();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestName();
}
