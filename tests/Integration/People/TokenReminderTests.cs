using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Mail;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>Who made a token hears of its end in time, once, and nobody else does.</summary>
public sealed class TokenReminderTests
{
    private const string Owner = "owner@spice-garden.example", Subject = "A token for a program is about to end";

    [Theory, OnBothDatabases]
    public async Task The_maker_is_written_once_a_week_before_in_their_language_and_nobody_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (owner, other) = (await restpy.AsAsync(Owner), await restpy.AsAsync("owner@maison-lumiere.example"));
        await ApiTokenTests.MakeAsync(owner, "Accounts", "bills.see");
        await ApiTokenTests.MakeAsync(owner, "This week", "bills.see", days: 7);
        await ApiTokenTests.MakeAsync(other, "Comptes", "bills.see");
        restpy.Clock.Advance(TimeSpan.FromDays(83) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAsync(restpy));
        Assert.Empty(await LettersAsync(restpy));
        restpy.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await RunAsync(restpy));
        Assert.Equal(0, await RunAsync(restpy));
        var letters = await LettersAsync(restpy);
        var english = Assert.Single(letters, l => l.To == Owner);
        Assert.Equal(Subject, english.Subject);
        Assert.Contains("“Accounts” you made at Spice Garden", english.Paragraphs[0], StringComparison.Ordinal);
        var french = Assert.Single(letters, l => l.To == "owner@maison-lumiere.example");
        Assert.Equal("fr", french.Language);
        Assert.Contains("« Comptes »", french.Paragraphs[0], StringComparison.Ordinal);
        Assert.Equal(2, letters.Count);
        restpy.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, await RunAsync(restpy));
    }

    [Theory, OnBothDatabases]
    public async Task Of_a_token_that_is_over_nobody_is_told(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await ApiTokenTests.MakeAsync(owner, "Ended", "bills.see", days: 8);
        var row = (await owner.PageAsync("/staff/api-tokens"))
            .QuerySelector("tbody input[name=token]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/api-tokens?handler=End", ("token", row))).StatusCode);
        await NobodyIsToldAsync(restpy);
        await ApiTokenTests.MakeAsync(await restpy.SignInAsync(Owner), "Of somebody gone", "bills.see", days: 8);
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var maker = await db.Set<ApiToken>().Where(t => t.EndedAt == null).Select(t => t.MadeByMember)
                .SingleAsync();
            (await db.Set<Member>().FirstAsync(m => m.Id == maker)).Leave(db.Time.GetUtcNow());
            db.Act("staff.left", nameof(Member), maker);
            return await db.SaveChangesAsync();
        });
        await NobodyIsToldAsync(restpy);
    }

    private static async Task NobodyIsToldAsync(TestProduct restpy)
    {
        restpy.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RunAsync(restpy));
        Assert.Empty(await LettersAsync(restpy));
        // Nor looked for every hour from now on.
        Assert.Equal(0, await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<TokenReminder>().CountAsync()));
    }

    [Fact]
    public async Task Of_two_nodes_at_once_one_tells()
    {
        await using var nodes = await TwoNodes.StartAsync();
        TestProduct[] products = [nodes.Here, nodes.There];
        await ApiTokenTests.MakeAsync(await nodes.Here.AsAsync(Owner), "Accounts", "bills.see");
        foreach (var restpy in products) restpy.Clock.Advance(TimeSpan.FromDays(83));
        await Soon.IsAsync(() => products.Any(h => h.Services.GetRequiredService<JobLeader>().LeaderTerm is not null),
            "one leads");
        // Twice on each: a round that overtakes the one before tells nothing a second time either.
        var told = await Task.WhenAll(products.Concat(products)
            .Select(h => Task.Run(() => h.Services.GetRequiredService<TokenReminders>().RunOnceAsync(default))));
        Assert.Equal(1, told.Sum());
        Assert.Single(await LettersAsync(nodes.Here));
    }

    private static async Task<int> RunAsync(TestProduct restpy)
    {
        await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
            "this node leads");
        return await restpy.Services.GetRequiredService<TokenReminders>().RunOnceAsync(default);
    }

    /// <summary>Those about tokens, whoever they are to.</summary>
    private static Task<List<EmailMessage>> LettersAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", null, async s =>
        (await s.GetRequiredService<Mails>().ShownAsync(s.GetRequiredService<RestpyDb>(), 100, default))
            .Select(l => l.EmailMessage)
            .Where(l => l.Subject == Subject || l.Subject.Contains("jeton", StringComparison.Ordinal)).ToList());
}
