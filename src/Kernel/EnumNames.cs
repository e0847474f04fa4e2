namespace Restpy.Kernel;

/// <summary>
/// Kinds come by their names. What the framework reads would take numbers too, also such as name nothing, and lists, of
/// which it makes a third kind.
/// </summary>
public static class EnumNames
{
    /// <param name="kinds">An enumeration.</param>
    /// <param name="text">One of its names, in any case.</param>
    /// <returns>Null where it is none.</returns>
    public static object? Read(Type kinds, string? text) =>
        Array.Find(Enum.GetNames(kinds), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse(kinds, known) : null;

    public static bool TryRead<T>(string? text, out T kind) where T : struct, Enum
    {
        var known = Read(typeof(T), text);
        kind = known is T read ? read : default;
        return known is not null;
    }
}
