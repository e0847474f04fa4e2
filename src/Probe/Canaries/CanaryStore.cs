using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.AddTables;
using Restpy.Floor.Areas;
using Restpy.Kernel;
using Restpy.Kitchen.OpenStation;
using Restpy.Menu;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Platform.Pictures;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Hire;
using Restpy.Staff.Networks;
using Restpy.Staff.Tablets;
using Restpy.Tenancy;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.Tenancy.OpenRestaurant;

namespace Restpy.Probe.Canaries;

/// <summary>
/// The two canaries of an installation: found where a run before made them, else opened through the handlers every
/// restaurant is opened with. Their address holds 112 random bits, so no guest comes upon them.
/// </summary>
internal sealed class CanaryStore(IServiceScopeFactory scopes)
{
    private const string Letters = "bcdfghjkmnpqrstvwxyz";
    private static readonly Actor Probe = Actor.System("probe");

    public async Task<(Canary A, Canary B)> FindOrOpenAsync(CancellationToken ct)
    {
        var known = await InAsync(null, null,
            s => s.GetRequiredService<RestpyDb>().Set<Restaurant>().AsNoTracking().Where(r => r.IsCanary)
            .OrderBy(r => r.OpenedAt).ThenBy(r => r.Id).Select(r => r.Id).Take(2).ToListAsync(ct));
        while (known.Count < 2) known.Add(await OpenAsync(known.Count == 0 ? "A" : "B", ct));
        foreach (var id in known) await BindAsync(id, ct);
        return (await CanaryAsync(known[0], ct), await CanaryAsync(known[1], ct));
    }

    /// <summary>
    /// A list of networks that everybody is on, so that there is one to reach for; also in canaries of a version
    /// without.
    /// </summary>
    private async Task BindAsync(Guid id, CancellationToken ct)
    {
        var cooks = new Whose(Role.Kitchen, null).ToString();
        var owner = new Session(
            "", Guid.Empty, null, Probe.Name, id, "", null, "", Role.Owner, "en", [], default, default, default);
        Must(await InAsync(id, null,
            s => s.GetRequiredService<SetNetworksHandler>()
            .HandleAsync(new(cooks, "0.0.0.0/0\n::/0", cooks), owner, IPAddress.Loopback, ct)));
    }

    /// <summary>A piece of work inside the product, as the probe, in one restaurant and branch.</summary>
    public async Task<T> InAsync<T>(Guid? restaurant, Guid? branch, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, branch, Probe);
        return await work(scope.ServiceProvider);
    }

    /// <returns>The cookie of a tablet in the canary's first branch. Those of runs before are ended.</returns>
    public async Task<string> PairAsync(Canary canary, CancellationToken ct)
    {
        var before = await InAsync(canary.Restaurant.Id, canary.Home.Id,
            s => s.GetRequiredService<RestpyDb>().Set<Tablet>().AsNoTracking()
            .Where(t => t.PairedAt != null && t.EndedAt == null).Select(t => t.Id).ToListAsync(ct));
        foreach (var id in before)
            Must(await InAsync(canary.Restaurant.Id, canary.Home.Id,
                s => s.GetRequiredService<EndTabletHandler>().HandleAsync(id, ct)));
        var code = Must(await InAsync(canary.Restaurant.Id, canary.Home.Id,
            s => s.GetRequiredService<PairTabletHandler>()
            .MakeAsync(new(null, $"Probe {canary.Secret}", TabletScreen.Kitchen), s.Actor(), ct)));
        return Must(await InAsync(null, null,
            s => s.GetRequiredService<PairTabletHandler>().PairAsync(code, "127.0.0.1", "probe", "Restpy probe", ct)))
            .Cookie;
    }

    /// <returns>A token of the canary's owner for its first branch, with every scope there is. Those of runs before are
    /// ended.</returns>
    public async Task<string> TokenAsync(Canary canary, BearerTokens tokens, CancellationToken ct)
    {
        var (email, name, id) = (canary.Email(Role.Owner), $"Probe {canary.Secret}", Id.New());
        var token = tokens.Make(canary.Restaurant.Id, id);
        await InAsync(canary.Restaurant.Id, null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            foreach (var before in await db.Set<ApiToken>().AsNoTracking()
                .Where(t => t.Name == name && t.EndedAt == null).Select(t => t.Id).ToListAsync(ct))
                Must(await s.GetRequiredService<EndTokenHandler>().HandleAsync(new(before), ct));
            var owner = await (from m in db.Set<Member>()
                               join p in db.Set<Person>() on m.PersonId equals p.Id
                               where p.Email == email
                               select m).AsNoTracking()
                .FirstAsync(ct);
            s.GetRequiredService<WorkScope>().Enter(canary.Restaurant.Id, null, Probe with { MemberId = owner.Id });
            var me = new Session("", owner.PersonId, owner.Id, Probe.Name, canary.Restaurant.Id, "", null, "",
                Role.Owner, "en", [], default, default, default);
            return Must(await s.GetRequiredService<MakeTokenHandler>()
                .HandleAsync(new(name, TokenScopes.All, canary.Home.Id, 1, null), id, BearerTokens.HashOf(token), me,
                    s.Actor(), ct));
        });
        return token;
    }

    private async Task<Canary> CanaryAsync(Guid id, CancellationToken ct) =>
        new(await InAsync(null, null, s => s.GetRequiredService<RestaurantDirectory>().GetAsync(id, ct).AsTask()));

    private async Task<Guid> OpenAsync(string name, CancellationToken ct)
    {
        var (mark, secret) =
            ("qz" + RandomNumberGenerator.GetString(Letters, 6), "zq" + RandomNumberGenerator.GetString(Letters, 8));
        // 112 bits in letters: random digits are now and then a valid card number, which no text may hold.
        var slug = $"canary-{mark}-{secret}-{RandomNumberGenerator.GetString(Letters, 26)}";
        OpenBranchRequest Branch(string key) => new(
            $"{mark}-{key}", $"{mark[2..5]}{key[0]}".ToUpperInvariant(), $"{key} {secret}", $"1 {secret} street",
            "+91 80 5550 0000", "Asia/Kolkata", 240, "29", "IN_REST_5", "29AAKFS1234C1ZE", "11224999000123", 5, 2000,
            25);
        var request = new OpenRestaurantRequest(slug, $"Canary {name} {secret}", $"Canary {secret} LLP", "IN", "INR",
            ["en"], [Branch("home"), Branch("away")], Canary: true);
        var id = Must(await InAsync(
            null, null, s => s.GetRequiredService<OpenRestaurantHandler>().HandleAsync(request, Probe, ct)));
        var canary = await CanaryAsync(id, ct);
        await HireAsync(canary, ct);
        foreach (var branch in canary.Restaurant.Branches)
            Must(await InAsync(id, branch.Id,
                s => s.GetRequiredService<OpenStationsHandler>()
                .HandleAsync([new($"{mark}-stove", Text("Stove", secret)), new($"{mark}-grill", Text("Grill", secret))],
                    ct)));
        Must(await InAsync(id, null, s => s.GetRequiredService<WriteSheetHandler>().HandleAsync(Sheet(canary), ct)));
        await InAsync(id, null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var picture = s.GetRequiredService<PictureStore>().Add(new(1, 1, Encoding.UTF8.GetBytes(secret), [], []));
            db.Add(new MenuMapping { Id = Id.New(), Headings = secret, Mapping = secret, At = db.Time.GetUtcNow() });
            db.Act("tenancy.logo-set", picture);
            return await db.SaveChangesAsync(ct);
        });
        foreach (var branch in canary.Restaurant.Branches)
        {
            var area = Must(await InAsync(id, branch.Id,
                s => s.GetRequiredService<AddAreaHandler>().HandleAsync(new(branch.Id, $"Hall {secret}"), ct)));
            Must(await InAsync(id, branch.Id,
                s => s.GetRequiredService<AddTablesHandler>().HandleAsync(new(area, mark + "1", 4, 6), ct)));
        }
        return id;
    }

    private async Task HireAsync(Canary canary, CancellationToken ct)
    {
        // A password nobody has ever seen; the probe opens its sessions without one.
        var hash = await InAsync(
            null, null, s => s.GetRequiredService<Passwords>().HashAsync(RandomNumberGenerator.GetHexString(64), ct));
        foreach (var (role, inBranch) in Canary.Staff)
            Must(await InAsync(canary.Restaurant.Id, null, s => s.GetRequiredService<HireHandler>().HandleAsync(
                new(canary.Email(role), $"{role} {canary.Secret}", hash, "en", role, inBranch ? canary.Home.Id : null),
                ct)));
    }

    private static MenuSheet Sheet(Canary canary)
    {
        var (mark, secret, category, group) =
            (canary.Mark, canary.Secret, $"{canary.Mark}-mains", $"{canary.Mark}-extras");
        SheetItem Dish(int number, string[] groups, bool variants, Dictionary<Guid, long>? prices = null,
            HashSet<Guid>? off = null) => new(
            category, $"{mark}-{number}".ToUpperInvariant(),
            new(Text("Dish " + number, secret), Text("Cooked", secret), Diet.Veg, false, Allergens.Milk,
                $"{mark}-stove", MenuRules.TaxCategories[0], 10_000), false,
            variants
            ? [new(new("half", Text("Half", secret), 10_000), new Dictionary<Guid, long>()),
                new(new("full", Text("Full", secret), 18_000), new Dictionary<Guid, long>())] : [],
            groups, prices ?? [], off ?? []);
        return new(
            [new(category, Text("Mains", secret), $"{mark}-stove"),
                new($"{mark}-sweets", Text("Sweets", secret), $"{mark}-grill")],
            [new(group, Text("Extras", secret), 0, 2,
                [new("butter", Text("Butter", secret), 500, Allergens.Milk),
                    new("chilli", Text("Chilli", secret), 0, Allergens.None)])],
            [Dish(1, [], false), Dish(2, [group], true),
                Dish(3, [], false, prices: new() { [canary.Home.Id] = 12_000 }),
                Dish(4, [], false, off: [canary.Away.Id]), Dish(5, [], false), Dish(6, [], false)]);
    }

    private static LocalText Text(string word, string secret) =>
        new(new Dictionary<string, string> { ["en"] = $"{word} {secret}" });

    private static T Must<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value
        : throw new InvalidOperationException($"The canary could not be opened: {outcome.Error}");
}
