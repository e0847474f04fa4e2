using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Restpy.Backups.Contract;
using Restpy.Backups.Sqlite;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Files;

/// <summary>A file of pages: its head, then the pages, compressed, then encrypted.</summary>
internal static class BackupFile
{
    /// <param name="path">Must not be there yet.</param>
    /// <param name="name">Under which it will lie in the store.</param>
    /// <param name="pace">Called after each page.</param>
    /// <returns>SHA-256 of the file.</returns>
    public static string Write(string path, BackupKey key, BackupName name, BackupHeader head,
        DatabaseSnapshot snapshot, IEnumerable<uint> pages, Action<int> pace)
    {
        using var hash = SHA256.Create();
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 19,
        };
        // To the disk as it goes: hundreds of megabytes flushed at once in the end would hold up the commits of orders.
        options.Options = FileOptions.WriteThrough;
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var sealing = new EncryptingStream(hashing, key, name.ToString()))
        {
            using (var packed = new ZLibStream(sealing, CompressionLevel.Fastest, leaveOpen: true))
                WritePages(packed, head, snapshot, pages, pace);
            sealing.Finish();
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <param name="stored">Closed in the end.</param>
    /// <param name="page">Called with each page's number and bytes, in the order they were written.</param>
    /// <exception cref="BackupFailedException">Corrupted, incomplete, of another key or in another place than it was
    /// written for.</exception>
    public static BackupHeader Read(
        Stream stored, BackupKey key, BackupName name, Action<BackupHeader, uint, ReadOnlySpan<byte>>? page)
    {
        using var opening = new DecryptingStream(stored, key, name.ToString());
        try
        {
            using var packed = new ZLibStream(opening, CompressionMode.Decompress);
            return ReadPages(packed, name, page);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw new BackupFailedException($"{name} is corrupted: {broken.Message}", broken);
        }
        catch (Exception lost) when (lost is not (BackupFailedException or OperationCanceledException))
        {
            // Each store has errors of its own.
            throw new BackupFailedException($"{name} could not be read: {lost.Message}", lost);
        }
    }

    private static void WritePages(
        Stream to, BackupHeader head, DatabaseSnapshot snapshot, IEnumerable<uint> pages, Action<int> pace)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(head);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(number, said.Length);
        to.Write(number);
        to.Write(said);
        var page = new byte[snapshot.PageSize];
        foreach (var at in pages)
        {
            snapshot.Read(at, page);
            BinaryPrimitives.WriteUInt32LittleEndian(number, at);
            to.Write(number);
            to.Write(page);
            pace(page.Length);
        }
    }

    private static BackupHeader ReadPages(
        Stream from, BackupName name, Action<BackupHeader, uint, ReadOnlySpan<byte>>? page)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        from.ReadExactly(number);
        var said = new byte[Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(number), 0, 64 * 1024)];
        from.ReadExactly(said);
        var head = JsonSerializer.Deserialize<BackupHeader>(said)!;
        if (head.Set != name.Set || head.Number != name.Number)
            throw new BackupFailedException($"{name} is not the file that was written under this name.");
        var bytes = new byte[head.PageSize];
        for (var i = 0u; i < head.Count; i++)
        {
            from.ReadExactly(number);
            from.ReadExactly(bytes);
            page?.Invoke(head, BinaryPrimitives.ReadUInt32LittleEndian(number), bytes);
        }
        // To the end: the tag of the last piece is checked as well.
        if (from.ReadByte() >= 0) throw new BackupFailedException($"{name} is corrupted: it holds more than it says.");
        return head;
    }
}
