using System.Globalization;
using System.Text;

namespace Restpy.Platform.Web;

/// <summary>
/// A table on its way to a spreadsheet, row by row. Texts pass <see cref="SafeCell"/>; numbers go as numbers, so that a
/// negative amount stays one. Begins with the UTF-8 mark: without it spreadsheets guess another encoding and break
/// names.
/// </summary>
public sealed class CsvStream : IAsyncDisposable
{
    private readonly StreamWriter _writer;
    private readonly char _separator;
    private readonly NumberFormatInfo _numbers;

    /// <param name="stream">Left open.</param>
    /// <param name="language">Spreadsheets set to French separate with semicolons and write 12,50.</param>
    public CsvStream(Stream stream, string language)
    {
        _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)
        {
            NewLine = "\r\n"
        };
        (_separator, var point) = language == "fr" ? (';', ",") : (',', ".");
        _numbers = new() { NumberDecimalSeparator = point };
    }

    /// <param name="cells">Strings, integers, decimals (written with all their places), or null for an empty
    /// cell.</param>
    /// <param name="ct">Stops the writing.</param>
    public async Task RowAsync(IEnumerable<object?> cells, CancellationToken ct) =>
        await _writer.WriteLineAsync(string.Join(_separator, cells.Select(Cell)).AsMemory(), ct);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private string Cell(object? value)
    {
        if (value is IFormattable number and (decimal or long or int)) return number.ToString(null, _numbers);
        var text = SafeCell.Write(value?.ToString() ?? "");
        return text.AsSpan().IndexOfAny("\",;\r\n\t") >= 0
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
