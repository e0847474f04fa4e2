using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Restpy.Probe.Canaries;
using Restpy.Probe.Models;

namespace Restpy.Probe.Attack;

/// <summary>A name of a row of the other restaurant, and how to invent one like it.</summary>
/// <param name="What">The table it comes from, or what it is.</param>
internal sealed record ForeignId(string What, string Text)
{
    public bool IsId => Guid.TryParse(Text, out _);

    /// <summary>Of the same form, naming nothing anywhere.</summary>
    public string Invented(string mark) => IsId ? Guid.CreateVersion7().ToString()
        : Regex.Replace(Text, mark, "qz" + RandomNumberGenerator.GetString("bcdfghjkmnpqrstvwxyz", 6),
            RegexOptions.IgnoreCase);
}

/// <summary>
/// Canary A as an attacker would like to know it: all its ids, the keys it goes by, its people's addresses.
/// </summary>
internal sealed class Target
{
    private readonly HashSet<Guid> _all;

    public Target(Canary canary, IReadOnlyList<RowFacts> rows, IReadOnlySet<string> tenant)
    {
        Canary = canary;
        var owned = rows.Where(r => tenant.Contains(r.Table) && r.Id is not null).ToList();
        _all = [.. owned.Select(r => r.Id!.Value), canary.Restaurant.Id];
        ByTable = owned.GroupBy(r => r.Table)
            .ToDictionary(g => g.Key,
                g => (IReadOnlyList<Guid>)[
                .. g.Reverse().OrderBy(r => r.Ids.Any(i => i == ("BranchId", canary.Away.Id)))
                .Select(r => r.Id!.Value)]);
        Ids = [.. ByTable.Select(t => new ForeignId(t.Key, t.Value[0].ToString())),
            .. canary.Restaurant.Branches.Select(b => new ForeignId("branch", b.Id.ToString())),
            new("restaurant", canary.Restaurant.Id.ToString())];
        Commands = [.. ByTable.GetValueOrDefault("platform_command", []).Take(2)
            .Select(id => new ForeignId("platform_command", id.ToString()))];
        // Whatever carries the mark and is short enough to be a key: codes, keys, numbers, addresses of people.
        Words = [
            .. rows.SelectMany(r => r.Texts.Where(t => t.Length < 60
                && t.Contains(canary.Mark, StringComparison.OrdinalIgnoreCase)
                && !t.Contains(canary.Secret, StringComparison.Ordinal) && !t.Contains(' '))
                .Select(t => new ForeignId(r.Table, t))).DistinctBy(b => b.What)];
    }

    public Canary Canary { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> ByTable { get; }

    /// <summary>The newest of each table at home, the branches, the restaurant itself.</summary>
    public IReadOnlyList<ForeignId> Ids { get; }

    public IReadOnlyList<ForeignId> Commands { get; }

    public IReadOnlyList<ForeignId> Words { get; }

    public bool Has(Guid id) => _all.Contains(id);
}
