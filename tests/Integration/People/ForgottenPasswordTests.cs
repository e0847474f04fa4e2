using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PasswordTests;

namespace Restpy.IntegrationTests.People;

/// <summary>A forgotten password is reset by a link sent by mail.</summary>
public sealed class ForgottenPasswordTests
{
    private const string Waiter = "waiter@spice-garden.example";
    private const string New = "the mango lassi was late again, and so was the tea of table twelve";

    /// <summary>
    /// The work an address makes would be told by the next request on the same connection, had that to wait for it.
    /// </summary>
    [Fact]
    public async Task Nothing_waits_for_the_letter_of_who_has_forgotten()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/forgot");
        await restpy.InAsync("spice-garden", null, async s =>
        {
            // Whoever holds the one turn to write holds up the letter.
            await using var turn = await s.GetRequiredService<RestpyDb>().BeginAsync(default);
            Assert.Equal(HttpStatusCode.OK,
                (await visitor.SubmitAsync(page, "form", new() { ["email"] = Waiter }, "/forgot")).StatusCode);
            Assert.Equal(HttpStatusCode.OK,
                (await visitor.GetAsync("/healthz").WaitAsync(TimeSpan.FromSeconds(10))).StatusCode);
            return 0;
        });
        await Soon.IsAsync(async () => (await LettersAsync(restpy)).Count == 1, "the letter went");
    }

    [Theory, OnBothDatabases]
    public async Task Forgetting_is_answered_alike_for_everybody_and_a_letter_goes_to_who_is_known(DatabaseKind kind)
    {
        await using var restpy =
            await TestProduct.StartAsync(kind, settings: new() { ["Restpy:Rates:sign-in"] = "1000/600" });
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/forgot");
        var answers = new List<string>();
        foreach (var email in new[] {
            Waiter, "nobody@nowhere.example", "not an address", Waiter, Waiter, Waiter, Waiter })
        {
            var answer = await visitor.SubmitAsync(page, "form", new() { ["email"] = email }, "/forgot");
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Single(answers.Distinct());
        // Three letters an hour are enough for anybody.
        List<ShownEmail> letters = [];
        for (var i = 0; i < 100 && letters.Count < 3; i++, await Task.Delay(50)) letters = await LettersAsync(restpy);
        await Task.Delay(300);
        letters = await LettersAsync(restpy);
        Assert.Equal([Waiter, Waiter, Waiter], letters.Select(l => l.EmailMessage.To));
        var link = letters[0].EmailMessage.Link!.Address.AbsolutePath;
        Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.SubmitAsync(await visitor.PageAsync(link), "form", new() { ["password"] = New }, link))
            .StatusCode);
        // With one used the others are over.
        Assert.Equal(HttpStatusCode.Gone,
            (await visitor.GetAsync(letters[1].EmailMessage.Link!.Address.AbsolutePath)).StatusCode);
    }
}
