using System.Buffers.Binary;

namespace Restpy.Kernel;

/// <summary>Identifiers are UUIDv7: ordered by creation, so an index grows at its end, and made by whoever needs one.</summary>
public static class Id
{
    public static Guid New() => Guid.CreateVersion7();

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
