using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Web;

namespace Restpy.Platform.Mail;

/// <summary>How the letters of this installation fare; no names, no texts.</summary>
/// <param name="LastError">Of the newest letter that has one: kind and number.</param>
public sealed record MailStanding(int Waiting, int Sent, int GivenUp, DateTimeOffset? OldestWaiting, string LastError);

/// <summary>A letter as the demo's outbox shows it.</summary>
public sealed record ShownLetter(Guid Id, DateTimeOffset At, Letter Letter);

/// <summary>Puts letters into the queue, and says how they fare.</summary>
public sealed class Mails(MailSettings settings, MasterKey master) : IMails
{
    public MailWay Way => settings.Way;

    public void Put(RestpyDb db, Letter letter)
    {
        if (Way == MailWay.None) throw new InvalidOperationException("This installation has no way for letters; ask IMails.Way before offering what needs one.");
        var id = Id.New();
        var queued = QueuedLetter.Of(id, master.Seal(JsonSerializer.Serialize(letter), Label(id)), db.Time.GetUtcNow(), letter.UsefulFor);
        if (Way == MailWay.Outbox) queued.Lie(db.Time.GetUtcNow());
        db.Add(queued);
    }

    public async Task<MailStanding> StandingAsync(RestpyDb db, CancellationToken ct)
    {
        var all = db.Set<QueuedLetter>().AsNoTracking();
        return new(
            await all.CountAsync(l => l.NextAt != null, ct), await all.CountAsync(l => l.SentAt != null, ct), await all.CountAsync(l => l.GivenUpAt != null, ct),
            await all.Where(l => l.NextAt != null).OrderBy(l => l.QueuedAt).Select(l => (DateTimeOffset?)l.QueuedAt).FirstOrDefaultAsync(ct),
            await all.Where(l => l.LastError != "").OrderByDescending(l => l.QueuedAt).Select(l => l.LastError).FirstOrDefaultAsync(ct) ?? "");
    }

    /// <summary>The newest letters of a demo without a mail server. Nowhere else is there anything to show.</summary>
    public async Task<IReadOnlyList<ShownLetter>> ShownAsync(RestpyDb db, int most, CancellationToken ct)
    {
        if (Way != MailWay.Outbox) return [];
        var rows = await db.Set<QueuedLetter>().AsNoTracking().Where(l => l.SealedLetter != "").OrderByDescending(l => l.QueuedAt).ThenByDescending(l => l.Id).Take(most).ToListAsync(ct);
        return [.. rows.Select(l => (Row: l, Letter: Open(l))).Where(l => l.Letter is not null).Select(l => new ShownLetter(l.Row.Id, l.Row.QueuedAt, l.Letter!))];
    }

    /// <returns>Null where the master key that sealed it is lost: it must not hold up the others.</returns>
    internal Letter? Open(QueuedLetter row)
    {
        try
        {
            return JsonSerializer.Deserialize<Letter>(master.Open(row.SealedLetter, Label(row.Id)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal static string Label(Guid id) => $"letter {id}";
}

public static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton<MailSettings>().AddSingleton<Mails>().AddSingleton<IMails>(p => p.GetRequiredService<Mails>());
        services.AddSingleton<MailServer>().AddSingleton<Postman>().AddHostedService(p => p.GetRequiredService<Postman>());
        services.AddSingleton(new Retention("platform_mail", "queued_at", QueuedLetter.Kept));
        return services;
    }
}
