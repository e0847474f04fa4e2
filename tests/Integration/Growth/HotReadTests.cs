using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Floor.Contract;
using Restpy.IntegrationTests.Attack;
using Restpy.Kitchen;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// What people look at all evening costs what their own restaurant is, not what the installation is: no statement of
/// any page reads a table from one end to the other. The pages come from the endpoint table, the statements from the
/// pages, the plans from the server, asked as the application with its scope told.
/// </summary>
public sealed class HotReadTests(GrownProduct seeded)
{
    private const string Slug = "restaurant-00002";

    /// <summary>Looked at most; each must have been among what was explained.</summary>
    private static readonly string[] Hot = [
        "/staff/floor", "/staff/kitchen", "/staff/pad", "/staff/bills/{id:guid}", "/t/{token}", "/staff/log",
        "/staff/day", "/staff/sales"];

    /// <summary>
    /// A text is looked for in the restaurant's whole log, newest first. Seven of forty days are so much of the past
    /// that the server rightly reads it through; of a year it takes them out by their bills.
    /// </summary>
    private static readonly string[] AskForThePast = ["who=", "thing=tandoori", "act=order.", "period=last"];

    [Fact]
    public async Task No_page_reads_a_table_from_end_to_end()
    {
        var restpy = await seeded.StartAsync();
        var plans = await Plans.OfAsync(restpy, seeded.Application);
        var (complaints, looked, statements) = (new List<string>(), new HashSet<string>(), 0);
        foreach (var (endpoint, addresses, person) in await LooksAsync(restpy))
            foreach (var address in addresses)
            {
                var status = HttpStatusCode.OK;
                var asked = await seeded.Recorder.DuringAsync(
                    async () => status = (await person.GetAsync(address)).StatusCode);
                if (status != HttpStatusCode.OK) continue;
                looked.Add(endpoint);
                foreach (var statement in asked)
                {
                    statements++;
                    complaints.AddRange((await plans.EndToEndAsync(statement))
                        .Select(table => $"{address} reads all of {table}: {statement.Text}"));
                    if (AskForThePast.Any(address.Contains)) continue;
                    complaints.AddRange((await plans.WholePastAsync(statement))
                        .Select(table =>
                            $"{address} reads all {table} of its restaurant or branch, however old: {statement.Text}"));
                }
                // With ids of each kind one answer is enough.
                if (endpoint.Contains("{id", StringComparison.Ordinal)) break;
            }
        Assert.Empty(Hot.Except(looked));
        Assert.True(looked.Count > 30 && statements > 150, $"{looked.Count} pages, {statements} statements");
        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints.Distinct()));
    }

    [Fact]
    public async Task Probe_a_question_no_index_answers_is_found()
    {
        var restpy = await seeded.StartAsync();
        var plans = await Plans.OfAsync(restpy, seeded.Application);
        var past = await seeded.Recorder.DuringAsync(() => restpy.InAsync(Slug, null, async s =>
            await s.GetRequiredService<RestpyDb>().Set<OrderLine>().Where(l => l.Note == "no onions").CountAsync()));
        var lines = Assert.Single(past, s => s.Text.Contains("ordering_line", StringComparison.Ordinal));
        Assert.Contains("ordering_line", await plans.WholePastAsync(lines));
        // Small or large: people stand in one table for all restaurants, and nobody is looked for by name.
        var people = lines with { Text = "SELECT count(*) FROM staff_person WHERE name = 'Nobody'", Parameters = [] };
        Assert.Equal(["staff_person"], await plans.EndToEndAsync(people));
        Assert.Empty(await plans.EndToEndAsync(people with
        {
            Text = "SELECT count(*) FROM staff_person WHERE email = 'nobody@example.com'",
        }));
    }

    [Fact]
    public async Task What_was_done_this_week_is_looked_for_in_two_months_at_most()
    {
        var restpy = await seeded.StartAsync();
        var plans = await Plans.OfAsync(restpy, seeded.Application);
        using var owner = await restpy.SignInAsync($"owner@{Slug}.example");
        var week = restpy.Clock.GetUtcNow().AddDays(-7);
        var asked = await seeded.Recorder.DuringAsync(async () => Assert.NotEmpty(
            (await owner.PageAsync($"/staff/log?from={week:yyyy-MM-dd}")).QuerySelectorAll("details.more[id^=e-]")));
        var search = Assert.Single(asked, s => s.Text.Contains("audit_entry", StringComparison.Ordinal));
        var months = await plans.TablesAsync(search, "audit_entry");
        Assert.InRange(months.Count, 1, 2);
        // Probe: without a time it is looked for in all of them.
        var all = await seeded.Recorder.DuringAsync(() => owner.PageAsync("/staff/log"));
        Assert.True(
            (await plans.TablesAsync(Assert.Single(all, s => s.Text.Contains("audit_entry", StringComparison.Ordinal)),
                "audit_entry")).Count > 4);
    }

    /// <summary>
    /// Every address people look at, with the places filled by rows of one restaurant, and who looks.
    /// </summary>
    private static async Task<List<(string Pattern, IReadOnlyList<string> Addresses, PageClient Person)>> LooksAsync(
        TestProduct restpy)
    {
        var manager = await restpy.AsAsync($"manager@{Slug}.example");
        var owner = await restpy.AsAsync($"owner@{Slug}.example");
        var (token, table, order) = await restpy.InAsync(Slug, "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var busy = await db.Set<Order>().AsNoTracking().FirstAsync(o => o.OpenTableId != null);
            var code = await db.Set<TableCode>().AsNoTracking()
                .FirstAsync(c => c.TableId == busy.TableId && c.RevokedAt == null);
            return (s.GetRequiredService<CodeTokens>().Make(db.Scope.Restaurant, code.Id), busy.TableId, busy.Id);
        });
        var ids = (await Attacker.ThingsOfAsync(restpy, Slug)).Select(t => t.Id).ToList();
        var now = restpy.Clock.GetUtcNow();
        var looks = new List<(string, IReadOnlyList<string>, PageClient)>();
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET" && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
        {
            var guests = endpoint.Pattern.Contains("{token}", StringComparison.Ordinal)
                || endpoint.Pattern.Contains("{slug}", StringComparison.Ordinal);
            if (!guests && endpoint.Access is not NeedsAttribute and not SignedInAttribute) continue;
            if (endpoint.Pattern.StartsWith("/platform", StringComparison.Ordinal)) continue;
            var filled = (endpoint.TakesId ? ids : [Guid.Empty]).Select(id => endpoint.Address(name => name switch
            {
                "token" => token,
                "slug" => Slug,
                _ => id.ToString(),
            })).ToList();
            string[] queries = endpoint.Pattern switch
            {
                "/staff/pad" => [$"?table={table}", $"?order={order}", "?takeaway=1", $"?table={table}&handler=Sent"],
                "/staff/log" => ["", $"?from={now.AddDays(-7):yyyy-MM-dd}", "?who=ravi", "?thing=tandoori",
                    "?act=order.", "?act=order.sent", $"?thing={order}"],
                "/staff/sales" => ["", "?period=today", "?period=last7", "?period=last30"],
                "/staff/kitchen" => ["", "?station=tandoor", "?done=1"],
                _ => [""],
            };
            var addresses = filled.SelectMany(address => queries.Concat(
                endpoint.Handlers.Where(h => h.Length > 0).Select(h => $"?handler={h}"))
                    .Select(q => address + q)).ToList();
            looks.Add((endpoint.Pattern, addresses, guests ? restpy.Visitor() : manager));
            if (!guests) looks.Add((endpoint.Pattern, addresses, owner));
        }
        return looks;
    }
}
