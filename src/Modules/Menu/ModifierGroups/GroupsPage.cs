using Microsoft.EntityFrameworkCore;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ModifierGroups;

/// <summary>All groups of choices, with how many dishes ask each.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class GroupsPage(RestpyDb db, RestaurantDirectory restaurants) : MenuPage(restaurants)
{
    public IReadOnlyList<(ModifierGroup Group, int Dishes)> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var asked = await db.Set<ItemGroup>().GroupBy(g => g.GroupId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var groups = await db.Set<ModifierGroup>().AsNoTracking().Include(g => g.Modifiers).OrderBy(g => g.Sort)
            .ThenBy(g => g.Key).ToListAsync(ct);
        Groups = [.. groups.Select(g => (g, asked.GetValueOrDefault(g.Id)))];
    }
}
