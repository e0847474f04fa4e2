using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy;

internal sealed record RestaurantNameUnfit(int Max) : Error(ErrorKind.Invalid);

internal sealed record BranchNameUnfit(int Max) : Error(ErrorKind.Invalid);

internal sealed record SlugUnfit() : Error(ErrorKind.Invalid);

internal sealed record CountryUnknown() : Error(ErrorKind.Invalid);

internal sealed record LanguageMissing() : Error(ErrorKind.Invalid);

internal sealed record TimeZoneUnknown() : Error(ErrorKind.Invalid);

internal sealed record CutOffOutOfRange() : Error(ErrorKind.Invalid);

internal sealed record TaxProfileUnknown() : Error(ErrorKind.Invalid);

internal sealed record SellerTaxNumberWrong() : Error(ErrorKind.Invalid);

/// <summary>The first two digits of a GSTIN are its state.</summary>
internal sealed record GstinOfAnotherState(string State) : Error(ErrorKind.Invalid);

internal sealed record StateMissing() : Error(ErrorKind.Invalid);

internal sealed record FoodLicenceWrong() : Error(ErrorKind.Invalid);

internal sealed record RegistrationNumberWrong() : Error(ErrorKind.Invalid);

internal sealed record AddressTooLong(int Max) : Error(ErrorKind.Invalid);

internal sealed record PhoneUnfit() : Error(ErrorKind.Invalid);

/// <summary>
/// What names, addresses and registrations may be, checked alike for the operator, the owner and the command line.
/// </summary>
internal sealed partial class TenancyRules(ITaxProfiles profiles)
{
    public const int LongestName = 80;
    public const int LongestAddress = 300;

    /// <summary>Countries in which a restaurant can be opened: those with a tax profile.</summary>
    public IReadOnlyList<string> Countries => [.. profiles.All.Select(p => p.Country).Distinct()];

    public IReadOnlyList<TaxProfileInfo> ProfilesOf(string country) =>
        [.. profiles.All.Where(p => p.Country == country)];

    public Outcome<Done> Check(RestaurantFacts facts)
    {
        if (facts.Name.Length is 0 or > LongestName) return new RestaurantNameUnfit(LongestName) { Field = "Name" };
        if (facts.LegalName.Length is 0 or > LongestName)
            return new RestaurantNameUnfit(LongestName) { Field = "LegalName" };
        if (!Slug().IsMatch(facts.Slug) || facts.Slug.Length is < 3 or > 40) return new SlugUnfit { Field = "Slug" };
        if (!Countries.Contains(facts.Country) || ProfilesOf(facts.Country)[0].Currency != facts.Currency)
            return new CountryUnknown { Field = "Country" };
        return CheckLanguages(facts.Languages);
    }

    public static Outcome<Done> CheckLanguages(IReadOnlyList<string> languages) =>
        languages.Count == 0 || languages.Any(l => !WordList.Languages.Contains(l))
            || languages.Distinct().Count() != languages.Count ? new LanguageMissing { Field = "Languages" } : Done.It;

    public Outcome<Done> Check(BranchFacts facts, string country)
    {
        if (facts.Name.Length is 0 or > LongestName) return new BranchNameUnfit(LongestName) { Field = "BranchName" };
        if (facts.Address.Length > LongestAddress) return new AddressTooLong(LongestAddress) { Field = "Address" };
        if (facts.Phone.Length > 0 && !Phone().IsMatch(facts.Phone)) return new PhoneUnfit { Field = "Phone" };
        if (!ZoneName().IsMatch(facts.TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(facts.TimeZone, out _))
            return new TimeZoneUnknown { Field = "TimeZone" };
        if (facts.CutOffMinutes is < 0 or > 720) return new CutOffOutOfRange { Field = "CutOff" };
        if (ProfilesOf(country).FirstOrDefault(p => p.Key == facts.TaxProfile) is not { } profile)
            return new TaxProfileUnknown { Field = "TaxProfile" };
        return CheckRegistration(facts, country, profile);
    }

    private static Outcome<Done> CheckRegistration(BranchFacts facts, string country, TaxProfileInfo profile)
    {
        // Tax may be taken by registered sellers only, and their number stands on each bill.
        if (profile.IsRegistered ? !TaxNumbers.IsValid(country, facts.TaxNumber) : facts.TaxNumber.Length > 0)
            return new SellerTaxNumberWrong { Field = "TaxNumber" };
        if (country == "IN")
        {
            if (!GstState.Knows(facts.Region)) return new StateMissing { Field = "Region" };
            if (facts.TaxNumber.Length > 0 && facts.TaxNumber[..2] != facts.Region)
                return new GstinOfAnotherState(GstState.Name(facts.Region)) { Field = "TaxNumber" };
        }
        if (facts.FoodLicence.Length > 0 && !Digits14().IsMatch(facts.FoodLicence))
            return new FoodLicenceWrong { Field = "FoodLicence" };
        return facts.RegistrationNumber.Length > 0 && !IsSiret(facts.RegistrationNumber)
            ? new RegistrationNumberWrong { Field = "RegistrationNumber" } : Done.It;
    }

    /// <summary>
    /// 14 digits with a Luhn check; the post office's own numbers add up to a multiple of five instead.
    /// </summary>
    public static bool IsSiret(string number)
    {
        if (!Digits14().IsMatch(number)) return false;
        if (number.StartsWith("356000000", StringComparison.Ordinal) && number.Sum(c => c - '0') % 5 == 0) return true;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[i] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>"Café Zoë & Co" becomes cafe-zoe-co.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in CleanText.Normal(name, NormalizationForm.FormD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var text = slug.ToString().Trim('-');
        return text.Length <= 40 ? text : text[..40].Trim('-');
    }

    /// <summary>Names of a branch that none of the others has: bengaluru and BEN1.</summary>
    public static BranchNames NamesOf(string name, IReadOnlyCollection<BranchNames> others)
    {
        var stem = SlugOf(name) is { Length: > 0 } slug ? slug : "branch";
        var letters = new string([.. stem.Where(char.IsAsciiLetter).Take(3)])
            .ToUpperInvariant() is { Length: > 0 } three ? three : "BR";
        var (key, code) = (stem, letters + "1");
        for (var n = 2; others.Any(o => o.Key == key); n++) key = $"{stem}-{n}";
        for (var n = 2; others.Any(o => o.Code == code); n++) code = letters + n.ToString(CultureInfo.InvariantCulture);
        return new(key, code);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Slug();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()./-]{5,24}$", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    [GeneratedRegex("^[A-Za-z0-9_+/-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex ZoneName();

    [GeneratedRegex("^[0-9]{14}$", RegexOptions.NonBacktracking)]
    private static partial Regex Digits14();
}
