using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Restpy.Platform.Web;

namespace Restpy.Floor;

/// <summary>
/// The token in a table's QR code: version, restaurant, code, and 16 bytes of HMAC-SHA256 over them. It says where the
/// phone stands and proves that we printed it, before the database is asked anything.
/// </summary>
internal sealed class CodeTokens(MasterKey master)
{
    private const byte Version = 1;
    private const int SignedBytes = 1 + 16 + 16;
    private const int Bytes = SignedBytes + 16;

    /// <summary>49 bytes in base64url.</summary>
    public const int Length = 66;

    private readonly byte[] _key = master.For("table-qr");

    public string Make(Guid restaurantId, Guid codeId)
    {
        Span<byte> token = stackalloc byte[Bytes];
        token[0] = Version;
        restaurantId.TryWriteBytes(token[1..17], bigEndian: true, out _);
        codeId.TryWriteBytes(token[17..33], bigEndian: true, out _);
        Tag(token[..SignedBytes], token[SignedBytes..]);
        return Base64Url.EncodeToString(token);
    }

    public bool TryRead(string? text, out Guid restaurantId, out Guid codeId)
    {
        (restaurantId, codeId) = (default, default);
        Span<byte> token = stackalloc byte[Bytes];
        if (text is not { Length: Length } || Base64Url.DecodeFromChars(text, token, out _, out var read) != OperationStatus.Done || read != Bytes) return false;
        Span<byte> tag = stackalloc byte[16];
        Tag(token[..SignedBytes], tag);
        // The last character carries four bits of nothing; only the spelling we print is taken.
        if (!CryptographicOperations.FixedTimeEquals(tag, token[SignedBytes..]) || token[0] != Version || Base64Url.EncodeToString(token) != text) return false;
        restaurantId = new Guid(token[1..17], bigEndian: true);
        codeId = new Guid(token[17..33], bigEndian: true);
        return true;
    }

    private void Tag(ReadOnlySpan<byte> signed, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(_key, signed, whole);
        whole[..16].CopyTo(tag);
    }
}
