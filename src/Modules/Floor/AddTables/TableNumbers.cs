using System.Globalization;

namespace Restpy.Floor.AddTables;

/// <summary>
/// Numbers that run on from a first one: 7 → 7, 8, 9; T08 → T08, T09, T10. Null where the first has no digits to count.
/// </summary>
internal static class TableNumbers
{
    public static IReadOnlyList<string>? From(string first, int count)
    {
        if (count == 1) return [first];
        var digits = first.Length;
        while (digits > 0 && char.IsAsciiDigit(first[digits - 1])) digits--;
        if (digits == first.Length
            || !int.TryParse(first[digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || start > 99_999) return null;
        var width = first.Length - digits;
        return [.. Enumerable.Range(start, count)
            .Select(n => first[..digits] + n.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'))];
    }
}
