using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <param name="Key">The master key; null where the sheet did not open.</param>
/// <param name="Fault">Then why, in a sentence.</param>
public sealed record SheetKey(MasterKey? Key, string Fault);

/// <summary>
/// The recovery sheet: the master key sealed with a passphrase, on paper. PBKDF2-HMAC-SHA512 and AES-256-GCM. Each
/// printed line carries a check, so that a typing error names its line.
/// </summary>
public static partial class KeySheet
{
    public const int Rounds = 600_000;

    /// <summary>
    /// A sheet that asks for more was not written here, and would keep this machine busy for minutes.
    /// </summary>
    private const int MostRounds = 20_000_000;
    private const byte Version = 1;

    // Version, rounds, salt and key id are bound to what is sealed; nonce, tag and the sealed key follow.
    private const int Bound = 1 + 4 + 16 + 5, Nonce = Bound, Tag = Nonce + 12, Sealed = Tag + 16, Length = Sealed + 32;
    private const int LineBytes = 15, Lines = (Length + LineBytes - 1) / LineBytes, CheckLetters = 4;

    /// <returns>The page to print and put away.</returns>
    public static string Write(MasterKey master, string passphrase, string installation, DateTimeOffset at)
    {
        var bytes = Seal(
            master, passphrase, Rounds, RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(12));
        var date = at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return
            $"""
            RESTPY RECOVERY SHEET

            This page and its passphrase give back the master key of a Restpy installation.
            Without that key, backups cannot be opened and a restored database does not start.
            Keep the page and the passphrase in two places, both apart from the backups.

            Installation:  {installation}
            Made on:       {date} (UTC)
            Key id:        {Split(master.Id)}
            Sealed with:   PBKDF2-HMAC-SHA512, {Rounds.ToString(CultureInfo.InvariantCulture)} rounds; AES-256-GCM

            {string.Join('\n', Enumerable.Range(1, Lines).Select(number => Line(number, Part(bytes, number))))}

            To restore: type the {Lines} lines that begin with L and a number into a file, then
              ./restpy key restore --sheet FILE --into DIR
            DIR is the data folder. Letters may be small. The last four characters of a line are its check.

            """;
    }

    /// <summary>Reads the lines that begin with L and a number; what else stands in the text is passed over.</summary>
    public static SheetKey Read(string sheet, string passphrase)
    {
        var bytes = new byte[Length];
        var seen = new HashSet<int>();
        foreach (Match line in TypedLine().Matches(sheet))
        {
            var number = line.Groups[1].ValueSpan[0] - '0';
            if (number is < 1 or > Lines)
                return new(null, $"There is no line {number} on a sheet: they end with {Lines}.");
            if (!seen.Add(number)) return new(null, $"Line {number} is there twice.");
            if (!IsRead(line.Groups[2].Value, number, Part(bytes, number)))
                return new(null, $"Line {number} is not as it is printed. Compare it group by group.");
        }
        if (Enumerable.Range(1, Lines).FirstOrDefault(number => !seen.Contains(number)) is var missing and > 0)
            return new(null, $"Line {missing} is missing.");
        return Open(bytes, passphrase);
    }

    internal static byte[] Seal(MasterKey master, string passphrase, int rounds, byte[] salt, byte[] nonce)
    {
        var bytes = new byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), rounds);
        salt.CopyTo(bytes, 5);
        Base32.Decode(master.Id, 5)!.CopyTo(bytes, 21);
        nonce.CopyTo(bytes, Nonce);
        using var aes = new AesGcm(KeyOf(passphrase, salt, rounds), 16);
        aes.Encrypt(nonce, master.Bytes, bytes.AsSpan(Sealed), bytes.AsSpan(Tag, 16), bytes.AsSpan(0, Bound));
        return bytes;
    }

    private static SheetKey Open(byte[] bytes, string passphrase)
    {
        var rounds = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1));
        if (bytes[0] != Version || rounds is < Rounds or > MostRounds)
            return new(null, "This sheet was made by another version of Restpy.");
        var key = new byte[32];
        try
        {
            using var aes = new AesGcm(KeyOf(passphrase, bytes[5..21], rounds), 16);
            var (nonce, tag) = (bytes[Nonce..Tag], bytes[Tag..Sealed]);
            aes.Decrypt(nonce, bytes.AsSpan(Sealed), tag, key, bytes.AsSpan(0, Bound));
            return new(new MasterKey(key), "");
        }
        catch (AuthenticationTagMismatchException)
        {
            var id = Split(Base32.Encode(bytes.AsSpan(21, 5)));
            return new(null, $"This is not the passphrase of the sheet with the key id {id}.");
        }
    }

    /// <summary>The same passphrase typed on another keyboard is the same bytes.</summary>
    private static byte[] KeyOf(string passphrase, byte[] salt, int rounds)
    {
        var typed = Encoding.UTF8.GetBytes(CleanText.Normal(passphrase, NormalizationForm.FormKC));
        return Rfc2898DeriveBytes.Pbkdf2(typed, salt, rounds, HashAlgorithmName.SHA512, 32);
    }

    internal static string Line(int number, ReadOnlySpan<byte> part) =>
        $"L{number}  {Split(Base32.Encode(part) + CheckOf(number, part))}";

    private static bool IsRead(string typed, int number, Span<byte> into)
    {
        var letters = typed.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            .Trim();
        if (letters.Length <= CheckLetters || Base32.Decode(letters[..^CheckLetters], into.Length) is not { } part)
            return false;
        part.CopyTo(into);
        return Base32.AreSame(letters[^CheckLetters..], CheckOf(number, part));
    }

    private static string CheckOf(int number, ReadOnlySpan<byte> part) =>
        Base32.Encode(SHA256.HashData([(byte)number, .. part]).AsSpan(0, 3))[..CheckLetters];

    internal static Span<byte> Part(byte[] bytes, int number) =>
        bytes.AsSpan((number - 1) * LineBytes, Math.Min(LineBytes, Length - (number - 1) * LineBytes));

    private static string Split(string letters) =>
        string.Join(' ', letters.Chunk(4).Select(group => new string(group)));

    [GeneratedRegex(@"^[ \t]*L[ \t]*([0-9])[ \t.:]+([^\r\n]*)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypedLine();
}
