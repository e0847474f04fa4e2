using Mono.Cecil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Folders of one project point in one direction: what a folder uses does not lead back to it. A folder is its
/// namespace. What puts a project together (its module, its map of tables, its routes) lies in the project's own folder
/// and names everything; it may do so as long as nothing else names it.
/// </summary>
public sealed class FolderCycleTests
{
    private const string Pages = "AspNetCoreGeneratedDocument";

    public static TheoryData<string> Projects() =>
        [.. Built.ModuleNames, "Kernel", "Pricing", "Platform", "Host", "Probe", "Demo", "Growth"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_form_no_cycle(string project) =>
        Complaints.None(Cycles(Built.Module(project), "Restpy." + project));

    [Fact]
    public void Probe_two_folders_that_use_each_other_are_found() =>
        Assert.Equal(2, Cycles(Built.Probes(), "Restpy.ArchitectureTests.Probes.Cycle").Count());

    private static IEnumerable<string> Cycles(ModuleDefinition module, string root)
    {
        var uses = Uses(module, root).ToLookup(u => u.From);
        var reached = uses.ToDictionary(from => from.Key, from => Reach(from.Key, uses));
        return from use in uses.SelectMany(u => u).GroupBy(u => (u.From, u.To))
               where reached.GetValueOrDefault(use.Key.To)?.Contains(use.Key.From) == true
               orderby use.Key.From, use.Key.To
               let examples = string.Join(", ", use.Select(u => u.What).Distinct().Take(12))
               select $"{use.Key.From} → {use.Key.To}: {examples}";
    }

    private static HashSet<string> Reach(string from, ILookup<string, Use> uses)
    {
        var (seen, open) = (new HashSet<string>(), new Stack<string>([from]));
        while (open.TryPop(out var next))
            foreach (var use in uses[next])
                if (seen.Add(use.To)) open.Push(use.To);
        return seen;
    }

    private static IEnumerable<Use> Uses(ModuleDefinition module, string root)
    {
        var folders = module.Types.Select(t => t.Namespace).ToHashSet();
        var all = (from type in module.Types
                   where type.Namespace.IsWithin(root) || type.Namespace == Pages
                   from used in TypeUses.Of(type).Select(Outermost).Distinct()
                   where used.Scope == module && used.Namespace.IsWithin(root) && used.FullName != type.FullName
                   select (type, used)).ToList();
        var above = Above(module, root, all);
        return from use in all
               where !above.Contains(use.type.FullName)
               let folder = Folder(use.type, root, folders)
               where use.used.Namespace != folder
               select new Use(folder, use.used.Namespace, $"{use.type.Name} uses {use.used.Name}");
    }

    /// <summary>The types of the project's own folder that are named by none but such types.</summary>
    private static HashSet<string> Above(
        ModuleDefinition module, string root, List<(TypeDefinition Type, TypeReference Used)> uses)
    {
        var above = module.Types.Where(t => t.Namespace == root).Select(t => t.FullName).ToHashSet();
        while (above.RemoveWhere(
            name => uses.Any(u => u.Used.FullName == name && !above.Contains(u.Type.FullName))) > 0) ;
        return above;
    }

    /// <summary>A page is compiled into a namespace of its own; its name begins with its folder.</summary>
    private static string Folder(TypeDefinition type, string root, HashSet<string> folders)
    {
        if (type.Namespace != Pages) return type.Namespace;
        var folder = $"{root}.{type.Name.Replace($"Modules_{root["Restpy.".Length..]}_", "").Split('_')[0]}";
        return folders.Contains(folder) ? folder : Pages;
    }

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private sealed record Use(string From, string To, string What);
}
