namespace Restpy.Kernel;

/// <summary>What kind of refusal an error is; the edge maps it to a status once.</summary>
public enum ErrorKind
{
    /// <summary>The request breaks a rule that its sender can mend (400).</summary>
    Invalid,

    /// <summary>No such thing in this restaurant (404), also when it exists in another.</summary>
    NotFound,

    /// <summary>The thing has moved on since the sender last saw it (409).</summary>
    Conflict,

    /// <summary>The person may not do this (403).</summary>
    Refused,

    /// <summary>A link or token is past its time or revoked (410).</summary>
    Gone,

    /// <summary>Too many tries (429).</summary>
    TooMany,
}

/// <summary>
/// A fact that stopped a use case. Derived records live in their slice and are named as the fact; the name is the
/// stable code (<c>PriceChanged</c>) and the key of its sentence in the words files, where {Name} stands for a
/// property.
/// </summary>
public abstract record Error(ErrorKind Kind)
{
    public string Code => GetType().Name;

    /// <summary>The request field the error belongs to, if it belongs to one.</summary>
    public string? Field { get; init; }
}

/// <summary>Nothing with this id here. The same answer for another restaurant's id as for an invented one.</summary>
public sealed record NotFound(string What) : Error(ErrorKind.NotFound);

/// <summary>Somebody else changed it first; load it again.</summary>
public sealed record ChangedMeanwhile() : Error(ErrorKind.Conflict);
