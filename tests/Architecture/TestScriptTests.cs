using System.Diagnostics;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The script that runs the tests, with invented logs: what it counts, repeats, chooses and cuts into parts.
/// </summary>
public sealed class TestScriptTests
{
    private const string Mended = "run_again() { return 0; }";
    private const string Broken = "run_again() { return 1; }";

    [Fact]
    public void The_last_line_counts_passed_failed_and_skipped() =>
        Assert.Equal("9 passed, 1 failed, 2 skipped",
            Report(Broken, Log("Integration", failed: ["A.B"], total: 12, skipped: 2)).Last);

    [Fact]
    public void A_browser_test_that_passes_when_repeated_is_unsteady()
    {
        const string Test = "Restpy.BrowserTests.PadTests.It_is_drawn";
        var (last, code, output) = Report(Mended, Log("Browser", failed: [Test], total: 10));
        Assert.Equal(("10 passed, 0 failed", 0), (last, code));
        Assert.Contains($"Unsteady, passed when run once more:\n  {Test}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_browser_test_that_fails_twice_has_failed() =>
        Assert.Equal(("9 passed, 1 failed", 1), Ends(Report(Broken, Log("Browser", failed: ["A.B"], total: 10))));

    [Fact]
    public void Failed_rows_of_one_test_are_one_unsteady_test() =>
        Assert.Equal(("10 passed, 0 failed", 0),
            Ends(Report(Mended, Log("Browser", failed: ["A.B(x: 1)", "A.B(x: 2)", "A.B(x: 3)"], total: 10))));

    [Fact]
    public void More_than_two_unsteady_tests_fail_the_run() =>
        Assert.Equal(("10 passed, 1 failed", 1),
            Ends(Report(Mended, Log("Browser", failed: ["A.B", "A.C", "A.D"], total: 10))));

    [Fact]
    public void A_failed_test_of_another_suite_is_not_repeated() =>
        Assert.Equal(("9 passed, 1 failed", 1), Ends(Report(Mended, Log("Integration", failed: ["A.B"], total: 10))));

    [Fact]
    public void A_part_in_which_no_test_ran_has_failed() =>
        Assert.Equal(("0 passed, 1 failed", 1),
            Ends(Report(Mended, "echo 139 >$logs/x.code; echo Killed >$logs/x.log; count Browser x")));

    [Fact]
    public void A_process_that_ends_badly_after_its_tests_has_failed()
    {
        var crashed = Log("Browser", failed: [], total: 10).Replace("echo 0 ", "echo 134 ", StringComparison.Ordinal);
        Assert.Equal(("9 passed, 1 failed", 1), Ends(Report(Mended, crashed)));
    }

    [Theory]
    [InlineData("src/Platform/Data/RestpyDb.cs", "all")]
    [InlineData("db/sqlite/0099_x.sql", "all")]
    [InlineData("tests/Support/TestProduct.cs", "all")]
    [InlineData("src/Modules/Unknown/X.cs", "all")]
    [InlineData("docs/glossary.md", "")]
    [InlineData("tests/Unit/Kernel/MoneyTests.cs", "")]
    [InlineData("tests/Integration/Billing/DayTests.cs", "Integration.Billing.DayTests")]
    [InlineData("tests/Integration/Billing/BillingRestaurants.cs", "Integration.Billing")]
    [InlineData("tests/Browser/PadTests.cs", "Browser.PadTests")]
    [InlineData("tests/Browser/Device.cs", "Browser")]
    [InlineData("src/Modules/Reports/ReportsModule.cs",
        "Browser.LayoutTests Browser.TradeScreensTests Integration.Attack Integration.Reports")]
    public void A_changed_file_names_the_tests_it_can_break(string path, string tests) =>
        Assert.Equal(tests, Run($". build/test-plan.sh; echo {path} | affected").Output.Trim().ReplaceLineEndings(" "));

    [Fact]
    public void Of_the_classes_those_named_by_class_namespace_or_suite_remain() =>
        Assert.Equal(["BrowserTests.PadTests", "IntegrationTests.Billing.DayTests", "IntegrationTests.Menu.EditTests"],
            Lines("""
            . build/test-plan.sh; named=$(mktemp)
            printf '%s\n' Browser Integration.Billing Integration.Menu.EditTests >$named
            for class in BrowserTests.PadTests IntegrationTests.Billing.DayTests IntegrationTests.Menu.EditTests \
              IntegrationTests.Menu.StockTests UnitTests.X; do echo Restpy.$class; done | only_affected $named
            rm $named
            """).Select(name => name["Restpy.".Length..]));

    [Fact]
    public void Every_class_is_in_one_part_and_a_namespace_in_one_part() =>
        Assert.Equal(["1 Aaa.X", "1 Aaa.Y", "2 Bbb.X", "2 Ccc.X"], Lines("""
            . build/test-plan.sh; parts=$(mktemp -d)
            printf 'Restpy.IntegrationTests.%s\n' Aaa.X Bbb.X Aaa.Y Ccc.X | split Integration $parts 5
            cd $parts; grep . * | sort
            rm -r $parts
            """).Select(line => line.Replace("00004-Integration-", "").Replace(":Restpy.IntegrationTests.", " ")));

    [Fact]
    public void Every_module_says_which_tests_it_can_break()
    {
        var modules = Directory.GetDirectories(At("src/Modules")).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
        Assert.Equal(modules, Map().Select(line => line.Split(':')[0]));
    }

    [Fact]
    public void Every_test_that_a_module_names_exists()
    {
        foreach (var parts in Map().Select(line => line.Split(':')[1].Split('|')))
        {
            Assert.All(Names(parts[0]),
                name => Assert.True(name == "*" || Directory.Exists(At($"tests/Integration/{name}")), name));
            if (parts.Length == 1) continue;
            Assert.All(Names(parts[1]), name => Assert.True(File.Exists(At($"tests/Browser/{name}Tests.cs")), name));
        }

        static string[] Names(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Map() =>
        Source.Read("build/test-map.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#');

    private static string At(string path) => Path.Combine(Source.Root, path);

    private static string[] Lines(string script) =>
        Run(script).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (string Last, int Code) Ends((string Last, int Code, string) report) => (report.Last, report.Code);

    /// <summary>Bash that writes the log of a part, and counts it.</summary>
    private static string Log(string suite, string[] failed, int total, int skipped = 0) =>
        $"""
        echo {(failed.Length > 0 ? 1 : 0)} >$logs/x.code
        echo 'Restpy  Total: {total}, Errors: 0, Failed: {failed.Length}, Skipped: {skipped}, Not Run: 0' >$logs/x.log
        echo '<UnitTestResult testName="A.Z" outcome="Passed">{string.Concat(failed.Select(Failed))}' >$logs/x.trx
        count {suite} x
        """;

    private static string Failed(string test) =>
        $"<UnitTestResult testName=\"{test}\" outcome=\"Failed\" duration=\"0\">";

    private static (string Last, int Code, string Output) Report(string again, string counting)
    {
        var begin = $"logs=$(mktemp -d)\n. build/test-report.sh\n{again}\n";
        var (output, code) = Run($"{begin}{counting}\nrepeat_failed\nrm -r $logs\nsummary");
        return (output.TrimEnd().Split('\n')[^1], code, output);
    }

    private static (string Output, int Code) Run(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-uo", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true, WorkingDirectory = Source.Root,
        })!;
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (output, bash.ExitCode);
    }
}
