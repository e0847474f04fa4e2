using System.Security.Cryptography;
using System.Text;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Pins;

/// <summary>
/// Keys PINs with the installation's own key before they are hashed. A stored hash begins with the id of the master key
/// that was used; one without is older than the first rotation.
/// </summary>
internal sealed class PinPepper(MasterKey master)
{
    private const string Purpose = "pins";

    /// <summary>For a new hash.</summary>
    public string With(string pin) => With(pin, master.For(Purpose));

    /// <summary>For comparing with a stored hash. Where its key is gone, with one that does not match.</summary>
    public string With(string pin, string? stored) =>
        With(pin, master.For(Purpose, KeyOf(stored)) ?? master.For(Purpose));

    /// <summary>What is stored of a new hash.</summary>
    public string Store(string hash) => $"{master.Id}:{hash}";

    /// <summary>The hash alone.</summary>
    public static string? HashOf(string? stored) => stored?[(stored.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Made with another key than the current one.</summary>
    public bool IsOlder(string stored) => KeyOf(stored) != master.Id;

    /// <summary>The id of the key it was made with.</summary>
    public string KeyOf(string? stored) =>
        stored?.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? stored[..end] : master.OldestId;

    private static string With(string pin, byte[] key) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(pin)));
}
