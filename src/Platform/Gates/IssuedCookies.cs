using System.Buffers.Text;
using System.Security.Cryptography;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Cookies of ours can be told from invented ones before the database is asked anything: their last eight bytes are a
/// keyed hash of the others. It decides which rate bucket a request draws from and whether a session is looked up at
/// all; whose it is, the session row says.
/// </summary>
public sealed class IssuedCookies(MasterKey master)
{
    private const int TagBytes = 8;
    private const string Purpose = "issued cookies";

    /// <param name="bytes">How long; all but eight are random.</param>
    public string Make(int bytes)
    {
        var cookie = new byte[bytes];
        RandomNumberGenerator.Fill(cookie.AsSpan(0, bytes - TagBytes));
        master.Tag(Purpose, cookie.AsSpan(0, bytes - TagBytes), cookie.AsSpan(bytes - TagBytes));
        return Base64Url.EncodeToString(cookie);
    }

    public bool IsOurs(string? cookie, int bytes)
    {
        if (cookie is not { Length: > 0 and < 100 } || !Base64Url.IsValid(cookie, out var length) || length != bytes)
            return false;
        var read = Base64Url.DecodeFromChars(cookie);
        return master.IsTag(Purpose, read.AsSpan(0, bytes - TagBytes), read.AsSpan(bytes - TagBytes));
    }
}
