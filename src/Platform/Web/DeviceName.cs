namespace Restpy.Platform.Web;

/// <summary>A browser and its device as people call them, from a User-Agent header: "Chrome on Android".</summary>
public static class DeviceName
{
    private const int Longest = 60;

    // The first that is found counts: most browsers name the ones they stem from as well.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
        ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    /// <param name="userAgent">As the device sent it; nobody has checked it.</param>
    /// <returns>What it calls itself where we know neither browser nor system, shortened.</returns>
    public static string Of(string userAgent)
    {
        var (browser, system) = (Find(Browsers), Find(Systems));
        if (browser is not null) return system is null ? browser : $"{browser} on {system}";
        return userAgent.Length > Longest ? userAgent[..Longest] + "…" : userAgent;

        string? Find((string Sign, string Name)[] known) =>
            known.FirstOrDefault(k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Name;
    }
}
