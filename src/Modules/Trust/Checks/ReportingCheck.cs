using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Trust.Security;

namespace Restpy.Trust.Checks;

/// <summary>V1: security.txt is served and has not run out. The desk behind it is not built.</summary>
internal static class ReportingCheck
{
    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null)
            return Findings.NotVerified(
                "The server does not say where it listens, so security.txt could not be asked for.");
        using var answer = await loopback.AskAsync(HttpMethod.Get, SecurityTxt.Path, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        var lines = text.Split("\r\n");
        var expires = lines.FirstOrDefault(l => l.StartsWith("Expires: ", StringComparison.Ordinal))?[9..];
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!answer.IsSuccessStatusCode || !lines.Any(l => l.StartsWith("Contact: mailto:", StringComparison.Ordinal))
            || !DateTimeOffset.TryParse(expires, out var end) || end < now || end > now.AddYears(1))
            return Findings.Failing("security.txt is not served, names no contact, or has run out.");
        return Findings.NotVerified(
            $"security.txt is served and names where to write, until {expires}. Not built yet on this installation: "
                + $"the intake form and the desk that watches the hours until an answer.");
    }
}
