using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Devices;
using Restpy.IntegrationTests.Factors;
using Restpy.IntegrationTests.Mail;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.Staff.Pins;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Core.KeySteps;

namespace Restpy.IntegrationTests.Core;

/// <summary>./restpy key rotate, beside a running product.</summary>
public sealed class KeyRotationTests
{
    private const string Owner = "owner@spice-garden.example", Waiter = "waiter@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task No_request_fails_while_the_key_is_replaced(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync(Waiter);
        var code = await CodeUrlAsync(restpy);
        var (failed, answered, stop) = (0, 0, false);
        var load = Enumerable.Range(0, 4).Select(async n =>
        {
            using var phone = restpy.Visitor();
            while (!Volatile.Read(ref stop))
            {
                using var answer = await (n % 2 == 0 ? waiter.GetAsync("/staff/choose") : phone.GetAsync(code));
                if ((int)answer.StatusCode >= 400) Interlocked.Increment(ref failed);
                Interlocked.Increment(ref answered);
            }
        }).ToArray();
        await Soon.IsAsync(() => Task.FromResult(Volatile.Read(ref answered) > 40), "requests are answered");
        await RotateAsync(restpy);
        var before = Volatile.Read(ref answered);
        await Soon.IsAsync(() => Task.FromResult(Volatile.Read(ref answered) > before + 40),
            "requests are answered with the new key");
        Volatile.Write(ref stop, true);
        await Task.WhenAll(load);
        Assert.Equal(0, failed);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_made_before_a_rotation_still_works(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Owner);
        var app = await OwnFactorTests.AddAppAsync(restpy, owner);
        var code = await CodeUrlAsync(restpy);
        await RotateAsync(restpy);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/staff/choose")).StatusCode);
        using var phone = restpy.Visitor();
        Assert.True((int)(await phone.GetAsync(code)).StatusCode < 400);
        Assert.True(
            await PinTests.IsRightAsync(restpy, await PinTests.MemberAsync(restpy, Waiter), PinTests.WaiterPin));
        restpy.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Owner);
        Assert.True(await Somebody.CodeAsync(
            browser, Totp.At(app, Totp.StepAt(restpy.Clock.GetUtcNow())), SecondFactorMethod.App));
    }

    [Theory, OnBothDatabases]
    public async Task Stored_values_are_sealed_again_with_the_new_key(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Owner);
        await OwnFactorTests.AddAppAsync(restpy, owner);
        await Post.PutAsync(restpy, Post.Hello);
        Assert.NotEqual(0, await OlderAsync(restpy, NewKey()));
        await RotateAsync(restpy);
        var alone = new MasterKey(restpy.Services.GetRequiredService<MasterKey>().Keys.Current.Bytes.ToArray());
        await Soon.IsAsync(async () => await OlderAsync(restpy, alone) == 0, "all values are sealed again");
    }

    [Theory, OnBothDatabases]
    public async Task A_pin_is_keyed_again_when_it_is_used(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await RotateAsync(restpy);
        var member = await PinTests.MemberAsync(restpy, Waiter);
        Assert.True(await PinTests.IsRightAsync(restpy, member, PinTests.WaiterPin));
        var hash = await restpy.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Pin>()
            .Where(p => p.MemberId == member).Select(p => p.Hash).SingleAsync());
        Assert.StartsWith(restpy.Services.GetRequiredService<MasterKey>().Id + ":", hash);
        Assert.True(await PinTests.IsRightAsync(restpy, member, PinTests.WaiterPin));
    }

    [Theory, OnBothDatabases]
    public async Task A_wait_after_wrong_guesses_goes_on_after_a_rotation(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var member = await PinTests.MemberAsync(restpy, Waiter);
        for (var i = 0; i < 5; i++) Assert.False(await PinTests.IsRightAsync(restpy, member, "908172"));
        await RotateAsync(restpy);
        Assert.False(await PinTests.IsRightAsync(restpy, member, PinTests.WaiterPin));
    }

    [Fact]
    public async Task Servers_that_use_different_keys_accept_each_others()
    {
        TestDatabases.NeedPostgres();
        Dictionary<string, string> here = new()
        {
            ["data"] = TestDatabases.NewFolder(), ["database"] = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!,
        };
        Dictionary<string, string> there = new(here) { ["data"] = TestDatabases.NewFolder() };
        await using var one = await TestProduct.StartAsync(DatabaseKind.Postgres, settings: here);
        Copy(here, there);
        await using var other = await TestProduct.StartAsync(DatabaseKind.Postgres, settings: there);
        Assert.Equal(0, (await RunAsync(one, "key", "rotate")).Exit);
        Copy(here, there);
        await Soon.IsAsync(() => Task.FromResult(KeysOf(other) == 2), "the other server has the key");
        Assert.Equal(0, (await RunAsync(one, "key", "rotate", "--use")).Exit);
        await Soon.IsAsync(() => Task.FromResult(IdOf(one) != IdOf(other)), "only the first server uses it");
        using var fromOne = await one.SignInAsync(Waiter);
        using var fromOther = await other.SignInAsync(Waiter);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(other, fromOne.Cookies.GetCookieHeader(one.Address)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(one, fromOther.Cookies.GetCookieHeader(other.Address)));
    }

    [Fact]
    public async Task The_key_of_another_installation_is_not_taken_over()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var before = IdOf(restpy);
        var file = Path.Combine(
            restpy.Services.GetRequiredService<DatabaseOptions>().DataDirectory, MasterKey.FileName);
        var kept = File.ReadAllBytes(file);
        File.Copy(Path.Combine(NewFolderWithKey(), MasterKey.FileName), file, overwrite: true);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        Assert.Equal(before, IdOf(restpy));
        File.WriteAllBytes(file, kept);
    }
}
