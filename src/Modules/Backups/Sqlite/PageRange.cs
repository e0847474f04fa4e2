using System.Collections;

namespace Restpy.Backups.Sqlite;

/// <summary>The pages 1 to n, without a list of a million numbers.</summary>
internal sealed class PageRange(uint count) : IReadOnlyCollection<uint>
{
    public int Count => (int)count;

    public IEnumerator<uint> GetEnumerator()
    {
        for (var page = 1u; page <= count; page++) yield return page;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
