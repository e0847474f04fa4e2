using System.Text;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;

namespace Restpy.Probe.Attack;

/// <summary>
/// Whatever takes a file is given the other restaurant's own exports, with its codes and keys in them.
/// </summary>
internal sealed class FileAttack(Attempt attempt, Caller insider)
{
    private readonly Target _target = attempt.Target;

    /// <summary>
    /// The exports, read as their people read them; names are exchanged so that what we send is no secret.
    /// </summary>
    public async Task<IReadOnlyList<string>> ExportsAsync(IEnumerable<ProbedEndpoint> endpoints, CancellationToken ct)
    {
        var files = new List<string>();
        foreach (var endpoint in endpoints.Where(
            d => d.Reads && d.Method == "GET" && !d.IsOfRestaurant && !d.TakesNamesOfRows && attempt.May(insider, d)))
        {
            using var request = Request.Of(new(endpoint, Kinds.Neutral), insider);
            using var answer = await insider.SendAsync(request, ct);
            if (answer.Content.Headers.ContentType?.MediaType == "text/csv")
                files.Add((await answer.Content.ReadAsStringAsync(ct))
                    .Replace(_target.Canary.Secret, "borrowed", StringComparison.OrdinalIgnoreCase));
        }
        return files;
    }

    /// <summary>The same with the columns of our branches, so that it is read to its end.</summary>
    private string WithOurColumns(string export) =>
        _target.Canary.Restaurant.Branches.Zip(attempt.Home.Restaurant.Branches)
        .Aggregate(export, (text, b) => text.Replace(b.First.Key, b.Second.Key, StringComparison.Ordinal));

    public async Task RunAsync(ProbedEndpoint endpoint, Caller caller, IReadOnlyList<string> exports)
    {
        if (exports.Count == 0) attempt.Notes.Left($"{endpoint.Name} takes a file, and there is no export to send it");
        foreach (var export in exports.SelectMany(e => new[] { e, WithOurColumns(e) }))
            await attempt.TryAsync(
                caller, endpoint, "the export of the", "files", new("other restaurant", _target.Canary.Mark),
                mark => new(endpoint, p => attempt.Ours(endpoint, p))
                {
                    File = Encoding.UTF8.GetBytes(
                    export.Replace(_target.Canary.Mark, mark, StringComparison.OrdinalIgnoreCase)),
                }, null);
    }
}
