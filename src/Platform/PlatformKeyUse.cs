using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;

namespace Restpy.Platform;

/// <summary>The keys of cookies and forms, and the letters that wait.</summary>
internal sealed class PlatformKeyUse(MasterKey master) : IKeyUse
{
    public async Task<int> ResealAsync(RestpyDb db, int most, CancellationToken ct)
    {
        var changed = 0;
        foreach (var key in await db.Set<ProtectionKey>().ToListAsync(ct))
        {
            if (changed == most || master.Reseal(key.SealedXml, key.Name) is not { } again) continue;
            key.SealedXml = again;
            changed++;
        }
        return changed + await LettersAsync(db, most - changed, ct);
    }

    private async Task<int> LettersAsync(RestpyDb db, int most, CancellationToken ct)
    {
        var older = new List<Guid>();
        await foreach (var row in db.Set<QueuedEmail>().AsNoTracking().Where(l => l.SealedLetter != "")
            .AsAsyncEnumerable().WithCancellation(ct))
            if (older.Count < most && master.Reseal(row.SealedLetter, Mails.Label(row.Id)) is not null)
                older.Add(row.Id);
        foreach (var letter in await db.Set<QueuedEmail>().Where(l => older.Contains(l.Id)).ToListAsync(ct))
            if (master.Reseal(letter.SealedLetter, Mails.Label(letter.Id)) is { } again) letter.Reseal(again);
        return older.Count;
    }
}
