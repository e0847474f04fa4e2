using CsvHelper;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ExportMenu;

internal sealed record MenuExport(string FileName, byte[] Content);

/// <summary>The whole menu as a table that imports to itself. The format: docs/how-to/menu-csv.md.</summary>
internal sealed class ExportMenuHandler(RestpyDb db, RestaurantDirectory restaurants)
{
    /// <param name="separator">Comma or semicolon; the import takes either.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<MenuExport> HandleAsync(char separator, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var branches = restaurant.Seen(db.Scope.BranchId);
        var rows = await MenuRows.LoadAsync(db, tracked: false, ct);
        var date = branches[0].Day.Of(db.Time.GetUtcNow());
        return new($"menu-{restaurant.Slug}-{date:yyyy-MM-dd}.csv",
            Write(new MenuTable(restaurant, branches, rows), separator));
    }

    /// <summary>With the UTF-8 mark: without it spreadsheets guess another encoding and break the names.</summary>
    internal static byte[] Write(MenuTable table, char separator)
    {
        using var memory = new MemoryStream();
        using (var csv = CsvWriter.Create(memory, new CsvWriterOptions
        {
            Separator = separator, WriteByteOrderMark = true,
        }, leaveOpen: true))
            foreach (var row in table.Rows()) csv.WriteRecord([.. row.Select(SafeCell.Write)]);
        return memory.ToArray();
    }
}
