using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Mail;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Consumers;

/// <summary>Consumers of events: told after the commit, at least once, and again while they fail.</summary>
public sealed class ConsumerTests
{
    [Theory, OnBothDatabases]
    public async Task A_consumer_is_told_in_the_restaurant_where_it_happened(DatabaseKind kind)
    {
        var bells = new Bells();
        await using var restpy = await Bells.StartAsync(kind, bells);
        var here = await Bells.RingAsync(restpy);
        var there = await Bells.RingAsync(restpy, "maison-lumiere");
        await Post.RoundAsync(restpy);
        var (spice, maison) = (await RestaurantAsync(restpy, "spice-garden"), await RestaurantAsync(restpy,
            "maison-lumiere"));
        Assert.Equal([(here, spice), (there, maison)], bells.Heard.Select(h => (h.Bell, h.Restaurant!.Value)));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_undone_reaches_no_consumer(DatabaseKind kind)
    {
        var bells = new Bells();
        await using var restpy = await Bells.StartAsync(kind, bells);
        await restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            await using var undone = await db.BeginAsync(default);
            db.Publish(new BellRang(Id.New()));
            return await db.SaveChangesAsync(default);
        });
        var kept = await Bells.RingAsync(restpy);
        await Post.RoundAsync(restpy);
        Assert.Equal(kept, Assert.Single(bells.Heard).Bell);
    }

    [Theory, OnBothDatabases]
    public async Task A_consumer_that_fails_is_told_again_after_growing_pauses(DatabaseKind kind)
    {
        var bells = new Bells();
        await using var restpy = await Bells.StartAsync(kind, bells);
        var bell = await Bells.RingAsync(restpy);
        bells.FailuresLeft[bell] = 2;
        await Post.RoundAsync(restpy);
        await Post.AfterAsync(restpy, 29);
        Assert.Single(bells.Heard);
        await Post.AfterAsync(restpy, 2);
        await Post.AfterAsync(restpy, 58);
        Assert.Equal(2, bells.Heard.Count);
        await Post.AfterAsync(restpy, 3);
        await Post.AfterAsync(restpy, 4000);
        Assert.Equal(3, bells.Heard.Count);
        Assert.Equal(1, await ActsAsync(restpy, bell));
    }

    [Theory, OnBothDatabases]
    public async Task A_failing_event_holds_up_no_other(DatabaseKind kind)
    {
        var bells = new Bells();
        await using var restpy = await Bells.StartAsync(kind, bells);
        bells.FailuresLeft[await Bells.RingAsync(restpy)] = 9;
        var next = await Bells.RingAsync(restpy);
        await Post.RoundAsync(restpy);
        Assert.Equal(1, await ActsAsync(restpy, next));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_consumer_saved_is_not_saved_again(DatabaseKind kind)
    {
        var bells = new Bells { FailsAfterSave = true };
        await using var restpy = await Bells.StartAsync(kind, bells);
        var bell = await Bells.RingAsync(restpy);
        bells.FailuresLeft[bell] = 1;
        await Post.RoundAsync(restpy);
        await Post.AfterAsync(restpy, 31);
        Assert.Equal(2, bells.Heard.Count);
        Assert.Equal(1, await ActsAsync(restpy, bell));
        await Post.AfterAsync(restpy, 4000);
        Assert.Equal(2, bells.Heard.Count);
    }

    [Theory, OnBothDatabases]
    public async Task The_operator_sees_what_is_stuck_and_has_it_tried_at_once(DatabaseKind kind)
    {
        var bells = new Bells();
        await using var restpy = await Bells.StartAsync(kind, bells);
        bells.FailuresLeft[await Bells.RingAsync(restpy)] = 4;
        for (var i = 0; i < 4; i++) await Post.AfterAsync(restpy, 4000);
        var operatorHere = await restpy.AsAsync("admin@restpy.example");
        var page = await operatorHere.PageAsync("/platform/deliveries");
        var row = page.QuerySelector("[data-consumer=bells]")!;
        Assert.Contains("BellBroken", row.TextContent);
        Assert.NotNull(row.QuerySelector(".stamp[data-tone=bad]"));
        await operatorHere.SubmitAsync(page, "[data-consumer=bells] form", []);
        await Post.RoundAsync(restpy);
        Assert.Equal(5, bells.Heard.Count);
        Assert.Empty(await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Delivery>().ToListAsync()));
    }

    private static Task<Guid> RestaurantAsync(TestProduct restpy, string slug) => restpy.InAsync(slug, null,
        s => Task.FromResult(s.GetRequiredService<WorkScope>().Restaurant));

    private static Task<int> ActsAsync(TestProduct restpy, Guid bell) => restpy.InAsync("spice-garden", null,
        s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().CountAsync(e => e.ObjectId == bell));
}
