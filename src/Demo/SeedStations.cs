using System.Text.Json;
using Restpy.Kernel;
using Restpy.Kitchen.OpenStation;

namespace Restpy.Demo;

/// <summary>The stations of a demo kitchen, from the same file as its menu.</summary>
internal static class SeedStations
{
    public static IReadOnlyList<OpenStation> Of(string slug)
    {
        using var file = typeof(SeedStations).Assembly.GetManifestResourceStream($"demo/{slug}.json")!;
        using var menu = JsonDocument.Parse(file);
        return [.. menu.RootElement.GetProperty("stations").EnumerateArray()
            .Select(s => new OpenStation(
                s.GetProperty("key").GetString()!, LocalText.FromJson(s.GetProperty("name").GetRawText())))];
    }
}
