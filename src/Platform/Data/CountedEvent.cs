namespace Restpy.Platform.Data;

/// <summary>Events a module has counted as a metric.</summary>
/// <param name="Name">Of the metric, such as restpy.orders.sent.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Events">Each of these adds one.</param>
public sealed record CountedEvent(string Name, string Description, params IReadOnlyList<Type> Events);
