namespace Restpy.Platform.Snapshots;

/// <summary>A database that could not be read as it has to be.</summary>
public sealed class SnapshotFailedException(string message) : Exception(message);
