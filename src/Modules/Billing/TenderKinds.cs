using Restpy.Billing.Contract;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>Kinds of tender a branch takes, cash first.</summary>
internal static class TenderKinds
{
    public static IReadOnlyList<TenderKind> Of(BranchInfo branch) =>
        [.. Enum.GetValues<TenderKind>().Where(kind => branch.Tenders.Contains(kind.ToString()))];
}
