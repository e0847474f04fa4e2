using System.Buffers.Binary;

namespace Restpy.Growth;

/// <summary>
/// Makes another restaurant's id of a model's: the random half is mixed with the restaurant's number, time and version
/// stay.
/// The same id becomes the same id wherever it stands, and two ids never become one.
/// </summary>
internal readonly struct IdMask
{
    private readonly ulong _bits;

    private IdMask(ulong bits) => _bits = bits;

    public static IdMask Of(int restaurant)
    {
        // SplitMix64: neighbouring numbers give bits that have nothing in common. The first two bits say what kind of
        // uuid it is.
        var z = (ulong)restaurant * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return new((z ^ (z >> 31)) & 0x3FFF_FFFF_FFFF_FFFF);
    }

    /// <summary>
    /// Ids made by the product, by their version; the constants (nobody, the platform) have no time of their own.
    /// </summary>
    public static bool Changes(Guid id) => id.Version == 7 && id.CompareTo(FirstReal) > 0;

    private static readonly Guid FirstReal = Guid.Parse("00000001-0000-7000-8000-000000000000");

    public void Apply(Span<byte> uuid)
    {
        var random = uuid[8..];
        BinaryPrimitives.WriteUInt64BigEndian(random, BinaryPrimitives.ReadUInt64BigEndian(random) ^ _bits);
    }

    public void ApplyToText(Span<byte> text, bool dashed)
    {
        // The random half: "………-………-…" and then four digits, a dash, twelve digits; or the last sixteen digits of
        // thirty-two.
        var at = dashed ? 19 : 16;
        for (var digit = 0; digit < 16; digit++, at++)
        {
            if (text[at] == '-') at++;
            var value =
                (text[at] <= '9' ? text[at] - '0' : text[at] - 'a' + 10) ^ (int)((_bits >> (60 - (4 * digit))) & 0xF);
            text[at] = (byte)(value < 10 ? '0' + value : 'a' + value - 10);
        }
    }

    public Guid Apply(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Apply(bytes);
        return new(bytes, bigEndian: true);
    }
}
