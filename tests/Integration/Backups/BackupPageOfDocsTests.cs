using System.Diagnostics;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>The commands of docs/operations/backup.md, in their order, as an operator types them.</summary>
public sealed class BackupPageOfDocsTests
{
    [Fact]
    public async Task Every_command_of_the_page_does_what_the_page_says()
    {
        var work = TestDatabases.NewFolder();
        var commands = Commands().ToList();
        Assert.InRange(commands.Count(c => c.StartsWith("./restpy backup", StringComparison.Ordinal)), 6, 20);
        using var server = new RealServer(Path.Combine(work, "data"));
        await server.StartAsync();
        foreach (var command in commands)
        {
            if (command.StartsWith("export ", StringComparison.Ordinal)) continue;
            if (command.StartsWith("./restpy up", StringComparison.Ordinal))
            {
                using var restored = new RealServer(Path.Combine(work, command.Split(' ')[^1]));
                await restored.StartAsync();
                continue;
            }
            // The page is read on an evening of its own; here the moment is now.
            var now = TimeProvider.System.GetUtcNow().AddSeconds(1)
                .UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var (code, said) = await RunAsync(
                work, command.Replace("2026-11-28 20:15 +05:30", now, StringComparison.Ordinal));
            Assert.True(code == 0, $"{command}: {said}");
        }
    }

    private static IEnumerable<string> Commands()
    {
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(Repository(), "docs", "operations", "backup.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = !inside;
            else if (inside) yield return line;
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Restpy.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    /// <summary>The script itself would build the product once more.</summary>
    private static async Task<(int Code, string Said)> RunAsync(string work, string command)
    {
        var host = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll")}'";
        var start = new ProcessStartInfo("/bin/sh", ["-c", command.Replace("./restpy", host, StringComparison.Ordinal)])
        {
            WorkingDirectory = work, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
