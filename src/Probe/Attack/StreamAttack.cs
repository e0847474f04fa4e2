using System.Globalization;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;

namespace Restpy.Probe.Attack;

/// <summary>
/// Open streams: from the other restaurant's place in the stream, from the beginning, and while something happens
/// there.
/// </summary>
internal sealed class StreamAttack(Attempt attempt)
{
    private static readonly TimeSpan Listen = TimeSpan.FromMilliseconds(700);

    /// <param name="endpoint">An endpoint that answers with a stream.</param>
    /// <param name="caller">Who listens.</param>
    /// <param name="positions">Places in the stream that are theirs.</param>
    /// <param name="topics">What is talked about there.</param>
    /// <param name="happen">Makes something happen there.</param>
    public async Task RunAsync(ProbedEndpoint endpoint, Caller caller, IEnumerable<long> positions,
        IReadOnlyList<string> topics, Func<Task> happen)
    {
        var asked = positions.Select(p => p.ToString(CultureInfo.InvariantCulture)).Append("0").Append("-1")
            .Append(long.MaxValue.ToString(CultureInfo.InvariantCulture)).ToList();
        var listening = Task.WhenAll(asked.SelectMany(last => new[] { true, false }.Select(async inHeader =>
        {
            attempt.Notes.Tried("streams");
            var values = new RequestValues(endpoint, p => p.Name is "topics" ? string.Join(',', topics)
                : p.Name is "after" && !inHeader ? last : p.Name is "after" ? null : attempt.Ours(endpoint, p))
            {
                Headers = inHeader ? [("Last-Event-ID", last)] : []
            };
            return (last, await attempt.AskAsync(caller, _ => values, "", Listen));
        })));
        await Task.Delay(Listen / 3);
        await happen();
        foreach (var (last, reply) in await listening)
            if (reply.Leak(attempt.Target) is { } leak)
                attempt.Notes.Failed(endpoint.Name, $"a stream from {last} as {caller.Name} {leak}");
    }
}
