using System.Buffers.Binary;
using System.Text;

namespace Restpy.Growth;

/// <summary>
/// The rows of one table in PostgreSQL's binary copy format, and the places in them that differ from restaurant to
/// restaurant.
/// A copy takes the bytes and changes those places; nothing moves, because everything put there is as long as what was
/// there.
/// </summary>
internal sealed class TableRows(string name, uint oid, IReadOnlyList<Column> columns, byte[] bytes)
{
    // "PGCOPY\n\377\r\n\0", flags, length of the header's extension; at the end a row of -1 fields.
    private const int Head = 19;
    private readonly List<Place> _places = [];

    public string Name => name;

    public uint Oid => oid;

    public IReadOnlyList<Column> Columns => columns;

    public int Rows { get; private set; }

    public int Length => bytes.Length;

    public string List { get; } = string.Join(", ", columns.Select(c => c.Quoted));

    /// <summary>Each row as the offsets and lengths of its values; a length of -1 is NULL.</summary>
    public IEnumerable<(int At, int Length)[]> Values()
    {
        for (var at = Head; BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at)) is var fields and >= 0;)
        {
            at += 2;
            var row = new (int At, int Length)[fields];
            for (var i = 0; i < fields; i++)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
                row[i] = (at += 4, length);
                at += Math.Max(0, length);
            }
            yield return row;
        }
    }

    public Guid Uuid(int at) => new(bytes.AsSpan(at, 16), bigEndian: true);

    public long Number(int at) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at));

    /// <summary>Gives ids the times of their rows and finds the places to change.</summary>
    public void Prepare(IReadOnlyDictionary<Guid, Guid> ids, string slug)
    {
        var spoken = new[] { slug, Demo.LargeRestaurant.NameOf(slug) }.Select(Encoding.UTF8.GetBytes).ToList();
        foreach (var row in Values())
        {
            for (var i = 0; i < row.Length; i++)
            {
                var (at, length) = row[i];
                if (length < 0) continue;
                if (columns[i].Type == "uuid") PrepareUuid(at, ids);
                else if (columns[i].Type == "text") PrepareText(at, length, ids, spoken);
                else if (name == "platform_outbox" && columns[i].Name == "position")
                    _places.Add(new(at, PlaceKind.Position));
            }
            Rows++;
        }
    }

    /// <summary>The bytes of a copy.</summary>
    /// <param name="into">At least as long as these.</param>
    /// <param name="restaurant">Its number.</param>
    /// <param name="firstPosition">In the live stream, of this copy's events.</param>
    public void Write(byte[] into, int restaurant, long firstPosition)
    {
        bytes.CopyTo(into, 0);
        var mask = IdMask.Of(restaurant);
        foreach (var place in _places)
        {
            var there = into.AsSpan(place.At);
            switch (place.Kind)
            {
                case PlaceKind.Uuid: mask.Apply(there); break;
                case PlaceKind.Text: mask.ApplyToText(there, dashed: false); break;
                case PlaceKind.DashedText: mask.ApplyToText(there, dashed: true); break;
                case PlaceKind.Restaurant:
                    restaurant.TryFormat(there, out _, "00000", System.Globalization.CultureInfo.InvariantCulture);
                    break;
                default: BinaryPrimitives.WriteInt64BigEndian(there, firstPosition++); break;
            }
        }
    }

    private void PrepareUuid(int at, IReadOnlyDictionary<Guid, Guid> ids)
    {
        var id = Uuid(at);
        if (!IdMask.Changes(id)) return;
        if (ids.TryGetValue(id, out var timed)) timed.TryWriteBytes(bytes.AsSpan(at), bigEndian: true, out _);
        _places.Add(new(at, PlaceKind.Uuid));
    }

    private void PrepareText(int at, int length, IReadOnlyDictionary<Guid, Guid> ids, List<byte[]> spoken)
    {
        var text = bytes.AsSpan(at, length);
        foreach (var word in spoken)
            for (int from = 0, next; (next = text[from..].IndexOf(word)) >= 0; from += next + word.Length)
                _places.Add(new(at + from + next + word.Length - 5, PlaceKind.Restaurant));
        for (var i = 0; i < length; i++)
        {
            if (!IsHex(text[i]) || (i > 0 && (IsHex(text[i - 1]) || text[i - 1] == '-'))) continue;
            var run = i;
            while (run < length && (IsHex(text[run]) || text[run] == '-')) run++;
            var dashed = run - i == 36;
            if ((dashed || run - i == 32)
                && Guid.TryParseExact(Encoding.ASCII.GetString(text[i..run]), dashed ? "D" : "N", out var id)
                && IdMask.Changes(id))
            {
                if (ids.TryGetValue(id, out var timed)) timed.TryFormat(text[i..run], out _, dashed ? "D" : "N");
                _places.Add(new(at + i, dashed ? PlaceKind.DashedText : PlaceKind.Text));
            }
            i = run - 1;
        }
    }

    private static bool IsHex(byte c) => c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f');

    private enum PlaceKind : byte
    {
        Uuid,
        Text,
        DashedText,
        Restaurant,
        Position,
    }

    private readonly record struct Place(int At, PlaceKind Kind);
}
