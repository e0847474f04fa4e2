using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;

namespace Restpy.Platform.Mail;

/// <summary>The mail server did not take the letter; which error it was stands with the letter.</summary>
public sealed record EmailNotSent() : Error(ErrorKind.Refused);

/// <summary>
/// Hands a queued letter to the mail server and marks it as sent after. What happens in between can repeat it, never
/// lose it.
/// </summary>
internal sealed class EmailSender(RestpyDb db, Mails mails, MailServer server, TimeProvider time,
    ILogger<EmailSender> log) : IEventConsumer<EmailQueued>
{
    public const string Name = "mail";

    public bool IsReady => mails.Way == MailTransport.Server;

    public async Task<Outcome<Done>> ConsumeAsync(EmailQueued happened, CancellationToken ct)
    {
        var letter = await db.Set<QueuedEmail>().FirstOrDefaultAsync(l => l.Id == happened.EmailId, ct);
        if (letter is not { IsWaiting: true }) return Done.It;
        if (!letter.IsLate(time.GetUtcNow()))
        {
            if (await HandOverAsync(letter, ct) is { } failure)
            {
                log.LogWarning("A letter could not be handed over: {Failure}.", failure.Text);
                letter.Failed(failure, time.GetUtcNow());
            }
            else letter.Sent(time.GetUtcNow());
        }
        await db.SaveChangesAsync(ct);
        return letter.IsWaiting ? new EmailNotSent() : Done.It;
    }

    /// <returns>Null when the server took it.</returns>
    private async Task<MailFailure?> HandOverAsync(QueuedEmail letter, CancellationToken ct)
    {
        if (mails.Open(letter) is not { } opened) return new("sealed", ForGood: true);
        var (line, failure) = await server.ConnectAsync(ct);
        if (line is null) return failure;
        using (line)
        {
            failure = await server.SendAsync(line, letter.Id, opened, ct);
            if (line.IsConnected) await line.DisconnectAsync(quit: true, ct);
            return failure;
        }
    }
}
