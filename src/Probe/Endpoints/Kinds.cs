using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Restpy.Probe.Endpoints;

/// <summary>What a parameter of some type can carry, and the places inside one that has parts.</summary>
internal static class Kinds
{
    private const int Deepest = 6;
    private static readonly Type[] Whens =
        [typeof(DateOnly), typeof(TimeOnly), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan)];

    public static SlotKind Of(Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Guid))
            return name.EndsWith("CommandId", StringComparison.OrdinalIgnoreCase) ? SlotKind.Command : SlotKind.Id;
        if (plain == typeof(string)) return SlotKind.Text;
        if (plain.IsPrimitive || plain.IsEnum || plain == typeof(decimal) || Whens.Contains(plain))
            return SlotKind.Plain;
        if (typeof(IFormFile).IsAssignableFrom(plain)) return SlotKind.File;
        return SlotKind.Unknown;
    }

    /// <summary>
    /// Of a query or a form: simple values by their name, lists by the name repeated, objects part by part.
    /// </summary>
    public static IEnumerable<Slot> InForm(Type type, string name, SlotLocation where, int depth = 0)
    {
        if (Of(type, name) is var kind && kind != SlotKind.Unknown)
            return [new(name, kind == SlotKind.File ? SlotLocation.File : where, kind, type)];
        if (depth > Deepest) return [new(name, where, SlotKind.Unknown, type)];
        if (Entries(type) is var (key, value))
        {
            // The key is of the caller's choosing as well: a branch, a language.
            var keyed = where == SlotLocation.Form
                && key is SlotKind.Id or SlotKind.Text
                ? [new Slot($"{name}[{{id}}]", SlotLocation.FieldName, key, typeof(string))] : Array.Empty<Slot>();
            return keyed.Concat(InForm(value, name + "[en]", where, depth + 1));
        }
        if (Item(type) is { } item)
            return InForm(item, Of(item, name) == SlotKind.Unknown ? name + "[0]" : name, where, depth + 1);
        var parts = Settable(type);
        return parts.Count == 0
            ? [new(name, where, SlotKind.Unknown, type)]
            : parts.SelectMany(p => InForm(p.PropertyType, name.Length == 0
                || Renamed(p) is not null ? Renamed(p) ?? p.Name : $"{name}.{p.Name}", where, depth + 1));
    }

    /// <summary>Of a JSON body, by the constructor of its record.</summary>
    public static IEnumerable<Slot> InJson(Type type, string path, int depth = 0)
    {
        if (Of(type, path) is var kind && kind != SlotKind.Unknown) return [new(path, SlotLocation.Json, kind, type)];
        if (depth > Deepest) return [new(path, SlotLocation.Json, SlotKind.Unknown, type)];
        if (Entries(type) is var (_, value)) return InJson(value, Inside(path, "en"), depth + 1);
        if (Item(type) is { } item) return InJson(item, Inside(path, "0"), depth + 1);
        var parts = Parameters(type);
        return parts.Length == 0
            ? [new(path, SlotLocation.Json, SlotKind.Unknown, type)]
            : parts.SelectMany(p =>
                InJson(p.ParameterType, Inside(path, JsonNamingPolicy.CamelCase.ConvertName(p.Name!)), depth + 1));
    }

    /// <summary>Something a handler takes without complaint where nothing in particular is meant.</summary>
    public static string? Neutral(Slot slot)
    {
        var plain = Nullable.GetUnderlyingType(slot.Type) ?? slot.Type;
        if (plain == typeof(bool)) return "true";
        if (plain.IsEnum) return Enum.GetNames(plain)[0];
        if (plain == typeof(DateOnly))
            return DateOnly.MinValue.AddYears(2025).ToString("O", CultureInfo.InvariantCulture);
        if (plain.IsPrimitive || plain == typeof(decimal)) return "1";
        return slot.Kind == SlotKind.Text && slot.In is not (SlotLocation.Query or SlotLocation.Route) ? "some reason"
            : null;
    }

    public static Type? Item(Type type) => type.IsArray ? type.GetElementType()
        : type != typeof(string) && type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetGenericArguments() is [var item] ? item : null;

    private static (SlotKind Key, Type Value)? Entries(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value]
            && typeof(IEnumerable).IsAssignableFrom(type) ? (Of(key, ""), value) : null;

    private static string Inside(string path, string step) => path.Length == 0 ? step : $"{path}.{step}";

    private static string? Renamed(PropertyInfo property) =>
        property.GetCustomAttributes().OfType<IModelNameProvider>().FirstOrDefault()?.Name;

    private static List<PropertyInfo> Settable(Type type) =>
        type.IsInterface || type.IsAbstract || type == typeof(object)
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            ? [] : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)];

    private static ParameterInfo[] Parameters(Type type) =>
        type.IsInterface || type.IsAbstract || type == typeof(object)
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            ? [] : type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(c => c.GetParameters().Length)?.GetParameters() ?? [];
}
