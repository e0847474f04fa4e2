namespace Restpy.Kernel;

/// <summary>
/// The use case that adds a row of this class does not look at it again once it is saved: no copy of it is kept, which
/// costs half as much (ADR 0021). What it changes in the row before the save is saved; after it, nothing notices. The
/// class has no navigations. For rows of which many are written while a restaurant is full.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AddUntrackedAttribute : Attribute;
