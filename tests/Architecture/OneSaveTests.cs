using Mono.Cecil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>A use case saves once: what works inside its transaction leaves the save to it.</summary>
public sealed class OneSaveTests
{
    /// <summary>Where a save stands beside a transaction for a reason.</summary>
    private static readonly Dictionary<string, string> Reviewed = new()
    {
        ["Restpy.Audit.Checks.LoggedCheck.ChangeAsync"] = "A security check: its transaction is never committed.",
        ["Restpy.Trust.Checks.IsolationCheck.WriteIsRefusedAsync"] = "A security check: its transaction is never "
            + "committed.",
        ["Restpy.Staff.Contract.Questions.FactorRescue.ForgetAsync"] = "After the person, an entry in the log of each "
            + "restaurant: one save for each.",
    };

    [Fact]
    public void Nothing_saves_inside_the_transaction_of_a_use_case() =>
        Complaints.None(Built.ModuleNames.Select(Built.Module).SelectMany(Savers).Except(Reviewed.Keys)
            .Select(m => $"{m} calls SaveChangesAsync beside a UnitOfWork"));

    [Fact]
    public void Every_reviewed_place_still_saves() =>
    Complaints.None(Reviewed.Keys.Except(Built.ModuleNames.Select(Built.Module).SelectMany(Savers)));

    [Fact]
    public void Probe_a_save_inside_a_transaction_is_found() =>
    Assert.Equal(["Restpy.ArchitectureTests.Probes.Saves.Inner.AskAsync"], Savers(Built.Probes()));

    /// <summary>Async methods that hold a Work, as a parameter or a local, and save past it.</summary>
    private static IEnumerable<string> Savers(ModuleDefinition module) =>
        module.Types.SelectMany(WithNested)
            .Where(t => t.Name.Contains(">d__", StringComparison.Ordinal)
                && t.Fields.Any(f => f.FieldType.FullName == "Restpy.Platform.Data.UnitOfWork"))
            .Where(t => t.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
                .Any(i => i.Operand is MethodReference { Name: "SaveChangesAsync" }))
            .Select(t => $"{t.DeclaringType.FullName}.{t.Name[1..t.Name.IndexOf('>', StringComparison.Ordinal)]}")
            .Distinct();

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
