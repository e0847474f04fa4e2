using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Restpy.Kernel;

namespace Restpy.Staff;

/// <summary>Of somebody signed in already, who shows again that it is they.</summary>
internal sealed record WrongPassword() : Error(ErrorKind.Invalid);

/// <summary>
/// PBKDF2-HMAC-SHA512 with 220,000 rounds (OWASP's figure for it), about 100 ms. Few run at once, so that a flood of
/// guesses cannot take the processors from the service.
/// </summary>
internal sealed class Passwords
{
    private const int ProductRounds = 220_000;
    private readonly int _rounds;
    private readonly string _nobodysHash;
    private readonly SemaphoreSlim _running = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Passwords() : this(ProductRounds, RefusalTimes.ProductStep) { }

    /// <summary>
    /// Fewer rounds, for tests alone. No configuration reaches this, and no container chooses what is not public.
    /// </summary>
    internal Passwords(int rounds, TimeSpan refusalStep)
    {
        _rounds = rounds;
        var began = Stopwatch.GetTimestamp();
        _nobodysHash = Hash("nobody signs in with this");
        Refusals = new(Stopwatch.GetElapsedTime(began), refusalStep);
    }

    /// <summary>How long it takes to refuse a wrong one.</summary>
    public RefusalTimes Refusals { get; }

    public async Task<string> HashAsync(string password, CancellationToken ct)
    {
        await _running.WaitAsync(ct);
        try { return await Task.Run(() => Hash(password), ct); }
        finally { _running.Release(); }
    }

    /// <summary>An unknown person, and one who has no password yet, costs the same time as a wrong password.</summary>
    public async Task<bool> MatchesAsync(string password, string? stored, CancellationToken ct)
    {
        await _running.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Matches(password, string.IsNullOrEmpty(stored) ? _nobodysHash : stored)
            && !string.IsNullOrEmpty(stored), ct);
        }
        finally { _running.Release(); }
    }

    /// <summary>Made with fewer rounds than today's.</summary>
    public bool IsOld(string stored) => RoundsOf(stored.Split('$')) < _rounds;

    private static bool Matches(string password, string stored)
    {
        var parts = stored.Split('$');
        var salt = Convert.FromBase64String(parts[2]);
        var hash = Derive(password, salt, RoundsOf(parts));
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(parts[3]));
    }

    private static int RoundsOf(string[] parts) => int.Parse(parts[1], CultureInfo.InvariantCulture);

    private string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"pbkdf2-sha512${_rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, _rounds))}";
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(CleanText.Normal(password, NormalizationForm.FormKC)), salt,
            rounds, HashAlgorithmName.SHA512, 32);
}
