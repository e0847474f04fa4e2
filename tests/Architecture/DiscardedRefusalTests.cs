using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// A returned refusal (<c>Outcome&lt;T&gt;</c> or <c>Error</c>) is looked at: what was refused must not be announced as
/// done.
/// </summary>
public sealed partial class DiscardedRefusalTests
{
    private static readonly string[] Others =
        ["Restpy.Pricing", "Restpy.Platform", "Restpy.Host", "Restpy.Demo", "Restpy.Growth", "Restpy.Probe"];

    [Fact]
    public void No_returned_refusal_is_discarded() =>
        Complaints.None(Built.ModuleNames.Select(Built.Module).Concat(Others.Where(Exists).Select(Built.Read))
            .SelectMany(m => Discarded(m.Types)));

    [Theory]
    [InlineData("Plain")]
    [InlineData("Assigned")]
    [InlineData("OfTask")]
    [InlineData("MaybeError")]
    public void Probe_a_discarded_refusal_is_found(string method) =>
        Assert.Contains(Discarded(Probe("Careless")), c => c.Contains(method, StringComparison.Ordinal));

    [Fact]
    public void Probe_a_refusal_that_is_looked_at_is_not_found() => Assert.Empty(Discarded(Probe("Careful")));

    [Fact]
    public void What_may_be_refused_returns_an_outcome() =>
        Complaints.None(Source.Files("*.cs", "src").SelectMany(path =>
            MaybeErrors(Source.Read(path)).Select(found => $"{path}: {found} instead of Outcome<Done>")));

    [Fact]
    public void Probe_a_refusal_that_is_null_when_all_is_well_is_found()
    {
        Assert.Equal(["Error? Check("], MaybeErrors("    private static Error? Check(int seats) =>"));
        Assert.Equal(["Error?> CheckAsync("], MaybeErrors("    public async Task<Error?> CheckAsync(int seats)"));
        Assert.Equal(["Error?>"], MaybeErrors("    long? Amount(string column, Func<long, Error?> rule)"));
        Assert.Empty(MaybeErrors("    public Error? Closed { get; private set; }"));
    }

    [Fact]
    public void An_outcome_is_not_looked_at_as_if_it_could_be_null()
    {
        var files = Source.Files("*.cs", "src").Select(path => (path, Text: Source.Read(path))).ToList();
        var refusing = Refusing(files.Select(f => f.Text));
        Assert.True(refusing.Count > 50);
        Complaints.None(files.SelectMany(f =>
            AlwaysTrue(f.Text, refusing).Select(call => $"{f.path}: {call}(…) is {{ }}")));
    }

    [Fact]
    public void Probe_a_pattern_that_every_outcome_fits_is_found()
    {
        const string Code = """
                private Outcome<Done> Check(int seats) => Done.It;
                public async Task<Outcome<Done>> MayAsync(Table table) => Done.It;
                public Table? Find(Guid id) => null;
                    if (Check(Seats(4)) is { } wrong) return wrong;
                    if (await MayAsync(table) is not { } refused) return;
                    if (Check(4) is { Error: { } fine } && Find(id) is { } table) return fine;
            """;
        Assert.Equal(["Check", "MayAsync"], AlwaysTrue(Code, Refusing([Code])));
    }

    /// <summary>Names of methods that answer an outcome, whichever class has them.</summary>
    private static HashSet<string> Refusing(IEnumerable<string> texts)
    {
        var declared = texts.SelectMany(text => Declaration().Matches(text))
            .ToLookup(m => m.Groups["answer"].Value.Contains("Outcome<", StringComparison.Ordinal),
                m => m.Groups["name"].Value);
        return [.. declared[true].Except(declared[false])];
    }

    private static IEnumerable<string> AlwaysTrue(string text, HashSet<string> refusing) =>
        Matched().Matches(text).Select(m => m.Groups["name"].Value).Where(refusing.Contains);

    [GeneratedRegex(
        @"^\s+(?:(?:public|private|internal|protected|static|async|override)\s+)+(?<answer>[\w<>?,.()\[\] ]+?)\s(?<name>\w+)\(",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"\b(?<name>\w+)\((?>[^()]+|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)\)?\s+is\s+(?:not\s+)?\{ \}")]
    private static partial Regex Matched();

    private static IEnumerable<string> MaybeErrors(string text) => MaybeError().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\bError\? \w+\(|\bError\?> \w+\(|\bError\?>")]
    private static partial Regex MaybeError();

    private static IEnumerable<TypeDefinition> Probe(string name) =>
        Built.Probes().Types.Where(t => t.FullName == "Restpy.ArchitectureTests.Probes.Refusals." + name);

    private static bool Exists(string assembly) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static IEnumerable<string> Discarded(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(WithNested).SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(method => method.Body.Instructions
            .Where(i => i.OpCode.Code == Code.Pop && Giver(i) is { } call && IsRefusal(Given(call)))
            .Select(i => $"{method.DeclaringType.FullName}.{method.Name} discards the answer of {Giver(i)!.Name}"));

    /// <summary>The call whose answer is dropped here.</summary>
    private static MethodReference? Giver(Instruction pop)
    {
        var before = pop.Previous;
        while (before?.OpCode.Code == Code.Nop) before = before.Previous;
        return before?.OpCode.Code is Code.Call or Code.Callvirt ? before.Operand as MethodReference : null;
    }

    /// <summary>What the call answers, with the type arguments of its class and of itself put in.</summary>
    private static TypeReference Given(MethodReference call) => call.ReturnType is GenericParameter parameter
        ? parameter.Type == GenericParameterType.Method
            ? ((GenericInstanceMethod)call).GenericArguments[parameter.Position]
            : ((GenericInstanceType)call.DeclaringType).GenericArguments[parameter.Position]
        : call.ReturnType;

    private static bool IsRefusal(TypeReference type) => type switch
    {
        GenericInstanceType
        {
            ElementType.FullName: "System.Threading.Tasks.Task`1"
            or "System.Threading.Tasks.ValueTask`1"
        } task => IsRefusal(task.GenericArguments[0]),
        GenericInstanceType generic => generic.ElementType.FullName == "Restpy.Kernel.Outcome`1",
        _ => IsError(type),
    };

    private static bool IsError(TypeReference type)
    {
        for (var at = type; at is not null && !at.IsGenericParameter; at = at.Resolve()?.BaseType)
            if (at.FullName == "Restpy.Kernel.Error") return true;
        return false;
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
