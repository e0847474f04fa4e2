using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;

namespace Restpy.Platform.Mail;

/// <summary>
/// Carries letters from the queue to the mail server, once a second, on the node that leads. A letter is counted as
/// tried
/// before it is handed over and marked as sent after: what happens in between can repeat it, never lose it.
/// </summary>
internal sealed class MailSender(IServiceScopeFactory scopes, Mails mails, MailServer server, JobLeader lead,
    TimeProvider time, ILogger<MailSender> log)
    : LeaderJob(TimeSpan.FromSeconds(1), log, "Letters could not be sent and are tried again in a moment.")
{
    private const int AtOnce = 20;
    private readonly SemaphoreSlim _round = new(1);

    /// <summary>One round; nothing where another node leads.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (lead.LeaderTerm is not { } term || mails.Way != MailTransport.Server) return;
        await _round.WaitAsync(ct);
        try
        {
            var taken = await TakeAsync(term, ct);
            if (taken.Count > 0) await CarryAsync(term, taken, ct);
        }
        finally
        {
            _round.Release();
        }
    }

    protected override Task RoundAsync(CancellationToken ct) => RunOnceAsync(ct);

    private async Task<List<QueuedEmail>> TakeAsync(LeaderTerm term, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var now = time.GetUtcNow();
        // Asked without a transaction first: nearly always there is nothing.
        if (!await db.Set<QueuedEmail>().AnyAsync(l => l.NextAt <= now, ct)) return [];
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        var due = await db.Set<QueuedEmail>().Where(l => l.NextAt <= now).OrderBy(l => l.NextAt).Take(AtOnce)
            .ToListAsync(ct);
        var taken = due.Where(l => l.Take(now)).ToList();
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
        return taken;
    }

    private async Task CarryAsync(LeaderTerm term, List<QueuedEmail> taken, CancellationToken ct)
    {
        SmtpClient? line = null;
        try
        {
            foreach (var letter in taken)
            {
                MailFailure? failure = null;
                if (line is not { IsConnected: true })
                {
                    line?.Dispose();
                    (line, failure) = await server.ConnectAsync(ct);
                }
                if (line is not null)
                    failure = mails.Open(letter) is { } opened ? await server.SendAsync(line, letter.Id, opened, ct)
                        : new("sealed", ForGood: true);
                if (failure is not null) log.LogWarning("A letter could not be handed over: {Failure}.", failure.Text);
                await MarkAsync(term, letter.Id, l =>
                {
                    if (failure is null) l.Sent(time.GetUtcNow()); else l.Failed(failure, time.GetUtcNow());
                }, ct);
            }
            if (line is { IsConnected: true }) await line.DisconnectAsync(quit: true, ct);
        }
        finally
        {
            line?.Dispose();
        }
    }

    private async Task MarkAsync(LeaderTerm term, Guid id, Action<QueuedEmail> mark, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        if (await db.Set<QueuedEmail>().FirstOrDefaultAsync(l => l.Id == id, ct) is { } letter) mark(letter);
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
    }
}
