namespace Restpy.Kernel;

/// <summary>Identifiers are UUIDv7: ordered by creation, so an index grows at its end, and made by whoever needs one.</summary>
public static class Id
{
    public static Guid New() => Guid.CreateVersion7();
}
