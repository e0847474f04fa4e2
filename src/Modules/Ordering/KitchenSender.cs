using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>
/// Sends lines to the kitchen: one KOT per station, numbered in the branch's series of the day. A save that fails may
/// leave out a number.
/// </summary>
internal static class KitchenSender
{
    /// <summary>Training orders and their KOTs are numbered from here on: no day of real ones gets so far.</summary>
    public const int FirstTraining = 90_000;

    /// <summary>The numbers so many KOTs of a business date take.</summary>
    public static Draw Numbers(Guid branchId, DateOnly day, int kots, OrderChannel channel) =>
        new($"{(channel == OrderChannel.Training ? "training-kot" : "kot")}:{branchId:N}", day.ToString("yyyy-MM-dd"),
            kots);

    public static async Task<IReadOnlyList<Kot>> SendAsync(
        RestpyDb db, UnitOfWork work, Order order, IReadOnlyList<OrderLine> lines, string by, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var isAddOn = order.Kots > 0;
        var kots = new List<Kot>();
        var stations = lines.GroupBy(l => l.Station).ToList();
        var wanted = Numbers(order.BranchId, order.BusinessDate, stations.Count, order.Channel);
        var first = (int)await work.DrawAsync(wanted.Series, wanted.Period, wanted.Count, ct);
        if (order.Channel == OrderChannel.Training) first += FirstTraining;
        foreach (var station in stations)
        {
            var kot = Kot.Send(order, first + kots.Count, station.Key, by, isAddOn, now);
            foreach (var line in station) line.SendOn(kot);
            db.Add(kot);
            kots.Add(kot);
        }
        order.Sent(kots.Count, lines.Sum(l => l.ValueMinor));
        return kots;
    }
}
