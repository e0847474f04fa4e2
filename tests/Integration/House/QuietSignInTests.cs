using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.Platform.Gates;
using Restpy.Staff.SignIn;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.House;

/// <summary>What a sign-in tells, and to whom: its person hears of a new device, a stranger not even whether there is such a person.</summary>
public sealed class QuietSignInTests
{
    private const string Owner = "owner@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task A_new_device_is_told_to_its_person_but_for_the_first(DatabaseKind kind)
    {
        await using var house = await TestHouse.StartAsync(kind);
        using var first = await house.SignInAsync(Owner);
        Assert.Empty(await Somebody.LettersAsync(house, Owner));
        await first.SignInAsync(Owner, TestHouse.Password);
        Assert.Empty(await Somebody.LettersAsync(house, Owner));
        using var second = await house.SignInAsync(Owner);
        var letter = Assert.Single(await Somebody.LettersAsync(house, Owner));
        Assert.Contains("new device", letter.Subject, StringComparison.Ordinal);
        Assert.Contains(letter.Paragraphs, p => p.Contains("127.0.0.1", StringComparison.Ordinal) && p.Contains("RestpyTests/1.0", StringComparison.Ordinal));
    }

    /// <summary>
    /// Whether an address is known must not be told by the clock either. The two kinds are asked in turn, so that what else the
    /// machine does slows both alike; a password that is not looked at for unknown names would give 1.
    /// </summary>
    [Fact]
    public async Task An_unknown_account_takes_as_long_as_a_known_one()
    {
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite);
        var took = new List<double>[] { [], [] };
        string[] names = [Owner, "nobodyyyyyyy@spice-garden.example"];
        for (var i = 0; i < 120; i++)
        {
            var which = (i + (i / 2)) % 2;
            took[which].Add(await house.InAsync("spice-garden", null, async s =>
            {
                var signIn = s.GetRequiredService<SignInHandler>();
                var clock = Stopwatch.StartNew();
                await signIn.HandleAsync(names[which], "not the password", new("127.0.0.1", "127.0.0.1", "RestpyTests/1.0", ""), default);
                return clock.Elapsed.TotalMilliseconds;
            }));
            await house.Services.GetRequiredService<Tries>().ForgiveAsync([TryKey.OfAccount(names[which]), TryKey.OfAddress("127.0.0.1")], default);
        }
        var (known, unknown) = (took[0], took[1]);
        // Mann-Whitney: how often one of the first takes longer than one of the second. Half, where nothing tells them apart;
        // chance moves it by 0.05 here.
        var above = known.Sum(k => unknown.Count(u => k > u) + (unknown.Count(u => k == u) / 2.0)) / (known.Count * unknown.Count);
        Assert.InRange(above, 0.3, 0.7);
    }
}
