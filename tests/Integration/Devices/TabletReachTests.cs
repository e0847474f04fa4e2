using System.Net;
using Microsoft.AspNetCore.Http;
using Restpy.IntegrationTests.Attack;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>
/// What a tablet's cookie opens by itself, tried over the whole endpoint table: its screen, and nothing that changes
/// anything.
/// </summary>
public sealed class TabletReachTests
{
    [Theory, OnBothDatabases]
    public async Task A_tablet_looks_at_its_screen_and_does_nothing(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        foreach (var screen in Enum.GetValues<TabletScreen>())
        {
            using var tablet = await restpy.PairAsync(screen.ToString(), screen.ToString());
            var token = (await tablet.PageAsync("/tablet")).QuerySelector("input[name=_token]")!.GetAttribute("value")!;
            var (wrong, shown, tried) = (new List<string>(), new SortedSet<string>(), 0);
            foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
                .Where(d => d.Access is NeedsAttribute or SignedInAttribute))
            {
                foreach (var handler in endpoint.Handlers.DefaultIfEmpty(""))
                {
                    tried++;
                    var url = endpoint.Address(_ => Guid.NewGuid().ToString())
                        + (handler.Length > 0 ? $"?handler={handler}" : "");
                    using var request = HttpMethods.IsGet(endpoint.Method) ? new HttpRequestMessage(HttpMethod.Get, url)
                        : Attacker.Command(endpoint, url, endpoint.MadeBody(Guid.NewGuid()), token);
                    using var answer = await tablet.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    var may = HttpMethods.IsGet(endpoint.Method)
                        && endpoint.Endpoint.Metadata.GetMetadata<ShownOnTabletsAttribute>()?.Screens.Contains(
                        screen) == true;
                    if (may && answer.StatusCode == HttpStatusCode.OK) shown.Add(endpoint.Pattern);
                    else if (may || !IsRefused(answer))
                        wrong.Add(
                            $"{screen}: {endpoint.Name} {handler} answered "
                                + $"{(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
            Attacker.None(wrong);
            Assert.True(tried > 150);
            Assert.Equal(["/api/v1/live", screen == TabletScreen.Kitchen ? "/staff/kitchen" : "/staff/floor"], shown);
        }
    }

    /// <summary>To the lock screen, or a plain no.</summary>
    private static bool IsRefused(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Unauthorized
        || (answer.StatusCode == HttpStatusCode.Redirect
            && answer.Headers.Location!.ToString().StartsWith("/tablet?next=", StringComparison.Ordinal));

    [Fact]
    public async Task The_lock_screen_takes_what_its_own_page_sends_and_nothing_else()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        using var tablet = await restpy.PairAsync();
        using var other = await restpy.PairAsync();
        var (mine, theirs) = (await TokenAsync(tablet), await TokenAsync(other));
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Access is OnTabletAttribute && !HttpMethods.IsGet(d.Method)))
        {
            foreach (var forged in new[] { "", theirs, mine[..^2] })
                Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(endpoint, forged));
            Assert.NotEqual(HttpStatusCode.Forbidden, await PostAsync(endpoint, mine));
        }

        static async Task<string> TokenAsync(StaffClient of) =>
            (await of.PageAsync("/tablet")).QuerySelector("input[name=_token]")!.GetAttribute("value")!;

        async Task<HttpStatusCode> PostAsync(ProductEndpoint endpoint, string token)
        {
            using var form = new FormUrlEncodedContent(
                [new("_token", token), new("member", $"{Guid.NewGuid()}"), new("pin", "730519")]);
            using var answer = await tablet.Http.PostAsync(endpoint.Address(_ => ""), form);
            // A wrong PIN is a 400 as well; its page says so.
            return answer.StatusCode == HttpStatusCode.BadRequest
                && (await answer.Content.ReadAsStringAsync()).Contains("class=\"errors\"", StringComparison.Ordinal)
                ? HttpStatusCode.OK : answer.StatusCode;
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_tablet_shows_its_own_branch_whatever_it_is_asked(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var bengaluru = await restpy.PairAsync("Floor");
        using var mumbai = await restpy.PairAsync("Floor", manager: "manager.mumbai@spice-garden.example");
        var (here, there) = (await TilesAsync(bengaluru, ""), await TilesAsync(mumbai, ""));
        Assert.NotEmpty(here);
        Assert.Empty(here.Intersect(there));
        Assert.Equal(here, await TilesAsync(bengaluru, "?branch=mumbai&branchId=" + Guid.NewGuid()));

        static async Task<List<string>> TilesAsync(StaffClient tablet, string query) =>
            [.. (await tablet.PageAsync("/staff/floor" + query)).QuerySelectorAll(".table-tile").Select(t => t.Id!)];
    }

    [Fact]
    public async Task Only_looking_is_marked_for_tablets()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var marked = (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Endpoint.Metadata.GetMetadata<ShownOnTabletsAttribute>() is not null).ToList();
        // A review: what is added here is seen by whoever walks past the tablet.
        Assert.Equal(["GET /api/v1/live", "GET /staff/floor", "GET /staff/kitchen"],
            marked.Select(d => d.Name).Order());
        Assert.All(marked, d => Assert.True(d.Access is NeedsAttribute or SignedInAttribute));
        Assert.Equal(["GET /tablet", "POST /tablet"],
            (await ProductEndpoint.AllAsync(restpy)).Where(d => d.Access is OnTabletAttribute)
                .Select(d => d.Name).Order());
    }
}
