using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Menu.Sheet;

/// <summary>
/// Puts categories, groups and dishes in the order of a sheet. It is made before the sheet is written, because it
/// compares with the order of the dishes until then.
/// </summary>
internal sealed class SheetOrder(RestpyDb db, MenuRows rows)
{
    private readonly Dictionary<Guid, List<Item>> _before =
        rows.Items.GroupBy(i => i.CategoryId).ToDictionary(g => g.Key, g => g.ToList());

    public void Apply(MenuSheet sheet)
    {
        Place(rows.Categories.Where(c => db.Entry(c).State != EntityState.Added), rows.Categories,
            sheet.Categories.Select(w => rows.Categories.First(c => c.Key == w.Key)), c => c.Sort,
            (c, i) => c.Place(i));
        Place(rows.Groups.Where(g => db.Entry(g).State != EntityState.Added), rows.Groups,
            sheet.Groups.Select(w => rows.Groups.First(g => g.Key == w.Key)), g => g.Sort, (g, i) => g.Place(i));
        var wanted = sheet.Items.Select(w => rows.Items.First(i => i.Code == w.Code)).ToLookup(i => i.CategoryId);
        foreach (var category in rows.Items.GroupBy(i => i.CategoryId))
            Place(_before.GetValueOrDefault(category.Key, []), category, wanted[category.Key], item => item.Sort,
                (item, i) => item.Place(i));
    }

    /// <summary>
    /// A sheet that names all there was gives the order. One that names a part of it changes no number: what is new
    /// goes to the end, in the sheet's order.
    /// </summary>
    private static void Place<T>(
        IEnumerable<T> before, IEnumerable<T> now, IEnumerable<T> wanted, Func<T, int> sort, Action<T, int> place)
    {
        var (known, named) = (before.ToList(), wanted.ToList());
        var stayed = now.Intersect(known).ToList();
        if (stayed.Except(named).Any())
        {
            var next = stayed.Max(sort) + 1;
            foreach (var added in named.Except(stayed)) place(added, next++);
            return;
        }
        var order = named.Concat(now.Except(named)).ToList();
        if (order.SequenceEqual(known)) return;
        for (var i = 0; i < order.Count; i++) place(order[i], i);
    }
}
