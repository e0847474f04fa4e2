using Restpy.Platform.Data;

namespace Restpy.Platform.Keys;

/// <summary>What a module makes with the master key, so that an older key can be retired.</summary>
public interface IKeyUse
{
    /// <summary>Seals values again with the current key, in the transaction that is open.</summary>
    /// <param name="db">Saved by the caller.</param>
    /// <param name="most">How many rows at most; the caller asks again until none is left.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>How many rows were changed.</returns>
    Task<int> ResealAsync(RestpyDb db, int most, CancellationToken ct) => Task.FromResult(0);

    /// <summary>What cannot be sealed again, because it is with people or on paper.</summary>
    /// <param name="services">Of a scope of its own.</param>
    /// <param name="oldest">The key that is to be retired.</param>
    /// <param name="ct">Stops the counting.</param>
    Task<IReadOnlyList<KeyLeft>> LeftAsync(IServiceProvider services, OldestKey oldest, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<KeyLeft>>([]);
}

/// <param name="Id">Which key.</param>
/// <param name="ReplacedAt">When the last server began to use another: what was made before depends on it.</param>
public sealed record OldestKey(string Id, DateTimeOffset ReplacedAt);

/// <summary>What stops working when a key is retired.</summary>
/// <param name="Count">How many.</param>
/// <param name="What">"printed table codes".</param>
/// <param name="Remedy">What to do first, in a sentence.</param>
public sealed record KeyLeft(int Count, string What, string Remedy);
