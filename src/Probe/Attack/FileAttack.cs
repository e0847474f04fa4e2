using System.Text;
using Restpy.Probe.Doors;

namespace Restpy.Probe.Attack;

/// <summary>Whatever takes a file is given the other restaurant's own exports, with its codes and keys in them.</summary>
internal sealed class FileAttack(Hunt hunt, Asker insider)
{
    private readonly Prey _prey = hunt.Prey;

    /// <summary>The exports, read as their people read them; names are exchanged so that what we send is no secret.</summary>
    public async Task<IReadOnlyList<string>> ExportsAsync(IEnumerable<Door> doors, CancellationToken ct)
    {
        var files = new List<string>();
        foreach (var door in doors.Where(d => d.Reads && d.Method == "GET" && !d.IsOfRestaurant && !d.TakesNamesOfRows && hunt.May(insider, d)))
        {
            using var request = Request.Of(new(door, Kinds.Neutral), insider);
            using var answer = await insider.SendAsync(request, ct);
            if (answer.Content.Headers.ContentType?.MediaType == "text/csv") files.Add((await answer.Content.ReadAsStringAsync(ct)).Replace(_prey.Canary.Secret, "borrowed", StringComparison.OrdinalIgnoreCase));
        }
        return files;
    }

    /// <summary>The same with the columns of our branches, so that it is read to its end.</summary>
    private string WithOurColumns(string export) => _prey.Canary.House.Branches.Zip(hunt.Home.House.Branches).Aggregate(export, (text, b) => text.Replace(b.First.Key, b.Second.Key, StringComparison.Ordinal));

    public async Task RunAsync(Door door, Asker asker, IReadOnlyList<string> exports)
    {
        if (exports.Count == 0) hunt.Notes.Left($"{door.Name} takes a file, and there is no export to send it");
        foreach (var export in exports.SelectMany(e => new[] { e, WithOurColumns(e) }))
            await hunt.TryAsync(asker, door, "the export of the", "files", new("other restaurant", _prey.Canary.Mark),
                mark => new(door, p => hunt.Ours(door, p)) { File = Encoding.UTF8.GetBytes(export.Replace(_prey.Canary.Mark, mark, StringComparison.OrdinalIgnoreCase)) }, null);
    }
}
