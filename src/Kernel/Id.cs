using System.Buffers.Binary;

namespace Restpy.Kernel;

/// <summary>
/// Identifiers are UUIDv7: ordered by creation, so an index grows at its end, and made by whoever needs one.
/// </summary>
public static class Id
{
    private const int CountBits = 12;

    // Milliseconds, and a count within them.
    private static long _last;

    /// <summary>
    /// Greater than every one this process made before, also within a millisecond: events are told in this order.
    /// </summary>
    public static Guid New()
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << CountBits, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        Span<byte> bytes = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(
            bytes, (next >> CountBits << 16) | 0x7000 | (next & ((1 << CountBits) - 1)));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>An id whose order is that of an instant: for rows that are found by when they were written.</summary>
    public static Guid At(DateTimeOffset instant) => Guid.CreateVersion7(instant);

    /// <summary>The smallest id of an instant: every id made then or later is not below it.</summary>
    public static Guid First(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, instant.ToUnixTimeMilliseconds()) << 16);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        return new(bytes, bigEndian: true);
    }
}
