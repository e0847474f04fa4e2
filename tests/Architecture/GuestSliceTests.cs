using Mono.Cecil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Slices of the guest's pages do not use each other: what two of them need lies in GuestPages, in the contract or in
/// the module's own folder.
/// </summary>
public sealed class GuestSliceTests
{
    [Fact]
    public void A_guest_slice_uses_no_other_slice() =>
        Complaints.None(Strays(Built.Module("Ordering"), "Restpy.Ordering"));

    [Fact]
    public void Probe_a_guest_slice_that_uses_another_is_found() =>
        Assert.Equal(["GuestOrderSlice uses BasketOfSlice", "GuestOrderSlice uses StaffSlice"],
            Strays(Built.Probes(), "Restpy.ArchitectureTests.Probes.Slices"));

    private static IEnumerable<string> Strays(ModuleDefinition module, string root) =>
        from type in module.Types
        where type.Namespace.StartsWith(root + ".Guest", StringComparison.Ordinal)
        from used in TypeUses.Of(type).Select(Outermost).DistinctBy(t => t.FullName)
        where used.Scope == module && used.Namespace.IsWithin(root) && used.Namespace != type.Namespace
        where used.Namespace != root && used.Namespace != root + ".GuestPages"
        where !used.Namespace.IsWithin(root + ".Contract")
        orderby type.Name, used.Name
        select $"{type.Name} uses {used.Name}";

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;
}
