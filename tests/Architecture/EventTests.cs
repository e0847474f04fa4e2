using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>What an event may hold, and that what is stored of it names one kind.</summary>
public sealed class EventTests
{
    private static readonly Type[] Stored = [typeof(Guid), typeof(bool), typeof(int), typeof(long)];

    private static IEnumerable<Type> All => ModuleList.All.Select(m => m.GetType().Assembly)
        .Append(typeof(EventTypes).Assembly).SelectMany(a => a.GetTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(t));

    [Fact]
    public void An_event_holds_ids_and_never_content() => Complaints.None(All.SelectMany(Content));

    [Fact]
    public void No_two_kinds_are_stored_alike() =>
        Assert.Empty(All.GroupBy(EventTypes.StoredAs).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_event_of_a_module_stands_in_its_contract() =>
        Complaints.None(All.Where(t => t.Assembly != typeof(EventTypes).Assembly
            && t.Namespace != $"{t.Assembly.GetName().Name}.Contract").Select(t => t.FullName!));

    [Fact]
    public void Probe_a_name_in_an_event_is_found() =>
        Assert.Equal(["WithAName.Guest"], Content(typeof(WithAName)));

    private static IEnumerable<string> Content(Type type) => type.GetProperties()
        .Where(p => !Stored.Contains(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        .Select(p => $"{type.Name}.{p.Name}");

    private sealed record WithAName(Guid SubjectId, string Guest) : IEvent
    {
        string IEvent.Topic => "test";
    }
}
