using System.Text.Json;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Faults;

/// <summary>A dish that can be ordered without a choice.</summary>
internal static class PlainDish
{
    public static async Task<object> OfAsync(StaffClient waiter)
    {
        var menu = await waiter.JsonAsync("/api/v1/menu");
        var item = menu.GetProperty("categories").EnumerateArray()
            .SelectMany(c => c.GetProperty("items").EnumerateArray())
            .First(i => i.GetProperty("variants").GetArrayLength() == 0 && !i.GetProperty("soldOut").GetBoolean()
                && i.GetProperty("groups").EnumerateArray().All(g => g.GetProperty("min").GetInt32() == 0));
        return new { itemId = item.GetProperty("id").GetGuid(), quantity = 1 };
    }
}
