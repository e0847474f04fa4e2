using System.Text.Json;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Trust.Contract;

/// <summary>What a run of the isolation probe brought.</summary>
/// <param name="Endpoints">How many were attacked.</param>
/// <param name="Models">How many were attacked.</param>
/// <param name="Attempts">Requests and acts that tried to reach another restaurant.</param>
/// <param name="Failures">One sentence for each that got through, or was answered otherwise than an invented
/// id.</param>
/// <param name="NotAttacked">One sentence for each thing the probe could not try, with the reason.</param>
public sealed record ProbeOutcome(int Endpoints, int Models, int Attempts, TimeSpan Took,
    IReadOnlyList<string> Failures, IReadOnlyList<string> NotAttacked);

/// <summary>Keeps the runs of the isolation probe; the security page's claim H7 stands on the newest.</summary>
public sealed class ProbeRuns
{
    private readonly RestpyDb _db;
    private readonly WorkScope _scope;

    private readonly MasterKey _master;

    internal ProbeRuns(RestpyDb db, WorkScope scope, MasterKey master) => (_db, _scope, _master) = (db, scope, master);

    /// <summary>Keeps a run, with a line in the log of the platform. The scope becomes the platform's.</summary>
    /// <param name="outcome">What it brought.</param>
    /// <param name="build">The program that was attacked, by <see cref="ProgramBuild"/>.</param>
    /// <param name="ct">Stops before the save.</param>
    public async Task RecordAsync(ProbeOutcome outcome, string build, CancellationToken ct)
    {
        _scope.Enter(null, null, Actor.System("probe"));
        var run = new ProbeRun
        {
            Id = Id.New(), At = _db.Time.GetUtcNow(), Build = build, Endpoints = outcome.Endpoints,
            Models = outcome.Models, Attempts = outcome.Attempts,
            Milliseconds = (long)outcome.Took.TotalMilliseconds, Failures = outcome.Failures.Count,
            NotAttacked = outcome.NotAttacked.Count,
            Found = JsonSerializer.Serialize(new { outcome.Failures, outcome.NotAttacked }, Answers.Json),
        };
        run.SealWith(_master);
        _db.Add(run);
        _db.Act("trust.probed", nameof(ProbeRun), run.Id,
            $"{outcome.Attempts} attempts, {outcome.Failures.Count} failures");
        await _db.SaveChangesAsync(ct);
    }
}
