using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Floor;

/// <summary>Table codes are on paper: without the key that signed them they must be printed again.</summary>
internal sealed class FloorKeyUse : IKeyUse
{
    public async Task<IReadOnlyList<KeyLeft>> LeftAsync(
        IServiceProvider services, OldestKey oldest, CancellationToken ct)
    {
        var counts = await EachRestaurant.AllAskAsync(services, restaurant => restaurant.GetRequiredService<RestpyDb>()
            .Set<TableCode>().CountAsync(code => code.RevokedAt == null && code.IssuedAt < oldest.ReplacedAt, ct), ct);
        return [new(counts.Sum(), "printed table codes", "Renew them on the tables page and print them again.")];
    }
}
