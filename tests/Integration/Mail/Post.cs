using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
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

    public static Task RoundAsync(TestProduct restpy) => AfterAsync(restpy, 0);

    public static async Task AfterAsync(TestProduct restpy, int seconds)
    {
        restpy.Clock.Advance(TimeSpan.FromSeconds(seconds));
        // The lead is taken a moment after the start.
        for (var i = 0; i < 100
            && restpy.Services.GetRequiredService<Restpy.Platform.Jobs.JobLeader>().LeaderTerm is null; i++)
            await Task.Delay(50);
        await restpy.Services.GetRequiredService<MailSender>().RunOnceAsync(default);
    }

    public static async Task<QueuedEmail> RowAsync(TestProduct restpy) =>
        await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<QueuedEmail>().AsNoTracking().OrderByDescending(l => l.QueuedAt)
            .FirstAsync());
}
