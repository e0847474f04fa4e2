using System.Text.RegularExpressions;
using Restpy.Host;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>A module publishes on its own topics, so that who hears a topic knows whose news it is.</summary>
public sealed partial class TopicTests
{
    /// <summary>
    /// By module. Orders are shown on the kitchen's boards, money on the floor's tiles; networks are a setting of the
    /// restaurant.
    /// </summary>
    private static readonly Dictionary<string, string[]> Topics = new()
    {
        ["Billing"] = ["bills", "floor"],
        ["Floor"] = ["floor"],
        ["Kitchen"] = ["kitchen"],
        ["Menu"] = ["menu"],
        ["Ordering"] = ["orders", "kitchen"],
        ["Staff"] = ["approvals", "settings"],
        ["Tenancy"] = ["settings"],
    };

    [Fact]
    public void A_module_publishes_on_its_own_topics() =>
        Complaints.None(Source.Files("*.cs", "src/Modules")
            .SelectMany(file => Foreign(file.Split('/')[2], Source.Read(file)).Select(topic => $"{file}: {topic}")));

    [Fact]
    public void Every_topic_is_published_on() =>
        Complaints.None(
            Topics.SelectMany(m => m.Value.Except(Source.Files("*.cs", $"src/Modules/{m.Key}")
                .SelectMany(f => Named(Source.Read(f)))).Select(topic => $"{m.Key}: {topic}")));

    [Fact]
    public void Every_topic_is_declared_by_one_module() =>
        Assert.Equal(Topics.Values.SelectMany(names => names).Distinct().Order(),
            ModuleList.All.SelectMany(m => m.Topics).Select(t => t.Name).Order());

    [Fact]
    public void Probe_a_topic_of_another_module_is_found() =>
    Assert.Equal(["bills"], Foreign("Staff", """_db.Publish("bills", "ApprovalAsked", approval);"""));

    private static IEnumerable<string> Foreign(string module, string code) =>
        Named(code).Except(Topics.GetValueOrDefault(module, []));

    private static IEnumerable<string> Named(string code) =>
        Topic().Matches(code).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct();

    [GeneratedRegex(@"Publish\(""(\w+)""|const string Topic = ""(\w+)""")]
    private static partial Regex Topic();
}
