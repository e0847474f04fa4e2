using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Menu.OtherFiles;

internal sealed record MenuFileEmpty() : Error(ErrorKind.Invalid);

internal sealed record WorkbookUnreadable() : Error(ErrorKind.Invalid);

/// <summary>
/// Excel workbooks, as far as a menu needs: the texts and numbers of their sheets. A workbook is a ZIP file of XML, so
/// what it may unpack to is limited, and no document type is read.
/// </summary>
internal static partial class Workbook
{
    public const int MostRows = 5_000;

    private const int MostUnpacked = 16_000_000, MostSheets = 20, MostColumns = 300;
    private const int HeadingsWithin = 10;

    public static bool Is(byte[] bytes) => bytes is [0x50, 0x4B, 3, 4, ..];

    /// <returns>The sheet that is a menu, as a CSV text; the first one where none is known.</returns>
    public static Outcome<string> Text(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var left = MostUnpacked;
            var shared = zip.GetEntry("xl/sharedStrings.xml") is { } strings ? Shared(Unpacked(strings, ref left)) : [];
            var sheets = new List<List<string[]>>();
            foreach (var entry in zip.Entries.Where(e => SheetName().IsMatch(e.FullName))
                .OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).Take(MostSheets))
                sheets.Add(Rows(Unpacked(entry, ref left), shared));
            var menu = sheets.Select(WithHeadings)
                .FirstOrDefault(rows => rows is { Count: > 0 } && OtherFormats.Find(new(rows)) is not null)
                ?? sheets.Select(WithHeadings).FirstOrDefault(r => r.Count > 0);
            return menu is null ? new MenuFileEmpty() : string.Concat(menu.Select(row => CsvRow.Of(row)));
        }
        catch (Exception broken)
        when (broken is InvalidDataException or XmlException or FormatException or NotSupportedException)
        {
            return new WorkbookUnreadable();
        }
    }

    /// <summary>From the row on that a format is known by; titles may stand above it.</summary>
    private static List<string[]> WithHeadings(List<string[]> rows)
    {
        for (var i = 0; i < Math.Min(HeadingsWithin, rows.Count); i++)
            if (OtherFormats.Find(new([rows[i]])) is not null) return rows[i..];
        var first = rows.FindIndex(r => r.Count(c => c.Length > 0) > 1);
        return first < 0 ? [] : rows[first..];
    }

    /// <summary>What the archive says of an entry's size may be a lie: it is counted while it is read.</summary>
    private static XDocument Unpacked(ZipArchiveEntry entry, ref int left)
    {
        using var unpacked = new MemoryStream();
        using (var stream = entry.Open())
        {
            var part = new byte[64 * 1024];
            for (int read; (read = stream.Read(part)) > 0;)
            {
                if ((left -= read) < 0) throw new InvalidDataException("The workbook unpacks to too much.");
                unpacked.Write(part, 0, read);
            }
        }
        unpacked.Position = 0;
        using var xml = XmlReader.Create(unpacked, new()
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
        });
        return XDocument.Load(xml);
    }

    private static List<string> Shared(XDocument strings) => [.. strings.Root!.Elements().Select(TextOf)];

    private static List<string[]> Rows(XDocument sheet, List<string> shared)
    {
        var rows = new List<string[]>();
        foreach (var row in sheet.Descendants().Where(e => e.Name.LocalName == "row")
            .Take(MostRows + HeadingsWithin))
        {
            var cells = new List<string>();
            foreach (var cell in row.Elements().Where(e => e.Name.LocalName == "c"))
            {
                var at = cell.Attribute("r") is { } where ? Column(where.Value) : cells.Count;
                if (at is < 0 or >= MostColumns) continue;
                while (cells.Count <= at) cells.Add("");
                cells[at] = Value(cell, shared);
            }
            rows.Add([.. cells]);
        }
        var width = rows.Select(r => r.Length).DefaultIfEmpty(0).Max();
        return [.. rows.Select(r => r.Length == width ? r : [.. r, .. Enumerable.Repeat("", width - r.Length)])];
    }

    private static string Value(XElement cell, List<string> shared)
    {
        var value = cell.Elements().FirstOrDefault(e => e.Name.LocalName == "v")?.Value ?? "";
        return cell.Attribute("t")?.Value switch
        {
            "s" => int.TryParse(value, out var i) && i >= 0 && i < shared.Count ? shared[i] : "",
            "inlineStr" => TextOf(cell),
            _ => value,
        };
    }

    private static string TextOf(XElement element) =>
        string.Concat(element.Descendants().Where(e => e.Name.LocalName == "t").Select(e => e.Value));

    /// <summary>B7 is 1.</summary>
    private static int Column(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetterUpper).Take(4)) column = (column * 26) + (c - 'A' + 1);
        return column - 1;
    }

    [GeneratedRegex(@"^xl/worksheets/sheet[0-9]+\.xml\z")]
    private static partial Regex SheetName();
}
