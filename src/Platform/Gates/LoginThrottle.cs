// Reviewed raw SQL: counts in platform_try, which is no restaurant's; keys are hashes.
#pragma warning disable RS0030
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>What guesses are counted for: an account, or a neighbourhood of the network.</summary>
/// <param name="Kind">Keeps the same name apart in different uses.</param>
/// <param name="Subject">Normalised by the caller, so that another spelling is no second chance.</param>
/// <param name="Free">How many may fail in a row before the first wait.</param>
/// <param name="IsCleared">Whether a right guess starts the count anew. One who may guess at other accounts must not
/// clear by signing in to their own.</param>
public sealed record ThrottleKey(string Kind, string Subject, int Free, bool IsCleared)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>
    /// NIST SP 800-63B lets nobody fail more than a hundred times in a row: then a password opens nothing until it is a
    /// new one.
    /// </summary>
    public const int Most = 100;

    /// <summary>Longer than anybody waits.</summary>
    private static readonly TimeSpan ForGood = TimeSpan.FromDays(36_500);

    /// <summary>After the last failure.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);

    /// <summary>The longest memory any key has.</summary>
    public static readonly TimeSpan Longer = TimeSpan.FromHours(24);

    /// <summary>
    /// The account from devices that never signed in to it. One who sends wrong guesses from elsewhere closes only
    /// this.
    /// </summary>
    public static ThrottleKey OfAccount(string account) =>
        new("account", account, 5, IsCleared: true) { AtMost = ForGood };

    /// <summary>The account from one device that has signed in to it before.</summary>
    public static ThrottleKey OfDevice(string account, string device) =>
        new("device", $"{account}|{device}", 5, IsCleared: true) { AtMost = ForGood };

    /// <summary>
    /// A restaurant's whole team may sit behind one address, and a new tablet is signed in by several.
    /// </summary>
    public static ThrottleKey OfAddress(string neighbourhood) => new("address", neighbourhood, 20, IsCleared: false);

    /// <summary>
    /// Tokens that are none of ours. Apart from the sign-ins of the address: a program set up wrongly must not close
    /// those.
    /// </summary>
    public static ThrottleKey OfToken(string neighbourhood) => new("token", neighbourhood, 20, IsCleared: false);

    /// <summary>
    /// Codes of a person's second factor, from wherever they are typed: counted by session, a thousand sessions would
    /// be as many tries. Being right once forgives no others, and a day is long.
    /// </summary>
    public static ThrottleKey OfSecondFactor(Guid person) =>
        new("second factor", person.ToString("N"), 10, IsCleared: false) { Memory = Longer };

    /// <summary>
    /// A member's PIN, over all tablets of the restaurant. Not of a member alone: who guesses from another restaurant
    /// must not close it here.
    /// </summary>
    public static ThrottleKey OfPin(Guid restaurant, Guid member) =>
        new("pin", $"{restaurant:N}|{member:N}", 5, IsCleared: true);

    /// <summary>Codes that pair a tablet, by who types them; there are twenty-five thousand million.</summary>
    public static ThrottleKey OfPairing(string neighbourhood) => new("pairing", neighbourhood, 10, IsCleared: false);

    /// <summary>After so long without a failure the count begins anew.</summary>
    public TimeSpan Memory { get; private init; } = Forgotten;

    /// <summary>
    /// The wait after a hundred failures in a row; what has no reset to end it is closed until it is forgotten.
    /// </summary>
    private TimeSpan? AtMost { get; init; }

    /// <summary>0 for the first ones, then 30 s, 1, 2, 4, 8, 15 minutes.</summary>
    public TimeSpan WaitAfter(int failures)
    {
        if (failures >= Most) return AtMost ?? Memory;
        if (failures < Free) return TimeSpan.Zero;
        var wait = First * Math.Pow(2, Math.Min(failures - Free, 10));
        return wait < Longest ? wait : Longest;
    }
}

/// <summary>
/// Makes guessing slow. A guess is counted before it is checked, so that a thousand at once are no more than the first
/// few that were counted; one that comes during a wait is not looked at and does not prolong it. All nodes count in one
/// table.
/// </summary>
public sealed class LoginThrottle(IServiceScopeFactory scopes, TimeProvider time, MasterKey master)
{
    // Open is 0 and not the time it was opened at: clocks of nodes differ, and one that is behind would have to wait
    // for that time.
    private const string Begin =
        "INSERT INTO platform_try (id, failures, last_at, closed_until) VALUES (@k, 0, @now, 0) ON CONFLICT (id) DO "
            + "NOTHING";

    private const string Count =
        """
        UPDATE platform_try SET failures = CASE WHEN last_at < @forgotten THEN 1 ELSE failures + 1 END, last_at = @now
        WHERE id = @k AND (closed_until <= @now OR last_at < @forgotten) RETURNING failures
        """;

    private const string Close = "UPDATE platform_try SET closed_until = @until WHERE id = @k";

    // As if the last failure were still to come: it is neither forgotten nor removed by its age.
    private const string CloseForGood = "UPDATE platform_try SET closed_until = @until, last_at = @until WHERE id = @k";
    private const string Clear = "DELETE FROM platform_try WHERE id = @k";
    private const string TakeBack =
        "UPDATE platform_try SET failures = failures - 1, closed_until = 0 WHERE id = @k AND failures > 0";

    // After a rotation of the master key the same guess has another id: what was counted under the former one is taken
    // along.
    private const string TakeAlong =
        """
        UPDATE platform_try SET failures = CASE WHEN o.failures > platform_try.failures THEN o.failures ELSE platform_try.failures END,
            last_at = CASE WHEN o.last_at > platform_try.last_at THEN o.last_at ELSE platform_try.last_at END,
            closed_until = CASE WHEN o.closed_until > platform_try.closed_until THEN o.closed_until ELSE platform_try.closed_until END
        FROM (SELECT failures, last_at, closed_until FROM platform_try WHERE id = @old) o WHERE platform_try.id = @k
        """;

    private const string Purpose = "tries";

    /// <summary>Counts a guess for each key, as if it had failed.</summary>
    /// <returns>False when one of them has to wait: then nothing was counted, and the guess must not be
    /// checked.</returns>
    public async Task<bool> ReserveAsync(IReadOnlyList<ThrottleKey> keys, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<RestpyDb>().BeginAsync(ct);
        foreach (var key in keys)
            if (await CountAsync(work, key, ct) is null) return false;
        await work.CommitAsync(ct);
        return true;
    }

    /// <summary>The same for one key.</summary>
    /// <returns>How many failed in a row, this one included; null when it has to wait.</returns>
    public async Task<int?> CountAsync(ThrottleKey key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<RestpyDb>().BeginAsync(ct);
        var counted = await CountAsync(work, key, ct);
        if (counted is not null) await work.CommitAsync(ct);
        return counted;
    }

    private async Task<int?> CountAsync(UnitOfWork work, ThrottleKey key, CancellationToken ct)
    {
        string[] ids = [.. master.AllFor(Purpose).Select(made => IdOf(key, made))];
        var (id, now) = (ids[0], time.GetUtcNow());
        (string, object)[] values = [
            ("@k", id), ("@now", InstantConverter.Micros(now)),
            ("@forgotten", InstantConverter.Micros(now - key.Memory))];
        await work.RunAsync(Begin, ct, values[..2]);
        foreach (var old in ids[1..])
        {
            await work.RunAsync(TakeAlong, ct, ("@k", id), ("@old", old));
            await work.RunAsync(Clear, ct, ("@k", old));
        }
        if (await work.ScalarAsync(Count, ct, values) is not { } counted) return null;
        var failures = Convert.ToInt32(counted, System.Globalization.CultureInfo.InvariantCulture);
        var wait = key.WaitAfter(failures);
        if (wait > TimeSpan.Zero)
            await work.RunAsync(wait > key.Memory ? CloseForGood
                : Close, ct, ("@k", id), ("@until", InstantConverter.Micros(now + wait)));
        return failures;
    }

    /// <summary>The guess was right.</summary>
    public async Task ForgiveAsync(IReadOnlyList<ThrottleKey> keys, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<RestpyDb>().BeginAsync(ct);
        foreach (var key in keys)
            await work.RunAsync(key.IsCleared ? Clear : TakeBack, ct, ("@k", IdOf(key, master.For(Purpose))));
        await work.CommitAsync(ct);
    }

    private static string IdOf(ThrottleKey key, byte[] with) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(with, Encoding.UTF8.GetBytes($"{key.Kind}|{key.Subject}")));
}
