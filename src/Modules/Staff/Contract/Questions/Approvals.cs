using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Staff.Approving;

namespace Restpy.Staff.Contract.Questions;

/// <summary>Somebody has asked for this already, and nobody has answered yet.</summary>
public sealed record AskedAlready(string Label) : Error(ErrorKind.Conflict);

/// <summary>Keeps what one person asks for until a second has answered.</summary>
public sealed class Approvals
{
    /// <summary>Where a question is answered.</summary>
    public const string Page = "/staff/approvals";

    /// <summary>What screens that show questions listen to.</summary>

    private const string Purpose = "approvals";

    private readonly RestpyDb _db;
    private readonly MasterKey _master;

    internal Approvals(RestpyDb db, MasterKey master) => (_db, _master) = (db, master);

    /// <summary>
    /// Puts the question, in the transaction that is open; to be saved by its use case, which says the act.
    /// </summary>
    public async Task<Outcome<Done>> AskAsync(UnitOfWork work, Asked asked, Actor actor, CancellationToken ct)
    {
        var now = _db.Time.GetUtcNow();
        await work.LockAsync($"staff:approval:{asked.Act}:{asked.SubjectId:N}", ct);
        if (await _db.Set<Approval>()
            .FirstOrDefaultAsync(a => a.Act == asked.Act && a.SubjectId == asked.SubjectId
                && a.State == ApprovalState.Pending, ct) is { } before)
        {
            if (before.IsOpen(now)) return new AskedAlready(before.Label);
            before.Decide(ApprovalState.Void, nameof(ApprovalOver), "", null, now);
            // The index lets one open question stand; of one table, changes are written before new rows.
            _db.Act("staff.approval-over", before, before.Label);
        }
        var approval = Approval.Ask(asked,
            Hash(asked.Id, asked.Act, asked.SubjectId, asked.AmountMinor, asked.Command, actor.PersonId!.Value), actor,
            now);
        _db.Add(approval);
        _db.Act("staff.approval-asked", approval, asked.Label, asked.Reason);
        _db.Publish(new ApprovalAsked(approval.Id));
        return Done.It;
    }

    /// <summary>Whether the row is still what was asked for.</summary>
    internal bool IsAsAsked(Approval a) =>
        _master.IsTag(Purpose, Bound(a.Id, a.Act, a.SubjectId, a.AmountMinor, a.Command, a.AskedBy),
            Convert.FromHexString(a.Hash));

    private string Hash(Guid id, string act, Guid subject, long amountMinor, string command, Guid by) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_master.For(Purpose), Bound(id, act, subject, amountMinor, command, by)));

    private static byte[] Bound(Guid id, string act, Guid subject, long amountMinor, string command, Guid by) =>
        Encoding.UTF8.GetBytes($"{id:N}|{act}|{subject:N}|{amountMinor}|{by:N}|{command}");
}
