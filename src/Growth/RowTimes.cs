using System.Buffers.Binary;

namespace Restpy.Growth;

/// <summary>
/// When each row came to be. The model's past is written within a minute, so its ids all name that minute; a copy's
/// name the moment of the row, as they would had the restaurant traded all along: an index grows at its end, a month of
/// the log is a month.
/// </summary>
internal sealed class RowTimes
{
    private readonly Dictionary<Guid, long> _micros = [];

    /// <summary>
    /// A row came to be at the first instant it names, or with the newest row it refers to. Tables in the order of
    /// their references.
    /// </summary>
    public void Read(TableRows table)
    {
        var columns = table.Columns;
        var id = columns.ToList().FindIndex(c => c is { Name: "id", Type: "uuid" });
        if (id < 0) return;
        foreach (var row in table.Values())
        {
            long? own = null, referred = null;
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i].Length < 0 || i == id) continue;
                if (columns[i].IsInstant) own = Math.Min(own ?? long.MaxValue, table.Number(row[i].At));
                else if (columns[i].Type == "uuid" && _micros.TryGetValue(table.Uuid(row[i].At), out var there))
                    referred = Math.Max(referred ?? 0, there);
            }
            if ((own ?? referred) is { } micros) _micros[table.Uuid(row[id].At)] = micros;
        }
    }

    /// <summary>The id of each row with its row's time, in the order the rows were made in.</summary>
    public Dictionary<Guid, Guid> Ids()
    {
        var ids = new Dictionary<Guid, Guid>(_micros.Count);
        var (last, within) = (0L, 0);
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> time = stackalloc byte[8];
        foreach (var (id, micros) in _micros.Where(r => IdMask.Changes(r.Key)).OrderBy(r => r.Value / 1000)
            .ThenBy(r => r.Key))
        {
            var millis = micros / 1000;
            within = millis == last ? within + 1 : 0;
            last = millis;
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(time, millis << 16);
            time[..6].CopyTo(bytes);
            // Twelve bits beside the version order what was made within one millisecond.
            BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (within & 0xFFF)));
            ids[id] = new(bytes, bigEndian: true);
        }
        return ids;
    }
}
