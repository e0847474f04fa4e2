using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.OtherFiles;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

/// <summary>A sheet, and what of the file is not in it.</summary>
internal sealed record ReadSheet(MenuSheet Sheet, IReadOnlyList<OtherNote> Notes, string Format);

/// <summary>The file's columns are not known: the person names them.</summary>
internal sealed record ColumnsUnknown() : Error(ErrorKind.Invalid);

/// <summary>Nothing in the file can be sold.</summary>
internal sealed record NoDishInFile() : Error(ErrorKind.Invalid);

/// <summary>Reads a file as our own format, as a known program's, or by columns that were named.</summary>
internal static class MenuSource
{
    public static Outcome<ReadSheet> Read(string text, OtherMapping? mapping, RestaurantInfo restaurant, MenuRows rows,
        (Guid? Branch, string Station) here)
    {
        var file = MenuFile.Cut(text);
        if (!file.Ok) return file.Error;
        if (mapping is null)
        {
            var (sheet, problems) = new MenuReader(restaurant, restaurant.Seen(here.Branch), rows).Read(file.Value);
            return sheet is null ? new FileHasProblems(problems) : new ReadSheet(sheet, [], "");
        }
        var table = Table(file.Value, mapping);
        var menu = mapping.Format.Length > 0 ? OtherFormats.Read(mapping.Format, table, restaurant.Currency)
            : OtherColumns.Read(mapping, table, restaurant.Currency);
        if (menu.Problems.Count > 0)
            return new FileHasProblems([.. menu.Problems.Select(p => new MenuProblem(p.Row, p.Column, p.Error))]);
        if (menu.Dishes.Count == 0) return new NoDishInFile();
        return new ReadSheet(new OtherSheet(restaurant, rows, here.Station).Of(menu), menu.Notes, mapping.Format);
    }

    /// <summary>Of what kind a file is. Neither our own nor mapped: the person has to name the columns first.</summary>
    public static async Task<(bool IsOwn, OtherMapping? Mapping)> KindAsync(
        RestpyDb db, MenuFile file, Currency currency, CancellationToken ct)
    {
        var first = file.Rows[0].Select(OtherTable.Plain).ToList();
        // Any of our own headings: a file of ours with a fault is told its fault, not asked for its columns.
        if (first.Contains(MenuColumns.Kind)
            || first.Count(h => h is MenuColumns.Vegan or MenuColumns.OffAt or MenuColumns.Archived) > 1)
            return (true, null);
        var table = new OtherTable(file.Rows);
        if (OtherFormats.Find(table) is { } format) return (false, new(format));
        if (OtherColumns.Bare(file.Rows, currency) is { } bare) return (false, bare);
        var hash = HashOf(file);
        if (await db.Set<MenuMapping>().AsNoTracking().FirstOrDefaultAsync(m => m.Headings == hash, ct) is { } known)
            return (false, Of(known.Mapping));
        var guess = OtherColumns.Guess(table);
        return (false, guess is { Name: >= 0, Category: >= 0, Price: >= 0 } ? guess : null);
    }

    public static string HashOf(MenuFile file) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', file.Rows[0].Select(OtherTable.Plain)))));

    public static OtherMapping? Of(string json) =>
        json.Length == 0 ? null : JsonSerializer.Deserialize<OtherMapping>(json);

    public static string Json(OtherMapping? mapping) => mapping is null ? "" : JsonSerializer.Serialize(mapping);

    /// <summary>Cells pasted without headings get some.</summary>
    private static OtherTable Table(MenuFile file, OtherMapping mapping) =>
        mapping.IsBare ? new([["name", "category", "price"], .. file.Rows]) : new(file.Rows);
}
