using Mono.Cecil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Who may ask whom. A module uses of another only what stands in its contract, and the arrows form no circle.
/// </summary>
public sealed class ModuleReferenceTests
{
    private static readonly Dictionary<string, string[]> MayAsk = new()
    {
        ["Tenancy"] = [],
        ["Staff"] = ["Tenancy"],
        ["Menu"] = ["Tenancy", "Staff"],
        ["Floor"] = ["Tenancy", "Staff"],
        ["Ordering"] = ["Tenancy", "Staff", "Menu", "Floor"],
        ["Billing"] = ["Tenancy", "Staff", "Ordering"],
        ["Payments"] = ["Tenancy", "Staff", "Billing"],
        ["Kitchen"] = ["Tenancy", "Staff", "Menu", "Ordering"],
        ["Guests"] = ["Tenancy", "Staff", "Menu", "Floor", "Billing", "Ordering", "Payments"],
        ["Audit"] = ["Tenancy", "Staff"],
        ["Trust"] = ["Tenancy", "Staff", "Audit"],
        ["Backups"] = ["Tenancy", "Staff"],
        ["Reports"] = ["Tenancy", "Staff", "Menu", "Floor", "Billing", "Ordering", "Payments"],
    };

    [Fact]
    public void A_module_refers_only_to_modules_it_may_ask() =>
        Complaints.None(Built.ModuleNames.SelectMany(name => Strays(Built.Module(name), MayAsk[name])));

    [Fact]
    public void A_module_uses_only_the_contract_of_another() =>
        Complaints.None(Built.ModuleNames.SelectMany(name => PastTheContract(Built.Module(name))));

    [Fact]
    public void Who_may_ask_whom_forms_no_circle() => Assert.Null(Circle(MayAsk));

    [Fact]
    public void The_kernel_knows_no_framework_and_the_platform_no_module()
    {
        Complaints.None(Built.Read("Restpy.Kernel").AssemblyReferences.Select(r => r.Name)
            .Where(n => !n.StartsWith("System", StringComparison.Ordinal) && n != "netstandard"));
        Complaints.None(Built.Read("Restpy.Platform").AssemblyReferences.Select(r => r.Name)
            .Where(n => n.StartsWith("Restpy.", StringComparison.Ordinal) && n != "Restpy.Kernel"));
    }

    [Fact]
    public void The_pricing_engine_refers_to_no_other_project_and_no_framework() =>
        Complaints.None(Built.Read("Restpy.Pricing").AssemblyReferences.Select(r => r.Name)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard"));

    [Fact]
    public void Only_the_platform_speaks_to_a_database_driver() =>
        Complaints.None(Built.ModuleNames.Where(
            name => Built.Module(name).AssemblyReferences.Any(r => r.Name is "Npgsql" or "Microsoft.Data.Sqlite")));

    [Fact]
    public void Probe_the_host_which_refers_to_every_module_and_past_contracts_is_found()
    {
        var host = Built.Read("Restpy.Host");
        Assert.Contains("Restpy.Host refers to Staff", Strays(host, ["Tenancy"]));
        Assert.Contains("Restpy.Host uses Restpy.Staff.StaffModule", PastTheContract(host));
        Assert.Equal("A", Circle(new() { ["A"] = ["B"], ["B"] = ["A"] }));
    }

    private static IEnumerable<string> Strays(ModuleDefinition module, string[] mayAsk) =>
        module.AssemblyReferences.Select(r => r.Name).Where(n => n.StartsWith("Restpy.", StringComparison.Ordinal))
            .Select(n => n["Restpy.".Length..])
            .Except(["Kernel", "Platform", "Pricing"]).Except(mayAsk)
            .Select(name => $"{module.Assembly.Name.Name} refers to {name}");

    private static IEnumerable<string> PastTheContract(ModuleDefinition module) =>
        from type in module.GetTypeReferences()
        let owner = type.Scope.Name
        where Built.ModuleNames.Contains(owner.Replace("Restpy.", ""))
        && !Outermost(type).Namespace.IsWithin(owner + ".Contract")
        select $"{module.Assembly.Name.Name} uses {type.FullName}";

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? Circle(Dictionary<string, string[]> graph) =>
        graph.Keys.Order().FirstOrDefault(name => Reaches(name, name, graph, []));

    private static bool Reaches(string from, string target, Dictionary<string, string[]> graph, HashSet<string> seen) =>
        graph[from].Any(next => next == target || (seen.Add(next) && Reaches(next, target, graph, seen)));
}
