using Mono.Cecil;
using Restpy.Host;

namespace Restpy.ArchitectureTests;

/// <summary>The built assemblies, read as they are on the disk and not as the compiler was told to see them.</summary>
internal static class Built
{
    public static IReadOnlyList<string> ModuleNames { get; } =
        [.. ModuleList.All.Select(m => m.GetType().Assembly.GetName().Name!["Restpy.".Length..])];

    public static ModuleDefinition Read(string assembly) =>
        ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), new() { ReadingMode = ReadingMode.Deferred });

    public static ModuleDefinition Module(string name) => Read("Restpy." + name);

    /// <summary>This assembly, which holds the probes.</summary>
    public static ModuleDefinition Probes() => Read(typeof(Built).Assembly.GetName().Name!);

    public static bool IsWithin(this string space, string root) =>
        space == root || space.StartsWith(root + ".", StringComparison.Ordinal);

    public static IEnumerable<TypeReference> Named(TypeReference type)
    {
        if (type is GenericInstanceType generic)
        {
            foreach (var argument in generic.GenericArguments.SelectMany(Named)) yield return argument;
            yield return generic.ElementType;
        }
        else if (type is TypeSpecification wrapped)
        {
            foreach (var inner in Named(wrapped.ElementType)) yield return inner;
        }
        else if (type is not GenericParameter)
        {
            yield return type;
        }
    }
}
