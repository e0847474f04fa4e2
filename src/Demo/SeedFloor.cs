using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.AddTables;
using Restpy.Floor.Areas;

namespace Restpy.Demo;

/// <summary>The floors of the demo branches, laid out as their owners would: area by area.</summary>
internal static class SeedFloor
{
    /// <param name="Name">The area.</param>
    /// <param name="Rows">First number, how many, and how many each of them seats.</param>
    private sealed record Room(string Name, params (string First, int HowMany, int Seats)[] Rows);

    private static readonly Dictionary<string, Room[]> ByBranch = new()
    {
        ["bengaluru"] =
        [
            new("Hall", ("1", 6, 4), ("7", 4, 2), ("11", 2, 6)),
            new("Terrace", ("T1", 4, 4), ("T5", 2, 2)),
            new("Family room", ("F1", 3, 6), ("F4", 1, 10)),
        ],
        ["mumbai"] = [new("Hall", ("1", 6, 4), ("7", 4, 2)), new("Balcony", ("B1", 4, 4))],
        ["lyon"] = [new("Salle", ("1", 6, 2), ("7", 3, 4)), new("Terrasse", ("T1", 5, 2)),
            new("Comptoir", ("C1", 4, 1))],
    };

    /// <summary>Runs in the scope of the branch.</summary>
    public static async Task<int> LayOutAsync(
        IServiceProvider services, Guid branchId, string branchKey, CancellationToken ct)
    {
        var tables = 0;
        foreach (var room in ByBranch.GetValueOrDefault(branchKey, []))
        {
            var area = await services.GetRequiredService<AddAreaHandler>().HandleAsync(new(branchId, room.Name), ct);
            if (!area.Ok) throw new InvalidOperationException(area.Error.Code);
            foreach (var (first, howMany, seats) in room.Rows)
            {
                var added = await services.GetRequiredService<AddTablesHandler>()
                    .HandleAsync(new(area.Value, first, seats, howMany), ct);
                tables += added.Ok ? added.Value : throw new InvalidOperationException(added.Error.Code);
            }
        }
        return tables;
    }
}
