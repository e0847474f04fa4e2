using System.Text.RegularExpressions;

namespace Restpy.Kernel;

/// <summary>Whether a tax number can exist. A wrong one on an invoice costs the buyer the input credit.</summary>
public static partial class TaxNumbers
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static bool IsValid(string country, string number) => country switch
    {
        "IN" => IsGstin(number),
        "FR" => IsFrenchVat(number) || European().IsMatch(number) && !number.StartsWith("FR", StringComparison.Ordinal),
        _ => European().IsMatch(number),
    };

    /// <summary>
    /// State, PAN, entity, Z and a check character over base 36 (weights 1 and 2, digits of the product added).
    /// </summary>
    public static bool IsGstin(string number)
    {
        if (!Gstin().IsMatch(number)) return false;
        var sum = 0;
        for (var i = 0; i < 14; i++)
        {
            var product = Digits.IndexOf(number[i]) * (i % 2 == 0 ? 1 : 2);
            sum += (product / 36) + (product % 36);
        }
        return Digits[(36 - (sum % 36)) % 36] == number[14];
    }

    /// <summary>FR, a key of two digits, the SIREN: the key is (12 + 3 × (SIREN mod 97)) mod 97.</summary>
    public static bool IsFrenchVat(string number) =>
        French().IsMatch(number) && (12 + (3 * (int.Parse(number[4..]) % 97))) % 97 == int.Parse(number[2..4]);

    [GeneratedRegex("^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][0-9A-Z][0-9A-Z]$", RegexOptions.NonBacktracking)]
    private static partial Regex Gstin();

    [GeneratedRegex("^FR[0-9]{11}$", RegexOptions.NonBacktracking)]
    private static partial Regex French();

    [GeneratedRegex("^[A-Z]{2}[0-9A-Z+*]{2,13}$", RegexOptions.NonBacktracking)]
    private static partial Regex European();
}
