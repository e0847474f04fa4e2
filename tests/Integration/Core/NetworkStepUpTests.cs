using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// From where people may work is decided by whoever it is now, not by a session somebody walked away from.
/// </summary>
public sealed class NetworkStepUpTests
{
    [Theory, OnBothDatabases]
    public async Task From_a_session_somebody_walked_away_from_no_list_is_seen_or_set(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        foreach (var (email, of, page) in new[] {
            ("owner@spice-garden.example", "role:Waiter", "/staff/security/networks"),
            ("admin@restpy.example", "role:SuperAdmin", "/platform/networks") })
        {
            using var person = await restpy.SignInAsync(email);
            var open = await person.PageAsync($"{page}?of={of}");
            restpy.Clock.Advance(TimeSpan.FromMinutes(11));
            Assert.StartsWith("/staff/step-up?next=", (await person.GetAsync(page)).Headers.Location!.ToString(),
                StringComparison.Ordinal);
            using var sent = await person.SubmitAsync(
                open, "#edit", new() { ["Of"] = of, ["Networks"] = "127.0.0.0/8" });
            Assert.StartsWith("/staff/step-up", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
            // Shown again, it goes on where it was asked; what was sent meanwhile was not done.
            using var shown = await person.SubmitAsync(
                await person.PageAsync($"/staff/step-up?next={Uri.EscapeDataString(page)}"),
                "form[action='/staff/step-up']", new() { ["password"] = TestProduct.Password });
            Assert.Equal(page, shown.Headers.Location!.ToString());
            Assert.Equal("", (await person.PageAsync($"{page}?of={of}"))
                .QuerySelector("#networks")!.TextContent.Trim());
        }
    }
}
