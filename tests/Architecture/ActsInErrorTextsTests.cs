using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// An error text that says what to do first names an act the product has: nobody is sent to look for a button there is
/// not.
/// </summary>
public sealed partial class ActsInErrorTextsTests(SharedProducts products)
{
    /// <summary>Where the acts of each text are done.</summary>
    private static readonly Dictionary<string, string[]> Acts = new()
    {
        ["BillIsPrinted"] = ["/staff/bills/{id:guid}/reopen"],
        ["BillHoldsMoney"] = ["/staff/bills/{id:guid}/tenders/{tender:guid}"],
        ["OrderHoldsMoney"] = ["/staff/bills/{id:guid}/settle", "/staff/bills/{id:guid}/tenders/{tender:guid}"],
        ["DayHasOpenBills"] = ["/staff/bills/{id:guid}/settle", "/staff/bills/{id:guid}/void"],
        ["DayHasOpenOrders"] = ["/staff/bills/open", "/api/v1/orders/{id:guid}/cancel"],
        ["CountMissing"] = ["/staff/day/close"],
        ["DrawerNotOpen"] = ["/staff/day/open"],
        ["AreaHasTables"] = ["/staff/tables/{id:guid}"],
        ["AreaOutOfUse"] = ["/staff/tables/areas/{id:guid}"],
        ["TableIsOccupied"] = ["/staff/bills/{id:guid}/settle", "/api/v1/orders/{id:guid}/cancel"],
        ["NumberNotDrawable"] = ["/staff/tables/qr"],
        ["TableIsJoined"] = ["/api/v1/orders/{id:guid}/separate"],
        ["LinesStillSent"] = ["/api/v1/orders/lines/{id:guid}/void"],
        ["LastOwner"] = ["/staff/people/invite"],
        ["LastFactorNeeded"] = ["/staff/account/factors"],
        ["TooManyFactors"] = ["/staff/account/factors"],
        ["TooManyTablets"] = ["/staff/devices"],
        ["TooManyTokens"] = ["/staff/api-tokens"],
        ["LastBranch"] = ["/staff/settings/branches/new", "/platform/restaurants/{id:guid}"],
        ["BranchStillOpen"] = ["/staff/bills/{id:guid}/settle", "/api/v1/orders/{id:guid}/cancel", "/staff/day/close"],
    };

    /// <summary>Texts whose "first" is no advice.</summary>
    private static readonly string[] NoAdvice =
        ["PeriodBackwards", "NotYourPassword", "GstinOfAnotherState", "ChangedMeanwhile"];

    private static IReadOnlyDictionary<string, string> Advising =>
        Source.Files("en.json", "src").Where(p => p.Contains("/Words/", StringComparison.Ordinal))
        .SelectMany(p => JsonSerializer.Deserialize<Dictionary<string, string>>(Source.Read(p))!)
        .Where(w => w.Key.StartsWith("error.", StringComparison.Ordinal) && IsAdvice().IsMatch(w.Value))
        .ToDictionary(w => w.Key[6..], w => w.Value);

    [Fact]
    public void Every_error_text_that_names_an_act_says_where_it_is_done() =>
        Complaints.None(Advising.Where(a => !Acts.ContainsKey(a.Key) && !NoAdvice.Contains(a.Key))
            .Select(a => $"{a.Key}: {a.Value}"));

    [Fact]
    public void Every_listed_error_text_still_names_an_act() =>
    Complaints.None(Acts.Keys.Concat(NoAdvice).Except(Advising.Keys));

    [Fact]
    public async Task Every_act_named_in_an_error_text_exists()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var addresses = (await EndpointTable.ReadAsync(restpy.Services))
            .Select(e => "/" + (e.Endpoint.RoutePattern.RawText ?? "").TrimStart('/')).ToHashSet();
        Complaints.None(Acts.SelectMany(
            a => a.Value.Where(address => !addresses.Contains(address)).Select(address => $"{a.Key}: {address}")));
    }

    [Fact]
    public async Task Probe_an_act_that_does_not_exist_is_noticed()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        Assert.DoesNotContain(await EndpointTable.ReadAsync(restpy.Services),
            e => e.Endpoint.RoutePattern.RawText == "/staff/bills/{id:guid}/no-such-act");
        Assert.Matches(IsAdvice(), "The bill of {Order} is printed. Reopen it first to change the order.");
    }

    [GeneratedRegex(@"\b(?:first|instead)\b")]
    private static partial Regex IsAdvice();
}
