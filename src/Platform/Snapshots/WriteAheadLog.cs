using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Restpy.Platform.Snapshots;

/// <summary>
/// Reads SQLite's write-ahead log, whose format is fixed and published (sqlite.org/fileformat2.html, section 4): a
/// header of 32 bytes, then frames of 24 bytes and one page each. Numbers are big-endian.
/// </summary>
internal sealed class WriteAheadLog : IDisposable
{
    private const int HeaderLength = 32, FrameHeader = 24, SaltAt = 16, FrameSaltAt = 8;

    private readonly SafeFileHandle _file;
    private readonly int _pageSize;

    private WriteAheadLog(SafeFileHandle file, int pageSize) => (_file, _pageSize) = (file, pageSize);

    /// <returns>Null where there is no log. Closing it is safe: SQLite holds no locks on this file.</returns>
    public static WriteAheadLog? Open(string database, int pageSize)
    {
        try
        {
            var file = File.OpenHandle(
                database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new(file, pageSize);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <returns>Null while the log has no header.</returns>
    public ulong? Salt()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        return RandomAccess.Read(_file, header, 0) == HeaderLength
            ? BinaryPrimitives.ReadUInt64LittleEndian(header[SaltAt..]) : null;
    }

    /// <summary>The newest frame of each page between two frames, both counted from 1.</summary>
    /// <returns>False where one of them is not of this log any more.</returns>
    public bool TryMap(uint first, uint last, ulong salt, Dictionary<uint, uint> frames)
    {
        Span<byte> header = stackalloc byte[FrameHeader];
        for (var frame = first; frame <= last; frame++)
        {
            if (RandomAccess.Read(_file, header, Offset(frame)) != FrameHeader) return false;
            if (BinaryPrimitives.ReadUInt64LittleEndian(header[FrameSaltAt..]) != salt) return false;
            frames[BinaryPrimitives.ReadUInt32BigEndian(header)] = frame;
        }
        return true;
    }

    public bool TryRead(uint frame, Span<byte> page) =>
        RandomAccess.Read(_file, page, Offset(frame) + FrameHeader) == page.Length;

    private long Offset(uint frame) => HeaderLength + (frame - 1) * (long)(FrameHeader + _pageSize);

    public void Dispose() => _file.Dispose();
}
