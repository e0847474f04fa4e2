using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Nodes;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Staff;
using Restpy.Staff.Reset;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Guessing at a password is slow, and slows down nobody but the one who guesses.</summary>
public sealed class GuessingTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Wrong = "not the password";

    [Theory, OnBothDatabases]
    public async Task A_clock_that_is_behind_keeps_nobody_waiting(DatabaseKind kind)
    {
        // As on a second node, or after the machine's clock was set right.
        await using var restpy = await TestProduct.StartAsync(kind);
        using var till = await restpy.SignInAsync(Owner);
        restpy.Clock.Advance(TimeSpan.FromSeconds(-20));
        Assert.True(await GuessAsync(restpy, Owner, TestProduct.Password));
        Assert.False(await GuessAsync(restpy, "waiter@spice-garden.example", Wrong));
        restpy.Clock.Advance(TimeSpan.FromSeconds(-20));
        Assert.True(await GuessAsync(restpy, "waiter@spice-garden.example", TestProduct.Password));
        await till.SignInAsync(Owner, TestProduct.Password);
    }

    [Theory, OnBothDatabases]
    public async Task After_five_failures_even_the_right_password_waits_for_its_time(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        for (var i = 0; i < 4; i++) await GuessAsync(restpy, Owner, Wrong);
        Assert.True(await GuessAsync(restpy, Owner, TestProduct.Password));
        // Signing in began the count anew; other spellings of the name are the same name.
        foreach (var spelling in new[] {
            Owner, Owner.ToUpperInvariant(), $" {Owner}", "ｏwner@spice-garden.example", Owner })
            Assert.False(await GuessAsync(restpy, spelling, Wrong));
        foreach (var wait in new[] { 30, 60, 120, 240, 480, 900, 900 })
        {
            restpy.Clock.Advance(TimeSpan.FromSeconds(wait - 5));
            Assert.False(await GuessAsync(restpy, Owner, TestProduct.Password));
            restpy.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.False(await GuessAsync(restpy, Owner, Wrong));
        }
        restpy.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(await GuessAsync(restpy, Owner, TestProduct.Password));
    }

    [Theory, OnBothDatabases]
    public async Task Of_many_guesses_at_once_five_are_looked_at(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => GuessAsync(restpy, Owner, Wrong)));
        var looked = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .CountAsync(e => e.Action == "staff.sign-in-refused"));
        Assert.Equal(5, looked);
        var tries = restpy.Services.GetRequiredService<LoginThrottle>();
        var hundreds = await Task.WhenAll(Enumerable.Range(0, 300)
            .Select(_ => Task.Run(() => tries.ReserveAsync([ThrottleKey.OfAccount("hundreds")], default))));
        Assert.Equal(5, hundreds.Count(let => let));
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_signed_in_from_a_device_still_does_while_others_guess(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var own = await restpy.SignInAsync(Owner);
        for (var i = 0; i < 6; i++) Assert.False(await GuessAsync(restpy, Owner, i < 5 ? Wrong : TestProduct.Password));
        await own.SignInAsync(Owner, TestProduct.Password);
        // The device is known for its own person only, and has five tries of its own.
        Assert.False(await GuessAsync(own, Owner, Wrong));
        for (var i = 0; i < 5; i++) Assert.False(await GuessAsync(own, "manager@spice-garden.example", Wrong));
        Assert.False(await GuessAsync(own, "manager@spice-garden.example", TestProduct.Password));
        for (var i = 0; i < 4; i++) Assert.False(await GuessAsync(own, Owner, Wrong));
        Assert.False(await GuessAsync(own, Owner, TestProduct.Password));
    }

    [Theory, OnBothDatabases]
    public async Task Known_unknown_and_closed_accounts_get_the_same_answer(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        for (var i = 0; i < 5; i++) await GuessAsync(restpy, "cashier@spice-garden.example", Wrong);
        var answers = new List<string>();
        // Names of one length, for the page shows the name again.
        foreach (var email in new[] {
            "manager@spice-garden.example", "nobodyy@spice-garden.example", "cashier@spice-garden.example",
            "cashier@spice-garden.example" })
        {
            using var visitor = restpy.Visitor();
            using var answer = await AnswerAsync(visitor, email, answers.Count == 3 ? TestProduct.Password : Wrong);
            var headers = answer.Headers.Concat(answer.Content.Headers)
                .Where(h => h.Key is not ("Date" or "Set-Cookie"))
                .Select(h => $"{h.Key}: {string.Join(", ", h.Value.Select(v => v.Length))}").Order();
            answers.Add(
                $"{answer.StatusCode}\n{string.Join('\n', headers)}\n{answer.Headers.GetValues("Set-Cookie").Count()} cookies\n{(await PageClient.ParseAsync(answer)).QuerySelector(".errors")!.TextContent.Trim()}");
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("wait", answers[0], StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Trying_one_password_on_many_accounts_closes_the_address_and_forgives_nothing(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        for (var i = 0; i < 19; i++) Assert.False(await GuessAsync(restpy, $"spray{i}@spice-garden.example", Wrong));
        // Their own account does not buy them new tries.
        Assert.True(await GuessAsync(restpy, "waiter@spice-garden.example", TestProduct.Password));
        Assert.False(await GuessAsync(restpy, "spray19@spice-garden.example", Wrong));
        Assert.False(await GuessAsync(restpy, Owner, TestProduct.Password));
        restpy.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await GuessAsync(restpy, Owner, TestProduct.Password));
        restpy.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        for (var i = 0; i < 5; i++) Assert.False(await GuessAsync(restpy, $"later{i}@spice-garden.example", Wrong));
        Assert.True(await GuessAsync(restpy, Owner, TestProduct.Password));
    }

    [Theory, OnBothDatabases]
    public async Task After_a_hundred_failures_in_a_row_only_a_new_password_opens(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var tries = restpy.Services.GetRequiredService<LoginThrottle>();
        for (var i = 1; i <= ThrottleKey.Most; i++)
        {
            Assert.Equal(i, await tries.CountAsync(ThrottleKey.OfAccount(Owner), default));
            restpy.Clock.Advance(TimeSpan.FromMinutes(15));
        }
        // Neither time nor the housekeeping forgets it.
        restpy.Clock.Advance(TimeSpan.FromDays(40));
        await restpy.Services.GetRequiredService<Housekeeping>().RunOnceAsync(default);
        Assert.False(await GuessAsync(restpy, Owner, TestProduct.Password));
        const string New = "the mango lassi was late again";
        var link = await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var reset = new PasswordReset
            {
                Id = Id.New(), PersonId = (await db.Set<Person>().SingleAsync(p => p.Email == Owner)).Id,
                CreatedAt = db.Time.GetUtcNow(), EndsAt = db.Time.GetUtcNow() + PasswordReset.Lasts,
            };
            db.Add(reset);
            db.Act("staff.reset-started", nameof(Person), reset.PersonId);
            await db.SaveChangesAsync();
            return s.GetRequiredService<ResetLinks>().To(restpy.Address, reset).AbsolutePath;
        });
        using var person = restpy.Visitor();
        Assert.Equal(HttpStatusCode.Redirect,
            (await person.SubmitAsync(await person.PageAsync(link), "form", new() { ["password"] = New }, link))
            .StatusCode);
        Assert.True(await GuessAsync(restpy, Owner, New));
    }

    [Fact]
    public async Task On_postgres_nodes_count_together()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (here, there) = (nodes.Here, nodes.There);
        for (var i = 0; i < 5; i++) Assert.False(await GuessAsync(i % 2 == 0 ? here : there, Owner, Wrong));
        Assert.False(await GuessAsync(here, Owner, TestProduct.Password));
        Assert.False(await GuessAsync(there, Owner, TestProduct.Password));
    }

    private static async Task<bool> GuessAsync(TestProduct restpy, string email, string password)
    {
        using var visitor = restpy.Visitor();
        return await GuessAsync(visitor, email, password);
    }

    /// <returns>True when it opened.</returns>
    private static async Task<bool> GuessAsync(PageClient visitor, string email, string password)
    {
        using var answer = await AnswerAsync(visitor, email, password);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    private static async Task<HttpResponseMessage> AnswerAsync(PageClient visitor, string email, string password) =>
        await visitor.SubmitAsync(await visitor.PageAsync("/sign-in"), "form",
            new() { ["email"] = email, ["password"] = password }, "/sign-in");
}
