using Restpy.Backups.Contract;
using Restpy.Backups.Stores;

namespace Restpy.Backups.Files;

/// <summary>The files of one set, by number.</summary>
internal sealed record StoredSet(string Name, IReadOnlyList<(BackupName Name, StoredFile File)> Files)
{
    /// <summary>Up to the first that is missing; empty where the full snapshot is.</summary>
    public IReadOnlyList<(BackupName Name, StoredFile File)> Usable =>
        [.. Files.TakeWhile((file, index) => file.Name.Number == index)];

    public BackupSet? Restorable => Usable is [var first, ..] and [.., var last]
        ? new(Name, first.Name.At, last.Name.At, Files.Sum(f => f.File.Bytes)) : null;
}

/// <summary>What a store holds, read from the names alone.</summary>
internal static class Catalogue
{
    /// <returns>Oldest first.</returns>
    public static async Task<IReadOnlyList<StoredSet>> ReadAsync(IBackupStore store, CancellationToken ct) =>
    [
        .. (await store.ListAsync(ct)).Select(file => (Name: BackupName.Read(file.Name), File: file))
        .Where(f => f.Name is not null)
            .GroupBy(f => f.Name!.Set).OrderBy(set => set.Key, StringComparer.Ordinal)
            .Select(
            set => new StoredSet(set.Key, [.. set.OrderBy(f => f.Name!.Number).Select(f => (f.Name!, f.File))])),
    ];
}
