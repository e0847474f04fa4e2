using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>A module publishes on its own topics, so that who hears a topic knows whose news it is.</summary>
public sealed class TopicTests
{
    /// <summary>
    /// On topics of others. Money is shown on the floor's tiles; networks are a setting of the restaurant.
    /// </summary>
    private static readonly Dictionary<string, string[]> OnOthers = new()
    {
        ["Billing"] = ["floor"], ["Staff"] = ["settings"],
    };

    [Fact]
    public void A_module_publishes_on_its_own_topics() =>
        Complaints.None(ModuleList.All.SelectMany(module => Foreign(module, Events(module.GetType()))));

    [Fact]
    public void Every_topic_is_published_on() =>
        Complaints.None(ModuleList.All.SelectMany(m => m.Topics).Select(t => t.Name)
            .Except(ModuleList.All.SelectMany(m => Events(m.GetType()).SelectMany(Topics))));

    [Fact]
    public void Every_topic_is_declared_by_one_module() =>
        Complaints.None(ModuleList.All.SelectMany(m => m.Topics).GroupBy(t => t.Name).Where(g => g.Count() > 1)
            .Select(g => g.Key));

    [Fact]
    public void Probe_a_topic_of_another_module_is_found() =>
        Assert.Equal(["TestNews: bills"],
            Foreign(ModuleList.All.Single(m => m.GetType().Name == "StaffModule"), [typeof(TestNews)]));

    private static IEnumerable<string> Foreign(IModule module, IEnumerable<Type> events)
    {
        var own = module.Topics.Select(t => t.Name)
            .Concat(OnOthers.GetValueOrDefault(module.GetType().Name.Replace("Module", ""), []));
        return events.SelectMany(e => Topics(e).Except(own).Select(topic => $"{e.Name}: {topic}"));
    }

    private static IEnumerable<Type> Events(Type module) => module.Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(t));

    private static IEnumerable<string> Topics(Type type)
    {
        yield return EventTypes.StoredAs(type).Topic;
        var any = (IEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        if (any.AlsoOn is { } second) yield return second.Topic;
    }

    private sealed record TestNews(Guid SubjectId) : IEvent
    {
        string IEvent.Topic => "bills";
    }
}
