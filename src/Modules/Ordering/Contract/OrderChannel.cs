namespace Restpy.Ordering.Contract;

/// <summary>How an order came and leaves the house; price, tax and the ticket's heading hang on it.</summary>
public enum OrderChannel
{
    DineIn,
    Takeaway,

    /// <summary>Ordered on the web, fetched at the counter.</summary>
    Pickup,
}
