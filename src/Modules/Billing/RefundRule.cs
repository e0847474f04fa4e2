using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing;

/// <summary>Above what a refund needs a second person. One row a restaurant: its id is the restaurant's.</summary>
internal sealed class RefundRule : ITenantOwned, IVersioned
{
    private RefundRule() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }

    /// <summary>All refunds of one bill together; null where nobody has to agree.</summary>
    public long? SecondAboveMinor { get; private set; }

    public static RefundRule Of(Guid restaurantId) => new() { RestaurantId = restaurantId, Id = restaurantId };

    public void Set(long? secondAboveMinor) => SecondAboveMinor = secondAboveMinor;
}

/// <summary>The restaurant's own amount, or the usual.</summary>
internal sealed class RefundRules(RestpyDb db)
{
    public async Task<long?> SecondAboveAsync(string currency, CancellationToken ct) =>
        await db.Set<RefundRule>().AsNoTracking().FirstOrDefaultAsync(ct) is { } own ? own.SecondAboveMinor
            : Usual(currency);

    public async Task<bool> NeedsSecondAsync(long refundMinor, string currency, CancellationToken ct) =>
        await SecondAboveAsync(currency, ct) is { } above && refundMinor > above;

    /// <summary>5,000 rupees; a tenth as many of the currencies in which a dinner costs two figures.</summary>
    private static long Usual(string code)
    {
        var currency = Currency.Of(code);
        var unit = currency.MinorDigits switch { 0 => 1L, 3 => 1000L, _ => 100L };
        return (code == "INR" ? 5_000 : 500) * unit;
    }
}
