using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy;

/// <summary>What _Branch.cshtml shows: the fields of a branch, on every page that has them.</summary>
/// <param name="Prefix">Before the names of the fields: "Branch." where the form holds more than the branch.</param>
internal sealed record BranchFields(
    Words Words, BranchForm Form, string Country, IReadOnlyList<TaxProfileInfo> Profiles, string Prefix);
