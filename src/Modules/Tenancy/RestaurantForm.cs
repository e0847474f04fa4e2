using System.Globalization;
using Restpy.Kernel;

namespace Restpy.Tenancy;

/// <summary>Fields of a branch as people type them, on the operator's and the owner's pages.</summary>
public sealed class BranchForm
{
    public string? BranchName { get; set; }
    public string? Address { get; set; }
    public string? Phone { get; set; }
    public string? TimeZone { get; set; }

    /// <summary>A clock: 04:00.</summary>
    public string? CutOff { get; set; }

    /// <summary>India: the state's code.</summary>
    public string? Region { get; set; }
    public string? TaxProfile { get; set; }
    public string? TaxNumber { get; set; }
    public string? FoodLicence { get; set; }
    public string? RegistrationNumber { get; set; }

    internal BranchFacts Facts(string country)
    {
        var number = Compact(TaxNumber).ToUpperInvariant();
        // The state stands in the GSTIN already: nobody has to say it twice.
        var region = country != "IN" ? country : Region is { Length: > 0 } chosen ? chosen
            : number.Length == 15 ? number[..2] : "";
        var cutOff = TimeOnly.TryParseExact(CutOff, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var clock) ? (int)(clock - TimeOnly.MinValue).TotalMinutes : -1;
        return new(CleanText.Line(BranchName), CleanText.Lines(Address), CleanText.Line(Phone), TimeZone ?? "", cutOff,
            region, TaxProfile ?? "")
        {
            TaxNumber = number, FoodLicence = Compact(FoodLicence), RegistrationNumber = Compact(RegistrationNumber),
        };
    }

    internal static BranchForm Of(Branch b) => new()
    {
        BranchName = b.Name, Address = b.Address, Phone = b.Phone, TimeZone = b.TimeZone,
        CutOff = Clock(b.CutOffMinutes), Region = b.Region,
        TaxProfile = b.TaxProfile, TaxNumber = b.TaxNumber, FoodLicence = b.FoodLicence,
        RegistrationNumber = b.RegistrationNumber,
    };

    internal static string Clock(int minutes) =>
        TimeOnly.MinValue.AddMinutes(minutes).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Compact(string? typed) => CleanText.Line(typed).Replace(" ", "", StringComparison.Ordinal);
}
