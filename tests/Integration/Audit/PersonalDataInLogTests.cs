using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

/// <summary>
/// The activity log, from which nobody can erase, says that personal data changed and never what it is.
/// </summary>
public sealed class PersonalDataInLogTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_name_of_a_guest_on_a_bill_and_the_note_on_a_dish_stay_out(DatabaseKind kind)
    {
        var entries = await EntriesAsync(kind, "Farida Quraishi", "coeliac, says Farida");
        Assert.DoesNotContain(entries, e => e.Contains("Farida", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task The_log_says_that_they_were_given(DatabaseKind kind)
    {
        var entries = await EntriesAsync(kind, "Zubeida Khatun", "no chillies for Zubeida");
        Assert.Contains(entries, e => e.Contains("\"note\":\"changed\"", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.Contains("\"type\":\"Bill\"", StringComparison.Ordinal)
            && e.Contains("\"guestName\":\"changed\"", StringComparison.Ordinal));
    }

    /// <summary>What the log has of an order that is sent and billed.</summary>
    private async Task<List<string>> EntriesAsync(DatabaseKind kind, string guestName, string note)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (status, sent) = await evening.SendAsync(new
        {
            channel = "Takeaway", covers = 0, guestName, lines = new[] { Evening.Line(evening.Plain(), 1, note) },
        });
        Assert.True(status == HttpStatusCode.OK, sent.ToString());
        var order = sent.GetProperty("orderId").GetGuid();
        var (opened, bill) = await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        Assert.True(opened == HttpStatusCode.OK, bill.ToString());
        Guid[] things = [order, bill.GetProperty("billId").GetGuid()];
        return await restpy.InAsync("spice-garden", "bengaluru", s =>
            s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking().Where(e => things.Contains(e.ObjectId))
                .Select(e => e.Changes).ToListAsync());
    }
}
