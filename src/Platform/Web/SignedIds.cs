using System.Buffers;
using System.Buffers.Text;
using Restpy.Platform.Keys;

namespace Restpy.Platform.Web;

/// <summary>
/// A link somebody is given: version, two ids, and 16 bytes of HMAC-SHA256 over them. It proves that it was made here,
/// before the database is asked anything; whether it still holds is for the row it names.
/// </summary>
/// <param name="master">The installation's key.</param>
/// <param name="purpose">Keeps links of one kind from opening another.</param>
public abstract class SignedIds(MasterKey master, string purpose)
{
    private const byte Version = 1;
    private const int SignedBytes = 1 + 16 + 16;
    private const int Bytes = SignedBytes + 16;

    /// <summary>49 bytes in base64url.</summary>
    public const int Length = 66;

    public string Make(Guid first, Guid second)
    {
        Span<byte> token = stackalloc byte[Bytes];
        token[0] = Version;
        first.TryWriteBytes(token[1..17], bigEndian: true, out _);
        second.TryWriteBytes(token[17..33], bigEndian: true, out _);
        master.Tag(purpose, token[..SignedBytes], token[SignedBytes..]);
        return Base64Url.EncodeToString(token);
    }

    public bool TryRead(string? text, out Guid first, out Guid second)
    {
        (first, second) = (default, default);
        Span<byte> token = stackalloc byte[Bytes];
        if (text is not { Length: Length }
            || Base64Url.DecodeFromChars(text, token, out _, out var read) != OperationStatus.Done || read != Bytes)
            return false;
        // The last character carries four bits of nothing; only the spelling we print is taken.
        if (!master.IsTag(purpose, token[..SignedBytes], token[SignedBytes..]) || token[0] != Version
            || Base64Url.EncodeToString(token) != text) return false;
        first = new Guid(token[1..17], bigEndian: true);
        second = new Guid(token[17..33], bigEndian: true);
        return true;
    }
}
