using System.Net;

namespace Restpy.TestSupport;

/// <summary>What hands do with a paired tablet, through the pages.</summary>
public static class PairedTablets
{
    private const string Manager = "manager@spice-garden.example";

    /// <summary>A code from the desk.</summary>
    public static async Task<string> CodeAsync(this TestProduct restpy, string screen = "Kitchen", string name = "Pass",
        string manager = Manager, int branch = 0)
    {
        using var desk = await restpy.SignInAsync(manager);
        var page = await desk.PageAsync("/staff/devices");
        var where = page.QuerySelectorAll("#branchId option").Select(o => o.GetAttribute("value"))
            .ElementAtOrDefault(branch) ?? page.QuerySelector("input[name=branchId]")!.GetAttribute("value");
        using var made = await desk.SubmitAsync(page, "form.form", new()
        {
            ["name"] = name, ["screen"] = screen, ["branchId"] = where,
        });
        return (await PageClient.ParseAsync(made)).QuerySelector("code[data-pairing]")!.TextContent;
    }

    /// <returns>Where the tablet is sent: its screen, or the status.</returns>
    public static async Task<string> TypeCodeAsync(this PageClient tablet, string code)
    {
        using var answer = await tablet.SubmitAsync(await tablet.PageAsync("/pair"), "form", new() { ["code"] = code });
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.ToString()
            : $"{(int)answer.StatusCode}";
    }

    /// <summary>A tablet that is paired and locked.</summary>
    public static async Task<StaffClient> PairAsync(this TestProduct restpy, string screen = "Kitchen", string name =
        "Pass", string manager = Manager, int branch = 0)
    {
        var tablet = new StaffClient(restpy.Address);
        var home = await tablet.TypeCodeAsync(await restpy.CodeAsync(screen, name, manager, branch));
        return home.StartsWith("/staff/", StringComparison.Ordinal) ? tablet
            : throw new InvalidOperationException($"Pairing answered {home}.");
    }

    /// <returns>Where the person is sent, or the status.</returns>
    public static async Task<string> UnlockAsync(this StaffClient tablet, string name, string pin, string? next = null)
    {
        var page = await tablet.PageAsync("/tablet" + (next is null ? "" : "?next=" + Uri.EscapeDataString(next)));
        var member = page.QuerySelectorAll(".people label")
            .First(l => l.TextContent.Contains(name, StringComparison.Ordinal))
            .QuerySelector("input")!.GetAttribute("value");
        return await tablet.UnlockAsync(Guid.Parse(member!), pin, next);
    }

    public static async Task<string> UnlockAsync(this StaffClient tablet, Guid member, string pin, string? next = null)
    {
        var page = await tablet.PageAsync("/tablet" + (next is null ? "" : "?next=" + Uri.EscapeDataString(next)));
        using var answer = await tablet.SubmitAsync(
            page, "form.unlock", new() { ["member"] = member.ToString(), ["pin"] = pin });
        if (answer.StatusCode != HttpStatusCode.Redirect) return $"{(int)answer.StatusCode}";
        await tablet.TakeTokenAsync();
        return answer.Headers.Location!.ToString();
    }
}
