using Restpy.Kernel;

namespace Restpy.Ordering.Contract;

/// <summary>How an order came and leaves the restaurant; price, tax and the ticket's heading hang on it.</summary>
public enum OrderChannel
{
    DineIn,
    Takeaway,

    /// <summary>Ordered on the web, fetched at the counter.</summary>
    Pickup,

    /// <summary>Cooked and paid for practice: no stock, no money, no report.</summary>
    Training,
}

public static class OrderChannels
{
    /// <summary>The channel as bills and labels write it: dine-in, takeaway, pickup, training.</summary>
    public static string Word(this OrderChannel channel) => channel switch
    {
        OrderChannel.DineIn => OrderLabel.Table,
        OrderChannel.Takeaway => "takeaway",
        OrderChannel.Training => OrderLabel.Training,
        _ => "pickup",
    };
}
