using System.Text.Json.Serialization;

namespace Restpy.Billing.Contract;

/// <summary>The life of a bill: money only. The order has a life of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BillState>))]
public enum BillState
{
    /// <summary>Follows its order, has no number, and nothing is paid yet.</summary>
    Open,

    /// <summary>Numbered and frozen; nothing paid yet.</summary>
    Printed,

    /// <summary>Something is paid, not all; with a number or, as usual, without one yet.</summary>
    PartPaid,

    Paid,

    /// <summary>Taken back: without a document before the number, by a full credit note after it.</summary>
    Void,
}
