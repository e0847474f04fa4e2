// Reviewed raw SQL: opens a read transaction; no table is touched.
#pragma warning disable RS0030
using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Restpy.Platform.Snapshots;

/// <summary>
/// One moment of a SQLite database that goes on being written to. A read transaction keeps every page of that moment
/// where it is: SQLite does not fold later pages into the file, nor begin its log again, past the oldest reader.
/// Writers wait for nothing. Pages are read from the two files themselves, because SQLite has no call that gives the
/// pages of a transaction.
/// </summary>
public sealed class DatabaseSnapshot : IDisposable
{
    private const int PageSizeAt = 16, PageCountAt = 28;

    private readonly SafeFileHandle _file;
    private readonly WriteAheadLog? _log;
    private readonly Dictionary<uint, uint> _frames = [];
    private int _readers = 1;

    private DatabaseSnapshot(SqliteConnection connection, SafeFileHandle file, string path)
    {
        (Connection, _file) = (connection, file);
        Span<byte> header = stackalloc byte[100];
        if (RandomAccess.Read(file, header, 0) != header.Length)
            throw new SnapshotFailedException("The database is empty.");
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeAt..]);
        PageSize = size == 1 ? 65536 : size;
        _log = WriteAheadLog.Open(path, PageSize);
        (Position, PageCount) = Where(connection) is { } there ? (there.Position, there.Pages) : (new(null, 0), 0);
        if (Position.Salt is { } salt && Position.LastFrame > 0
            && !(_log?.TryMap(1, Position.LastFrame, salt, _frames) ?? false)) _frames.Clear();
        // Read again: until the transaction began the file could still change.
        if (PageCount == 0 && RandomAccess.Read(file, header, 0) > 0)
            PageCount = BinaryPrimitives.ReadUInt32BigEndian(header[PageCountAt..]);
    }

    /// <summary>In the transaction: what is asked on it is answered as of this moment.</summary>
    public DbConnection Connection { get; }

    public PagePosition Position { get; }

    public int PageSize { get; }

    public uint PageCount { get; }

    /// <param name="path">The database.</param>
    /// <param name="file">
    /// The same, opened once and kept open for as long as this process uses the database: closing any handle of it
    /// would give up the
    /// locks SQLite holds on it, as is usual with POSIX.
    /// </param>
    public static DatabaseSnapshot Take(string path, SafeFileHandle file)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 };
        var connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            using var begin = connection.CreateCommand();
            begin.CommandText = "BEGIN; SELECT count(*) FROM sqlite_master";
            begin.ExecuteScalar();
            return new(connection, file, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The pages written between an earlier snapshot and this one. The earlier one is still held: so the log was begun
    /// again at most once in between, and only after all it held then was in the file.
    /// </summary>
    /// <returns>Null where the log does not tell: a full snapshot has to be taken.</returns>
    public IReadOnlyCollection<uint>? ChangedSince(PagePosition earlier)
    {
        if (Position.LastFrame == 0) return [];
        var isSameLog = Position.Salt == earlier.Salt;
        if (!isSameLog && earlier.Salt is { } before && FirstSalt(Position.Salt!.Value) != FirstSalt(before) + 1)
            return null;
        if (isSameLog && Position.LastFrame < earlier.LastFrame) return null;
        var changed = new Dictionary<uint, uint>();
        var first = isSameLog ? earlier.LastFrame + 1 : 1;
        return _log!.TryMap(first, Position.LastFrame, Position.Salt!.Value, changed) ? changed.Keys : null;
    }

    /// <summary>One page, numbered from 1, as of this moment.</summary>
    public void Read(uint number, Span<byte> page)
    {
        if (_frames.TryGetValue(number, out var frame))
        {
            if (_log!.TryRead(frame, page)) return;
            throw new SnapshotFailedException("SQLite's log is shorter than it says.");
        }
        var read = RandomAccess.Read(_file, page, (number - 1) * (long)PageSize);
        if (read != page.Length) page[read..].Clear();
    }

    /// <summary>
    /// To be asked after the last page was read. Where everything was in the file already when this began, the log may
    /// have been begun again meanwhile; then the file alone holds this moment, and the pages have to be read once more.
    /// </summary>
    public bool Stood()
    {
        if (_frames.Count == 0 || _log!.Salt() == Position.Salt) return true;
        _frames.Clear();
        return false;
    }

    /// <summary>For a second reader of the same moment: it stands until both have disposed of it.</summary>
    public DatabaseSnapshot Share()
    {
        Interlocked.Increment(ref _readers);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _readers) != 0) return;
        _log?.Dispose();
        Connection.Dispose();
    }

    /// <summary>Every time the log is begun again the first of its two salts grows by one.</summary>
    private static uint FirstSalt(ulong salt)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, salt);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>
    /// What SQLite itself says of the transaction. Its snapshot is the header of its index of the log (walIndexHdr in
    /// wal.c): last frame at 16, pages of the database at 20, salts at 32, in the machine's order.
    /// </summary>
    /// <returns>Null where no log has been begun.</returns>
    private static (PagePosition Position, uint Pages)? Where(SqliteConnection connection)
    {
        if (raw.sqlite3_snapshot_get(connection.Handle!, "main", out var snapshot) != raw.SQLITE_OK) return null;
        try
        {
            var bytes = new byte[48];
            Marshal.Copy(snapshot.DangerousGetHandle(), bytes, 0, bytes.Length);
            var (last, pages) = (BitConverter.ToUInt32(bytes, 16), BitConverter.ToUInt32(bytes, 20));
            return (new(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(32)), last), last == 0 ? 0 : pages);
        }
        finally
        {
            snapshot.Dispose();
        }
    }
}
