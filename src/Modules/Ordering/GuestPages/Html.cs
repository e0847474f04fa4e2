using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// A page written straight to UTF-8. What stands in the code is markup; what is put in the places is text and is
/// encoded, inside attributes as well. There is no way to add a string as markup.
/// </summary>
internal sealed class Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    private readonly ArrayBufferWriter<byte> _bytes = new(24 * 1024);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add([InterpolatedStringHandlerArgument("")] ref Parts parts) => parts.End();

    /// <summary>The sheet has no "&lt;/" in it and needs no encoding; a test says so.</summary>
    public void AddStyle(string css)
    {
        Raw("<style>");
        Raw(css);
        Raw("</style>");
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);

    private void Text(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            Raw(text[..at]);
            Raw(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&#34;", _ => "&#39;" });
            text = text[(at + 1)..];
        }
        Raw(text);
    }

    [InterpolatedStringHandler]
    public readonly ref struct Parts
    {
        private readonly Html _html;

        public Parts(int literalLength, int formattedCount, Html html)
        {
            _ = (literalLength, formattedCount);
            _html = html;
        }

        public void AppendLiteral(string markup) => _html.Raw(markup);

        public void AppendFormatted(string? text) => _html.Text(text);

        public void AppendFormatted(int number) => _html.Raw(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(long number) => _html.Raw(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Guid id) => _html.Raw(id.ToString("D"));

        /// <summary>A part of the page that has a place of its own in the code.</summary>
        public void AppendFormatted(Action<Html> part) => part(_html);

        internal void End() { }
    }
}
