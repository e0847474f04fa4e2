using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The scripts carry their types as comments; the TypeScript compiler reads them here and makes nothing. What browsers
/// run is the file as it was written.
/// </summary>
public sealed class ScriptTypeTests
{
    private static readonly string Config = Path.Combine("tests", "Architecture", "Scripts", "tsconfig.json");

    [Fact]
    public async Task Every_script_is_right_about_its_types() =>
    Complaints.None(await CheckAsync(Path.Combine(Source.Root, Config)));

    [Fact]
    public void Every_script_asks_to_be_checked_in_the_editor_too() =>
        Complaints.None(Source.Files("*.js", "src")
            .Where(path => !Source.Read(path).StartsWith("// @ts-check\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("/** @param {number} a */\nexport const twice = (a) => a * 2;\ntwice('2');", "TS2345")]
    [InlineData("document.getElementById('no').focus();", "TS2531")]
    [InlineData("import { outbox } from '/js/outbox.js';\noutbox.putt();", "TS2551")]
    [InlineData("import { nothing } from '/js/outbox.js';\nnothing();", "TS2305")]
    [InlineData("import '/js/nowhere.js';", "TS2882")]
    [InlineData("export function untyped(a) { return a; }", "TS7006")]
    public async Task Probe_a_wrong_type_is_found(string script, string code)
    {
        var folder = Directory.CreateTempSubdirectory("restpy-types-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "probe.js"), script, TestContext.Current.CancellationToken);
        var config = Path.Combine(folder, "tsconfig.json");
        await File.WriteAllTextAsync(config, $$"""
            { "extends": "{{Path.Combine(Source.Root, Config)}}", "include": ["probe.js"] }
            """, TestContext.Current.CancellationToken);
        Assert.Contains(await CheckAsync(config), line => line.Contains(code, StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string config)
    {
        var package = typeof(ScriptTypeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "TypeScript").Value!;
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var compiler = Path.Combine(
            package, "tools", "runtimes", $"{system}-{machine}", OperatingSystem.IsWindows() ? "tsc.exe" : "tsc");
        var start = new ProcessStartInfo(compiler, ["-p", config, "--pretty", "false"])
        {
            RedirectStandardOutput = true, WorkingDirectory = Source.Root,
        };
        using var run = Process.Start(start)!;
        var said = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return run.ExitCode == 0
            || lines.Length > 0 ? lines : [$"The compiler ended with {run.ExitCode} and said nothing."];
    }
}
