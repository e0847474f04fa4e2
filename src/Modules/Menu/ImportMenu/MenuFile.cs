using System.Text;
using CsvHelper;
using Restpy.Kernel;
using Restpy.Menu.OtherFiles;
using Restpy.Platform.Web;

namespace Restpy.Menu.ImportMenu;

internal sealed record MenuFileMissing() : Error(ErrorKind.Invalid);

internal sealed record MenuFileTooLarge(int MaxMegabytes) : Error(ErrorKind.Invalid);

internal sealed record MenuFileNotUtf8() : Error(ErrorKind.Invalid);

internal sealed record TooManyRows(int Max) : Error(ErrorKind.Invalid);

internal sealed record QuotesBroken() : Error(ErrorKind.Invalid);

/// <summary>One thing wrong in the file: where, as the spreadsheet counts and names it, and what.</summary>
internal sealed record MenuProblem(int Row, string Column, Error Error);

/// <summary>A text file cut into rows and cells. Row 1 is the heading, as in the spreadsheet.</summary>
internal sealed class MenuFile
{
    public const int MostBytes = 2_000_000, MostRows = Workbook.MostRows;

    private MenuFile(IReadOnlyList<string[]> rows, IReadOnlyList<MenuProblem> problems) =>
        (Rows, Problems) = (rows, problems);

    public IReadOnlyList<string[]> Rows { get; }

    public IReadOnlyList<MenuProblem> Problems { get; }

    /// <summary>Bytes as text: UTF-8, with or without its mark. Anything else would turn names into rubbish.</summary>
    public static Outcome<string> Text(byte[] bytes)
    {
        if (bytes.Length == 0) return new MenuFileEmpty();
        if (bytes.Length > MostBytes) return new MenuFileTooLarge(MostBytes / 1_000_000);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            if (text.Contains('\0')) return new MenuFileNotUtf8();
            return text.AsSpan().Trim().IsEmpty ? new MenuFileEmpty() : text;
        }
        catch (DecoderFallbackException)
        {
            return new MenuFileNotUtf8();
        }
    }

    /// <summary>
    /// Files of other programs: also in Windows-1252, as Excel saves them in Western Europe. Our own are UTF-8 alone:
    /// what was exported here and comes back otherwise has lost letters.
    /// </summary>
    public static Outcome<string> AnyText(byte[] bytes)
    {
        if (bytes.Length <= MostBytes && Workbook.Is(bytes)) return Workbook.Text(bytes);
        var text = Text(bytes);
        if (text.Ok || text.Error is not MenuFileNotUtf8 || bytes.Contains((byte)0)) return text;
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        return western.StartsWith(MenuColumns.Kind, StringComparison.OrdinalIgnoreCase) ? text : western;
    }

    public static Outcome<MenuFile> Cut(string text)
    {
        var rows = new List<string[]>();
        var problems = new List<MenuProblem>();
        var options = new CsvReaderOptions
        {
            Separator = Separator(text), HasHeader = false, SkipEmptyLines = false,
            OnMalformedRecord = broken => problems.Add(new((int)broken.RecordNumber, "", new QuotesBroken())),
        };
        using var reader = CsvReader.FromText(text, options);
        while (reader.Read())
        {
            if (rows.Count > MostRows) return new TooManyRows(MostRows);
            rows.Add(
                [.. Enumerable.Range(0, reader.FieldCount).Select(i => SafeCell.Read(reader.GetString(i)).Trim())]);
        }
        return new MenuFile(rows, [.. problems.DistinctBy(p => p.Row)]);
    }

    /// <summary>
    /// Spreadsheets of comma countries separate with semicolons: what the heading uses most is the separator.
    /// </summary>
    private static char Separator(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var heading = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(c => heading.Count(h => h == c));
    }
}
