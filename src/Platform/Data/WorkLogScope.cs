using System.Collections;

namespace Restpy.Platform.Data;

/// <summary>
/// The ids of a piece of work, read when a line is written: a request knows its restaurant only after its gates.
/// </summary>
/// <param name="scope">Whose work it is.</param>
/// <param name="request">The id that an error page shows; null in a job.</param>
internal sealed class WorkLogScope(WorkScope scope, string? request) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => Values().Count();

    public KeyValuePair<string, object?> this[int index] => Values().ElementAt(index);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', Values().Select(v => $"{v.Key}:{v.Value}"));

    private IEnumerable<KeyValuePair<string, object?>> Values()
    {
        if (scope.RestaurantId is { } restaurant) yield return new("RestaurantId", restaurant);
        if (scope.BranchId is { } branch) yield return new("BranchId", branch);
        if (request is not null) yield return new("RequestId", request);
    }
}
