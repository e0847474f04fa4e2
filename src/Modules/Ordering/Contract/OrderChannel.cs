using Restpy.Kernel;

namespace Restpy.Ordering.Contract;

/// <summary>How an order came and leaves the house; price, tax and the ticket's heading hang on it.</summary>
public enum OrderChannel
{
    DineIn,
    Takeaway,

    /// <summary>Ordered on the web, fetched at the counter.</summary>
    Pickup,
}

public static class OrderChannels
{
    /// <summary>The channel as bills and labels write it: dine-in, takeaway, pickup.</summary>
    public static string Word(this OrderChannel channel) => channel switch { OrderChannel.DineIn => OrderLabel.Table, OrderChannel.Takeaway => "takeaway", _ => "pickup" };
}
