using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Keys;
using Restpy.Platform.Mail;
using Restpy.TestSupport;


namespace Restpy.IntegrationTests.Mail;

/// <summary>Letters put, carried and looked at.</summary>
internal static class Post
{
    public static readonly EmailMessage Hello = new("reader@example.com", "fr", "Bonjour – चाय",
        ["Une table <b>vous</b> attend.", "À ce soir."], new("Ouvrir", new("https://menu.example/x?a=1&b=2")));

    public static async Task PutAsync(TestProduct restpy, EmailMessage letter) =>
        await restpy.InAsync("spice-garden", null, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        services.GetRequiredService<IMails>().Put(db, letter);
        return await db.SaveChangesAsync(default);
    });

    /// <summary>A letter with the instant at which the version before sends it, and without an event.</summary>
    public static async Task QueuedByVersionBeforeAsync(TestProduct restpy, EmailMessage letter) =>
        await restpy.InAsync("spice-garden", null, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        var id = Id.New();
        var queued = QueuedEmail.Of(id, services.GetRequiredService<MasterKey>()
            .Seal(JsonSerializer.Serialize(letter), Mails.Label(id)), db.Time.GetUtcNow(), null);
        db.Add(queued).Property(q => q.NextAt).CurrentValue = db.Time.GetUtcNow();
        return await db.SaveChangesAsync(default);
    });

    public static Task RoundAsync(TestProduct restpy) => AfterAsync(restpy, 0);

    public static async Task AfterAsync(TestProduct restpy, int seconds)
    {
        restpy.Clock.Advance(TimeSpan.FromSeconds(seconds));
        // The lead is taken a moment after the start.
        for (var i = 0; i < 100
            && restpy.Services.GetRequiredService<Restpy.Platform.Jobs.JobLeader>().LeaderTerm is null; i++)
            await Task.Delay(50);
        await SequencedAsync(restpy);
        await restpy.Services.GetRequiredService<EventConsumers>().RunOnceAsync(default);
    }

    /// <summary>On PostgreSQL an event has its place in the stream a moment after the commit.</summary>
    private static async Task SequencedAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        for (var i = 0; i < 200 && await Sequencer.WaitingAsync(db, default) > 0; i++) await Task.Delay(20);
    }

    /// <summary>How often the newest letter was tried; 0 once it is done.</summary>
    public static async Task<int> TriesAsync(TestProduct restpy) =>
        await restpy.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Delivery>()
            .OrderByDescending(d => d.HappenedAt).Select(d => d.Tries).FirstOrDefaultAsync());

    public static async Task<QueuedEmail> RowAsync(TestProduct restpy) =>
        await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<QueuedEmail>().AsNoTracking().OrderByDescending(l => l.QueuedAt)
            .FirstAsync());
}
