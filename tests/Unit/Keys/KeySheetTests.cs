using System.Text.RegularExpressions;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Keys;

/// <summary>The recovery sheet gives the key back, and names the line that was typed wrong.</summary>
public sealed partial class KeySheetTests
{
    private const string Passphrase = "correct horse battery staple kitchen";

    /// <summary>Key 00 to 1F, salt of 11, nonce of 22: computed with Python's hashlib and cryptography 48.</summary>
    private const string Known =
        """
        L1  0400 J9Y0 248H 248H 248H 248H 0T64
        L2  248H 248H 26B1 HHE6 V4H2 48H2 617E
        L3  48H2 48H2 48H2 5D9F DXKC HQRW APFH
        L4  J369 SQKG 2FRY 3KC7 HZ1V 3J8K V8V1
        L5  8D0Q H15N 8AXB Z8RY FQN3 QD5P ETYR
        L6  R1JP RNTQ 5S42 YN94 HCVZ EM
        """;

    private static readonly string Backwards = string.Join('\n', Known.Split('\n').Reverse()).Replace("  ", " : ");
    private static readonly byte[] KnownKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly MasterKey Master = MasterKey.New();
    private static readonly string Sheet = KeySheet.Write(
        Master, Passphrase, "https://menu.example/", new(2026, 11, 28, 16, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_sheet_computed_elsewhere_opens() =>
        Assert.Equal(KnownKey, KeySheet.Read(Known, Passphrase).Key!.Bytes.ToArray());

    [Fact]
    public void A_sheet_written_here_opens() =>
        Assert.Equal(Master.Bytes.ToArray(), KeySheet.Read(Sheet, Passphrase).Key!.Bytes.ToArray());

    [Fact]
    public void The_lines_alone_open_in_any_order_and_in_small_letters() =>
        Assert.Equal(KnownKey, KeySheet.Read(Backwards.ToLowerInvariant(), Passphrase).Key!.Bytes.ToArray());

    [Fact]
    public void Letters_taken_for_digits_are_read_as_meant() =>
        Assert.Equal(KnownKey, KeySheet.Read(
            Known.Replace("0400", "O4oo").Replace("R1JP", "RIJP").Replace("HZ1V", "HZlV"), Passphrase)
            .Key!.Bytes.ToArray());

    [Fact]
    public void A_sheet_says_where_it_belongs_and_when_it_was_made()
    {
        Assert.Contains("Installation:  https://menu.example/", Sheet);
        Assert.Contains("Made on:       28 November 2026 (UTC)", Sheet);
        Assert.Contains($"Key id:        {Master.Id[..4]} {Master.Id[4..]}", Sheet);
    }

    [Fact]
    public void A_wrong_passphrase_opens_nothing() =>
        Assert.StartsWith(
            "This is not the passphrase of the sheet with the key id", KeySheet.Read(Known, Passphrase + "s").Fault);

    [Fact]
    public void Each_changed_letter_names_its_line()
    {
        var places = Enumerable.Range(0, Known.Length)
            .Where(i => i - Known.LastIndexOf('L', i) > 2 && char.IsLetterOrDigit(Known[i])).ToList();
        Assert.True(places.Count > 150);
        foreach (var place in places)
        {
            var changed = Known[..place] + (Known[place] == '7' ? '8' : '7') + Known[(place + 1)..];
            Assert.StartsWith($"Line {Known[..place].Count(c => c == '\n') + 1} is not as it is printed", KeySheet.Read(
                changed, Passphrase).Fault);
        }
    }

    [Theory, InlineData(1), InlineData(4), InlineData(6)]
    public void A_missing_line_is_named(int number) =>
        Assert.Equal($"Line {number} is missing.", KeySheet.Read(
            string.Join('\n', Known.Split('\n').Where((_, i) => i != number - 1)), Passphrase).Fault);

    [Fact]
    public void Two_lines_that_changed_places_are_noticed() =>
        Assert.StartsWith("Line 3 is not as", KeySheet.Read(
            Known.Replace("L2", "L9").Replace("L3", "L2").Replace("L9", "L3"), Passphrase).Fault);

    [Fact]
    public void A_line_typed_twice_is_named() =>
        Assert.Equal("Line 3 is there twice.", KeySheet.Read(Known + "\n" + Known.Split('\n')[2], Passphrase).Fault);

    [Fact]
    public void A_sheet_of_few_rounds_is_refused()
    {
        var weak = KeySheet.Seal(new(KnownKey), Passphrase, 1, new byte[16], new byte[12]);
        var sheet = string.Join('\n', Enumerable.Range(1, 6).Select(n => KeySheet.Line(n, KeySheet.Part(weak, n))));
        Assert.Equal("This sheet was made by another version of Restpy.", KeySheet.Read(sheet, Passphrase).Fault);
    }

    [Fact]
    public void Two_sheets_of_a_key_share_no_line_but_the_form() =>
        Assert.Empty(Lines().Matches(Sheet).Select(m => m.Value).Intersect(
            Lines().Matches(KeySheet.Write(Master, Passphrase, "x", DateTimeOffset.UnixEpoch)).Select(m => m.Value)));

    [GeneratedRegex(@"^L\d.*", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
