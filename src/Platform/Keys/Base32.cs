namespace Restpy.Platform.Keys;

/// <summary>Base32 for paper: Crockford's alphabet, without the letters people take for digits.</summary>
internal static class Base32
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The last character is filled up with zero bits.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        for (var i = 0; i < text.Length; i++) text[i] = Alphabet[Five(bytes, i * 5)];
        return new(text);
    }

    /// <summary>
    /// Small letters are read as large ones; I and L as 1, O as 0, as they were meant. Spaces and hyphens are skipped.
    /// </summary>
    /// <returns>Null where a character is none of the alphabet, or the length is not that of so many bytes.</returns>
    public static byte[]? Decode(string text, int length)
    {
        var bytes = new byte[length];
        var place = 0;
        foreach (var typed in text.ToUpperInvariant())
        {
            if (typed is ' ' or '-' or '\t') continue;
            var value = Alphabet.IndexOf(Meant(typed), StringComparison.Ordinal);
            if (value < 0 || !Put(bytes, place, value)) return null;
            place += 5;
        }
        return place == (length * 8 + 4) / 5 * 5 ? bytes : null;
    }

    /// <summary>Whether a typed text means a printed one.</summary>
    public static bool AreSame(string typed, string printed) =>
        typed.Length == printed.Length && typed.ToUpperInvariant().Select(Meant).SequenceEqual(printed);

    private static char Meant(char typed) => typed switch { 'I' or 'L' => '1', 'O' => '0', _ => typed };

    private static int Five(ReadOnlySpan<byte> bytes, int place)
    {
        var value = 0;
        for (var bit = place; bit < place + 5; bit++)
            value = (value << 1) | (bit / 8 < bytes.Length ? (bytes[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
        return value;
    }

    /// <returns>False where a bit that must be zero is not, or there are too many.</returns>
    private static bool Put(byte[] bytes, int place, int value)
    {
        for (var bit = place; bit < place + 5; bit++)
        {
            var set = (value >> (place + 4 - bit)) & 1;
            if (bit / 8 >= bytes.Length)
            {
                if (set == 1 || bit >= (bytes.Length * 8 + 4) / 5 * 5) return false;
            }
            else bytes[bit / 8] |= (byte)(set << (7 - (bit % 8)));
        }
        return true;
    }
}
