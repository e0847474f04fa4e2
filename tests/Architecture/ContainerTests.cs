using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>What -t:PublishContainer would build, as MSBuild evaluates it.</summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task The_image_runs_as_no_root_and_listens_on_one_port()
    {
        var settings = await EvaluatedAsync();
        var properties = settings.GetProperty("Properties");
        Assert.Equal("app", properties.GetProperty("ContainerUser").GetString());
        Assert.Equal("restpy", properties.GetProperty("ContainerRepository").GetString());
        Assert.Equal("Apache-2.0", properties.GetProperty("ContainerLicenseExpression").GetString());
        Assert.Matches("aspnet:10[.]0-.*chiseled-extra$", properties.GetProperty("ContainerBaseImage").GetString());
        Assert.Equal(["8080"], Identities(settings, "ContainerPort"));
        Assert.Equal(["URLS", "DATA"], Identities(settings, "ContainerEnvironmentVariable"));
    }

    private static IEnumerable<string?> Identities(JsonElement settings, string item) =>
        settings.GetProperty("Items").GetProperty(item).EnumerateArray()
            .Select(i => i.GetProperty("Identity").GetString());

    private static async Task<JsonElement> EvaluatedAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] {
            "msbuild", Path.Combine(Source.Root, "src", "Host", "Restpy.Host.csproj"),
            "-getProperty:ContainerUser,ContainerRepository,ContainerBaseImage,ContainerLicenseExpression",
            "-getItem:ContainerPort,ContainerEnvironmentVariable" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonDocument.Parse(output).RootElement;
    }
}
