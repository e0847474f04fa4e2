using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Backups;

/// <summary>
/// Tells the operator's people by mail that no backup is taken: at once, then once a day until it is over.
/// </summary>
internal sealed class BackupAlarm(
    IServiceScopeFactory scopes, IMails mails, WordList words, TimeProvider time, ILogger<BackupAlarm> log)
{
    private static readonly TimeSpan Again = TimeSpan.FromHours(24);
    private static readonly Actor Self = Actor.System("backup");

    private DateTimeOffset? _told;

    public void Over() => _told = null;

    public async Task RaiseAsync(string problem, CancellationToken ct)
    {
        if (_told is { } told && time.GetUtcNow() - told < Again) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(null, null, Self);
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            if (mails.Way != MailTransport.None)
                foreach (var (email, language) in await scope.ServiceProvider.GetRequiredService<SuperAdmins>()
                    .AddressesAsync(ct))
                    mails.Put(db,
                        new(email, language, words.Find(language, "backups.letter.subject", new { }),
                            [problem, words.Find(language, "backups.letter.what", new { })]));
            db.Act("backups.failed", "Backups", Guid.Empty, problem.Length > 200 ? problem[..200] : problem);
            await db.SaveChangesAsync(ct);
            _told = time.GetUtcNow();
        }
        catch (Exception unsaid) when (!ct.IsCancellationRequested)
        {
            // A full disk keeps letters from being stored as well; the page, /readyz and the log say it.
            log.LogError(unsaid, "That no backup was taken could not be told by mail.");
        }
    }
}
