using System.Text;

namespace Restpy.IntegrationTests.Attack;

/// <summary>Texts of code points from all over Unicode, always with those that trip programs up.</summary>
internal static class AnyText
{
    private static readonly int[] Always =
        [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF, 0xFFFD, 0x3164, 0x2800, 0x115F, 0x0301, 0x202E, 0x200D, 0x0F73,
            0xFB1D, 0x1D15E, 0xE0001, 0xD7A4, 0x0130, 0xDF, 0x1E9E, 0xFEFF];

    /// <summary>The same text for the same seed: a failure names its seed.</summary>
    public static string Of(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("a");
        foreach (var point in Always.Concat(Enumerable.Range(0, 30).Select(_ => random.Next(0x20, 0x110000)))
            .OrderBy(_ => random.Next()))
            if (Rune.IsValid(point)) text.Append(new Rune(point).ToString());
        return text.ToString();
    }
}
