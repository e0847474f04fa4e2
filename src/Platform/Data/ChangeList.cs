using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// Writes the before and after of changed rows as JSON. Values marked <see cref="SecretAttribute"/> stay out; of those
/// marked
/// <see cref="PersonalDataAttribute"/> it says that they changed.
/// </summary>
internal static class ChangeList
{
    // The log is read by people: Devanagari and accents stay as they are. It is encoded again wherever it is shown.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly ConcurrentDictionary<IReadOnlyProperty, Showing> Shown = new();

    /// <summary>Stands for personal data, which nobody could erase from the log.</summary>
    internal const string Changed = "changed";

    private enum Showing
    {
        Value,
        ThatItChanged,
        Nothing,
    }

    public static string Write(IReadOnlyList<RowChange> changes)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var change in changes) Write(json, change);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, RowChange change)
    {
        json.WriteStartObject();
        json.WriteString("type", change.Type.ClrType.Name);
        if (change.Row is ITenantOwned owned) json.WriteString("id", owned.Id);
        if (change.State is EntityState.Modified or EntityState.Deleted) Values(json, "before", change, before: true);
        if (change.State is EntityState.Added or EntityState.Modified) Values(json, "after", change, before: false);
        json.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter json, string name, RowChange change, bool before)
    {
        json.WriteStartObject(name);
        foreach (var property in change.Type.GetProperties())
        {
            var showing = Shown.GetOrAdd(property, ShowingOf);
            if (showing == Showing.Nothing) continue;
            if (change.State == EntityState.Modified && !change.IsModified(property)) continue;
            var content = before ? change.Before(property) : change.After(property);
            // A row that comes or goes is told by what it holds; a change also by what it no longer does.
            if (change.State != EntityState.Modified && IsEmpty(content)) continue;
            if (showing == Showing.ThatItChanged && before && change.State == EntityState.Modified) continue;
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            Value(json, showing == Showing.ThatItChanged ? Changed : content);
        }
        json.WriteEndObject();
    }

    private static bool IsEmpty(object? content) => content is null or "" || LocalText.Empty.Equals(content);

    private static Showing ShowingOf(IReadOnlyProperty property)
    {
        if (property.Name is nameof(ITenantOwned.RestaurantId) or nameof(ITenantOwned.Id) or nameof(IVersioned.Version))
            return Showing.Nothing;
        if (property.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is not null) return Showing.Nothing;
        return property.PropertyInfo?.GetCustomAttribute<PersonalDataAttribute>() is null ? Showing.Value
            : Showing.ThatItChanged;
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool b: json.WriteBooleanValue(b); break;
            case int i: json.WriteNumberValue(i); break;
            case long l: json.WriteNumberValue(l); break;
            case decimal d: json.WriteNumberValue(d); break;
            case DateTimeOffset at: json.WriteStringValue(at.UtcDateTime.ToString("O")); break;
            case DateOnly date: json.WriteStringValue(date.ToString("O")); break;
            case LocalText text: json.WriteRawValue(text.ToJson()); break;
            case byte[] bytes: json.WriteStringValue($"({bytes.Length} bytes)"); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
