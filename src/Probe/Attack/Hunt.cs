using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Probe.Canaries;
using Restpy.Probe.Doors;

namespace Restpy.Probe.Attack;

/// <summary>One attempt and its answer: the asker, the filling, the texts of it that name things.</summary>
internal sealed class Hunt(Canary home, string homeToken, Prey prey, IReadOnlyDictionary<string, IReadOnlyList<Guid>> own, Func<Bait, Task<bool>> isOursNow, PermissionCatalogue catalogue, ProbeNotes notes, CancellationToken ct)
{
    /// <summary>Attempts of a program are counted by themselves, so that a run in which its token opened nothing is seen.</summary>
    public const string WithToken = " with a token";

    private const int Patience = 3;

    public Prey Prey => prey;

    public Canary Home => home;

    public ProbeNotes Notes => notes;

    /// <summary>Whether the gates let this person through to the endpoint's own code.</summary>
    public bool May(Asker asker, Door door) => asker.Scopes is { } scopes ? door.IsForPrograms && door.Access is NeedsAttribute own && scopes.Contains(own.Permission) : door.Access switch
    {
        OpenAttribute => asker.IsGuest,
        OnTabletAttribute => asker.IsTablet,
        SignedInAttribute => !asker.IsGuest && !asker.IsTablet,
        NeedsAttribute needs => asker.Role is { } role && catalogue.Of(role).Contains(needs.Permission),
        _ => false,
    };

    /// <summary>What stands in a place when it is not the one attacked: our own restaurant's, where a row of ours fits.</summary>
    public string? Ours(Door door, Place place) => place.Kind switch
    {
        PlaceKind.Code => homeToken,
        PlaceKind.Address => home.House.Slug,
        PlaceKind.Command => Id.New().ToString(),
        PlaceKind.Id => (Likely(door, place).FirstOrDefault() is { } table && own.TryGetValue(table, out var ids) ? ids[0] : Id.New()).ToString(),
        PlaceKind.Text when place.In == PlaceIn.FieldName => null,
        _ => Kinds.Neutral(place),
    };

    /// <summary>The tables a place is about, by its name: lineId, or the word before it in the address.</summary>
    public IEnumerable<string> Likely(Door door, Place place)
    {
        var name = place.Name.Split('.')[^1].ToLowerInvariant();
        var word = name == "id" && place.In == PlaceIn.Route ? door.WordBefore(place).TrimEnd('s') : name.EndsWith("ids", StringComparison.Ordinal) ? name[..^3] : name.EndsWith("id", StringComparison.Ordinal) ? name[..^2] : name;
        word = word switch { "" => "x", "dish" => "item", "t" => "table", "basket" => "basket_line", "order" => "ordering_order", _ => word.Replace("-", "_", StringComparison.Ordinal) };
        var about = door.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return own.Keys.Where(t => t.EndsWith("_" + word, StringComparison.Ordinal) || t == word).OrderByDescending(t => about.Any(a => t.Contains(a.TrimEnd('s'), StringComparison.Ordinal)));
    }

    /// <summary>Asks with a name of the other restaurant, and compares with the answer to one that names nothing.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="what">The attempt in words.</param>
    /// <param name="kind">What it is counted as.</param>
    /// <param name="bait">The name.</param>
    /// <param name="fill">The request with a name in it.</param>
    /// <param name="baseline">The answer to an invented name, where it is known from the attempt before.</param>
    public async Task<Reply> TryAsync(Asker asker, Door door, string what, string kind, Bait bait, Func<string, Filling> fill, Reply? baseline)
    {
        notes.Tried(asker.Scopes is null ? kind : kind + WithToken);
        for (var attempt = 0; ; attempt++)
        {
            var invented = baseline ?? await AskAsync(asker, fill, bait.Invented(prey.Canary.Mark));
            var real = await AskAsync(asker, fill, bait.Text);
            var leak = real.Leak(prey);
            var same = real.Plain(prey).Text == invented.Plain(prey).Text;
            if (leak is null && same && !real.IsBroken) return invented;
            // Our own rows move while we try: only what stays different is told.
            baseline = null;
            // A key or a command we sent may have become one of ours, and then it is our own row which answers.
            if (leak is null && !real.IsBroken && (attempt == Patience || kind == "commands") && await isOursNow(bait)) return invented;
            if (attempt < Patience && leak is null && !real.IsBroken) continue;
            // An answer that counts (the third copy, the fourth) differs each time, whatever the name.
            if (leak is null && !real.IsBroken && real.Plain(prey).Uncounted == invented.Plain(prey).Uncounted && (await AskAsync(asker, fill, bait.Invented(prey.Canary.Mark))).Plain(prey).Text != invented.Plain(prey).Text) return invented;
            var why = leak ?? (same ? $"answered {real.Status}" : real.Plain(prey).Against(invented.Plain(prey)));
            notes.Failed(door.Name, $"{what} {bait.What} as {asker.Name}: {why}");
            return invented;
        }
    }

    public async Task<Reply> AskAsync(Asker asker, Func<string, Filling> fill, string name, TimeSpan? listen = null)
    {
        var filling = fill(name);
        // These end the session they are asked in.
        if (filling.Door is { Reads: false, Access: SignedInAttribute }) await asker.RenewAsync();
        using var request = Request.Of(filling, asker);
        using var answer = await asker.SendAsync(request, ct);
        return await Reply.OfAsync(answer, [name], listen, ct);
    }
}
