using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Mail;

/// <summary>How the letters of this installation fare; no names, no texts.</summary>
/// <param name="LastError">Of the newest letter that has one: kind and number.</param>
public sealed record MailStatus(int Waiting, int Sent, int GivenUp, DateTimeOffset? OldestWaiting, string LastError);

/// <summary>A letter as the demo's outbox shows it.</summary>
public sealed record ShownEmail(Guid Id, DateTimeOffset At, EmailMessage EmailMessage);

/// <summary>Puts letters into the queue, and says how they fare.</summary>
public sealed class Mails(MailSettings settings, MasterKey master) : IMails
{
    public MailTransport Way => settings.Way;

    public void Put(RestpyDb db, EmailMessage letter)
    {
        if (Way == MailTransport.None)
            throw new InvalidOperationException(
                "This installation has no way for letters; ask IMails.Way before offering what needs one.");
        var id = Id.New();
        var queued = QueuedEmail.Of(
            id, master.Seal(JsonSerializer.Serialize(letter), Label(id)), db.Time.GetUtcNow(), letter.UsefulFor);
        if (Way == MailTransport.Outbox) queued.Lie(db.Time.GetUtcNow());
        db.Add(queued);
        if (Way == MailTransport.Server) db.Publish(new EmailQueued(id));
    }

    public async Task<MailStatus> StandingAsync(RestpyDb db, CancellationToken ct)
    {
        var all = db.Set<QueuedEmail>().AsNoTracking();
        return new(
            await Waiting(all).CountAsync(ct), await all.CountAsync(l => l.SentAt != null, ct),
            await all.CountAsync(l => l.GivenUpAt != null, ct),
            await Waiting(all).OrderBy(l => l.QueuedAt).Select(l => (DateTimeOffset?)l.QueuedAt)
            .FirstOrDefaultAsync(ct),
            await all.Where(l => l.LastError != "").OrderByDescending(l => l.QueuedAt).Select(l => l.LastError)
            .FirstOrDefaultAsync(ct) ?? "");
    }

    /// <summary>The newest letters of a demo without a mail server. Nowhere else is there anything to show.</summary>
    public async Task<IReadOnlyList<ShownEmail>> ShownAsync(RestpyDb db, int most, CancellationToken ct)
    {
        if (Way != MailTransport.Outbox) return [];
        var rows = await db.Set<QueuedEmail>().AsNoTracking().Where(l => l.SealedLetter != "")
            .OrderByDescending(l => l.QueuedAt).ThenByDescending(l => l.Id).Take(most).ToListAsync(ct);
        return [.. rows.Select(l => (Row: l, EmailMessage: Open(l))).Where(l => l.EmailMessage is not null)
            .Select(l => new ShownEmail(l.Row.Id, l.Row.QueuedAt, l.EmailMessage!))];
    }

    /// <returns>Null where the master key that sealed it is lost: it must not hold up the others.</returns>
    internal EmailMessage? Open(QueuedEmail row)
    {
        try
        {
            return JsonSerializer.Deserialize<EmailMessage>(master.Open(row.SealedLetter, Label(row.Id)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Neither sent nor given up.</summary>
    internal static IQueryable<QueuedEmail> Waiting(IQueryable<QueuedEmail> all) =>
        all.Where(l => l.SentAt == null && l.GivenUpAt == null);

    internal static string Label(Guid id) => $"letter {id}";
}

public static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton<MailSettings>().AddSingleton<Mails>()
            .AddSingleton<IMails>(p => p.GetRequiredService<Mails>());
        services.AddSingleton<MailServer>().AddConsumer<EmailSender, EmailQueued>(EmailSender.Name)
            .AddSingleton<EarlierEmails>().AddHostedService(p => p.GetRequiredService<EarlierEmails>());
        services.AddSingleton(new Retention("platform_mail", "queued_at", QueuedEmail.Kept));
        return services;
    }
}
