using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>Everything in a module is internal but its contract, its wire records and the module class.</summary>
public sealed class ModuleWallTests
{
    [Fact]
    public void A_module_shows_its_contract_its_wire_records_and_nothing_else() =>
        Complaints.None(Built.ModuleNames.SelectMany(name => Leaks(Built.Module(name), $"Restpy.{name}")));

    [Fact]
    public void Probe_a_public_class_and_an_unused_public_record_are_found() =>
        Assert.Equal(
            ["Restpy.ArchitectureTests.Probes.Leak.OpenDomainClass is public",
                "Restpy.ArchitectureTests.Probes.Leak.RecordNobodySends is public"],
            Leaks(Built.Probes(), "Restpy.ArchitectureTests.Probes.Leak"));

    private static IEnumerable<string> Leaks(ModuleDefinition module, string space)
    {
        var wire = Wire(module).ToHashSet();
        return module.Types
            .Where(type => type.IsPublic && type.Namespace.IsWithin(space)
                && !type.Namespace.IsWithin(space + ".Contract"))
            .Where(type => !type.Interfaces.Any(i => i.InterfaceType.FullName == "Restpy.Platform.Web.IModule")
                && !wire.Contains(type.FullName))
            .Select(type => type.FullName + " is public").Order(StringComparer.Ordinal);
    }

    /// <summary>What endpoint delegates and pages take and answer, and the records inside those.</summary>
    private static IEnumerable<string> Wire(ModuleDefinition module)
    {
        var endpoints = module.Types.Where(
            t => t.Interfaces.Any(i => i.InterfaceType.Name == "IModule") || t.Methods.Any(MapsEndpoints))
            .SelectMany(WithNested).SelectMany(t => t.Methods)
            .Concat(module.Types.Where(IsPage).SelectMany(t => t.Methods).Where(m => m.IsPublic)).ToList();
        var used = endpoints.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType))
            .Concat(endpoints.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand)
                .OfType<GenericInstanceMethod>().SelectMany(m => m.GenericArguments));
        var seen = new HashSet<string>();
        var waiting = new Queue<TypeDefinition>(Own(used, module));
        while (waiting.TryDequeue(out var type))
        {
            if (!seen.Add(type.FullName) || !IsData(type)) continue;
            yield return type.FullName;
            foreach (var inner in Own(type.Properties.Select(p => p.PropertyType), module)) waiting.Enqueue(inner);
        }
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static bool IsPage(TypeDefinition type) =>
        type.BaseType?.Name.EndsWith("Page", StringComparison.Ordinal) == true || type.BaseType?.Name == "PageModel";

    private static bool MapsEndpoints(MethodDefinition method) =>
        method.Parameters.Any(p => p.ParameterType.Name == "IEndpointRouteBuilder");

    private static IEnumerable<TypeDefinition> Own(IEnumerable<TypeReference> types, ModuleDefinition module) =>
        types.SelectMany(Built.Named).Where(t => t.Scope == module).Select(t => t.Resolve())
            .OfType<TypeDefinition>();

    /// <summary>Records, and the forms of pages, whose fields the binder fills one by one.</summary>
    private static bool IsData(TypeDefinition type) => type.IsEnum
        || type.Name.EndsWith("Form", StringComparison.Ordinal)
        || type.Methods.Any(m => m.Name is "<Clone>$" or "PrintMembers");
}
