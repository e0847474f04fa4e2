using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Pricing;
using Restpy.Billing.IssueBill;
using Restpy.Billing.Numbers;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class NumberingTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Fifty_bills_printed_at_once_get_fifty_numbers_without_a_gap(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var bills = new List<Guid>();
        for (var i = 0; i < 50; i++) bills.Add(await restpy.OpenAsync(waiter, await restpy.OrderAsync("100")));
        var numbers = await Task.WhenAll(bills.Select(b => restpy.PrintAsync(waiter, b)));
        Assert.Equal(50, numbers.Distinct().Count());
        // Other tests print in the same series meanwhile: the whole series must be gap-free, not only these fifty.
        await NoGapAsync(restpy, "BLR1");
        Assert.All(numbers, n => Assert.Matches(@"^BLR1/\d\d-\d\d/\d{5}$", n));
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_that_fails_after_its_number_was_taken_gives_it_back(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        await restpy.Product.InAsync("spice-garden", "bengaluru", async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var desk = services.GetRequiredService<BillLoader>();
            var held = await desk.LockAsync(work, bill, default);
            var issued = await services.GetRequiredService<BillIssuer>()
                .IssueAsync(work, held!, await desk.BranchAsync(held!.BranchId, default), services.Actor(), default);
            Assert.True(issued.Ok);
            Assert.NotNull(held.Number);
            return 0; // The lights go out before the commit.
        });
        Assert.Equal("Open", (await SeeAsync(waiter, bill)).GetProperty("state").GetString());
        await restpy.PrintAsync(waiter, bill);
        await NoGapAsync(restpy, "BLR1");
    }

    [Theory, OnBothDatabases]
    public async Task Two_taps_on_print_are_one_number_and_one_original(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        var numbers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => restpy.PrintAsync(waiter, bill)));
        Assert.Single(numbers.Distinct());
        Assert.Equal(1, (await SeeAsync(waiter, bill)).GetProperty("prints").GetInt32());
    }

    [Theory, OnBothDatabases]
    public async Task France_counts_by_the_calendar_year_and_for_itself(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(FrenchCashier);
        var first = await restpy.PrintAsync(
            cashier, await restpy.OpenAsync(cashier, await restpy.OrderAtAsync("maison-lumiere", "lyon", "20")));
        Assert.Matches($"^LYO1/{restpy.Product.Clock.GetUtcNow().Year}/\\d{{5}}$", first);
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_with_liquor_alone_is_a_bill_of_supply_with_a_series_of_its_own(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var number = await restpy.PrintAsync(
            waiter, await restpy.OpenAsync(waiter, await restpy.OrderAsync("alcohol:500")));
        Assert.StartsWith("BLR1S/", number);
        Assert.True(number.Length <= 16);
    }

    [Theory, OnBothDatabases]
    public async Task A_series_is_checked_when_it_is_set(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var page = await owner.PageAsync("/staff/bills/settings");
        async Task<HttpStatusCode> SetAsync(string seriesKind, string prefix)
        {
            var form = page.QuerySelectorAll("form")
                .First(f => f.QuerySelector("input[name=kind]")?.GetAttribute("value") == seriesKind
                    && f.QuerySelector("input[name=prefix]")?.Id == $"mumbai-{seriesKind}");
            form.Id = "chosen-" + Guid.NewGuid().ToString("N");
            return (await owner.SubmitAsync(page, "#" + form.Id, new()
            {
                ["prefix"] = prefix, ["CommandId"] = Guid.NewGuid().ToString(),
            })).StatusCode;
        }
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync("CreditNote", "TOOLONG"));
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync("CreditNote", "1A"));
        Assert.Equal(HttpStatusCode.Conflict, await SetAsync("CreditNote", "BLR1"));
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync("CreditNote", "BOMX"));
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync("CreditNote", "BOM1C"));
    }

    [Theory, OnBothDatabases]
    public async Task The_financial_year_turns_at_midnight_of_1_April_in_the_branch(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await restpy.Product.InAsync("spice-garden", "bengaluru", async services =>
        {
            var branch = (await services.GetRequiredService<RestaurantDirectory>()
                .FindAsync("spice-garden", default))!.Branches.First(b => b.Key == "bengaluru");
            var lastEvening = new DateTimeOffset(2027, 3, 31, 18, 0, 0, TimeSpan.Zero);
            var afterMidnight = new DateTimeOffset(2027, 3, 31, 20, 0, 0, TimeSpan.Zero);
            string Year(DateTimeOffset at) =>
                DocumentYear.Of("IN", DateOnly.FromDateTime(branch.Day.Local(at).DateTime));
            Assert.Equal("26-27", Year(lastEvening));
            Assert.Equal("27-28", Year(afterMidnight));
            Assert.Equal(branch.Day.Of(lastEvening), branch.Day.Of(afterMidnight));
            return 0;
        });
    }

    [Fact]
    public void Every_paper_has_a_series() =>
        Assert.All(Enum.GetValues<DocumentKind>(),
            d => Assert.True(DocumentNumber.IsPrefix(NumberSeries.Usual("BLR12345", NumberSeries.For(d)))));

    /// <summary>In no financial year: the test may run in the night in which one ends.</summary>
    private static async Task NoGapAsync(BillingRestaurant restpy, string series)
    {
        var drawn = await restpy.Product.InAsync("spice-garden", "bengaluru", services =>
            services.GetRequiredService<RestpyDb>().Set<Bill>().Where(b => b.Series == series)
                .Select(b => new { b.SeriesYear, b.Sequence }).ToListAsync());
        Assert.NotEmpty(drawn);
        Assert.All(drawn.GroupBy(b => b.SeriesYear, b => b.Sequence),
            year => Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => (long)n), year.Order()));
    }
}
