using System.Buffers.Binary;
using Restpy.Kernel;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Setup;

/// <summary>
/// The link that makes the first super admin: signed, valid for a day, and only while there has never been one.
/// </summary>
internal sealed class SetupLinks(MasterKey master, TimeProvider time) : SignedIds(master, "setup")
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    public Uri To(Uri here) => new(here, "setup/" + Make(Id.At(time.GetUtcNow()), Guid.Empty));

    /// <returns>Whether this installation made the link, within the last day.</returns>
    public bool IsValid(string? token)
    {
        if (!TryRead(token, out var id, out _)) return false;
        var age = time.GetUtcNow() - MadeAt(id);
        return age >= -Lasts && age < Lasts;
    }

    /// <summary>The first 48 bits of a UUIDv7 are its milliseconds (RFC 9562, section 5.7).</summary>
    private static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
