using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;
using Restpy.Probe.Notes;

namespace Restpy.Probe.Attack;

/// <summary>One attempt and its answer: the asker, the filling, the texts of it that name things.</summary>
internal sealed class Attempt(Canary home, string homeToken, Target target,
    IReadOnlyDictionary<string, IReadOnlyList<Guid>> own, Func<ForeignId, Task<bool>> isOursNow,
    PermissionCatalogue catalogue, ProbeNotes notes, CancellationToken ct)
{
    /// <summary>
    /// Attempts of a program are counted by themselves, so that a run in which its token opened nothing is seen.
    /// </summary>
    public const string WithToken = " with a token";

    private const int Patience = 3;

    public Target Target => target;

    public Canary Home => home;

    public ProbeNotes Notes => notes;

    /// <summary>Whether the gates let this person through to the endpoint's own code.</summary>
    public bool May(Caller caller, ProbedEndpoint endpoint) => caller.Scopes is { } scopes ? endpoint.IsForPrograms
        && endpoint.Access is NeedsAttribute own && scopes.Contains(own.Permission) : endpoint.Access switch
        {
            OpenAttribute => caller.IsGuest,
            OnTabletAttribute => caller.IsTablet,
            SignedInAttribute => !caller.IsGuest && !caller.IsTablet,
            NeedsAttribute needs => caller.Role is { } role && catalogue.Of(role).Contains(needs.Permission),
            _ => false,
        };

    /// <summary>
    /// What stands in a place when it is not the one attacked: our own restaurant's, where a row of ours fits.
    /// </summary>
    public string? Ours(ProbedEndpoint endpoint, Slot slot) => slot.Kind switch
    {
        SlotKind.Code => homeToken,
        SlotKind.Address => home.Restaurant.Slug,
        SlotKind.Command => Id.New().ToString(),
        SlotKind.Id => (Likely(endpoint, slot).FirstOrDefault() is { } table
            && own.TryGetValue(table, out var ids) ? ids[0] : Id.New()).ToString(),
        SlotKind.Text when slot.In == SlotLocation.FieldName => null,
        _ => Kinds.Neutral(slot),
    };

    /// <summary>The tables a place is about, by its name: lineId, or the word before it in the address.</summary>
    public IEnumerable<string> Likely(ProbedEndpoint endpoint, Slot slot)
    {
        var name = slot.Name.Split('.')[^1].ToLowerInvariant();
        var word = name == "id" && slot.In == SlotLocation.Route ? endpoint.WordBefore(slot).TrimEnd('s')
            : name.EndsWith("ids", StringComparison.Ordinal) ? name[..^3]
            : name.EndsWith("id", StringComparison.Ordinal) ? name[..^2] : name;
        word = word switch
        {
            "" => "x",
            "dish" => "item",
            "t" => "table",
            "basket" => "basket_line",
            "order" => "ordering_order",
            _ => word.Replace("-", "_", StringComparison.Ordinal),
        };
        var about = endpoint.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return own.Keys.Where(t => t.EndsWith("_" + word, StringComparison.Ordinal) || t == word)
            .OrderByDescending(t => about.Any(a => t.Contains(a.TrimEnd('s'), StringComparison.Ordinal)));
    }

    /// <summary>
    /// Asks with a name of the other restaurant, and compares with the answer to one that names nothing.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="what">The attempt in words.</param>
    /// <param name="kind">What it is counted as.</param>
    /// <param name="foreignId">The name.</param>
    /// <param name="fill">The request with a name in it.</param>
    /// <param name="baseline">The answer to an invented name, where it is known from the attempt before.</param>
    public async Task<Reply> TryAsync(Caller caller, ProbedEndpoint endpoint, string what, string kind,
        ForeignId foreignId, Func<string, RequestValues> fill, Reply? baseline)
    {
        notes.Tried(caller.Scopes is null ? kind : kind + WithToken);
        for (var attempt = 0; ; attempt++)
        {
            var invented = baseline ?? await AskAsync(caller, fill, foreignId.Invented(target.Canary.Mark));
            var real = await AskAsync(caller, fill, foreignId.Text);
            var leak = real.Leak(target);
            var same = real.Plain(target).Text == invented.Plain(target).Text;
            if (leak is null && same && !real.IsBroken) return invented;
            // Our own rows move while we try: only what stays different is told.
            baseline = null;
            // A key or a command we sent may have become one of ours, and then it is our own row which answers.
            if (leak is null && !real.IsBroken && (attempt == Patience || kind == "commands")
                && await isOursNow(foreignId)) return invented;
            if (attempt < Patience && leak is null && !real.IsBroken) continue;
            // An answer that counts (the third copy, the fourth) differs each time, whatever the name.
            if (leak is null && !real.IsBroken && real.Plain(target).Uncounted == invented.Plain(target).Uncounted
                && (await AskAsync(caller, fill, foreignId.Invented(target.Canary.Mark))).Plain(target)
                .Text != invented.Plain(target).Text) return invented;
            var why = leak ?? (same ? $"answered {real.Status}" : real.Plain(target).Against(invented.Plain(target)));
            notes.Failed(endpoint.Name, $"{what} {foreignId.What} as {caller.Name}: {why}");
            return invented;
        }
    }

    public async Task<Reply> AskAsync(
        Caller caller, Func<string, RequestValues> fill, string name, TimeSpan? listen = null)
    {
        var values = fill(name);
        // These end the session they are asked in.
        if (values.ProbedEndpoint is { Reads: false, Access: SignedInAttribute }) await caller.RenewAsync();
        using var request = Request.Of(values, caller);
        using var answer = await caller.SendAsync(request, ct);
        return await Reply.OfAsync(answer, [name], listen, ct);
    }
}
