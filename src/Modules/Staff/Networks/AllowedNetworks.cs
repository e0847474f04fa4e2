using Restpy.Kernel;

namespace Restpy.Staff.Networks;

/// <summary>
/// From where the people of one role, or one person, may work in this restaurant; of the installation's own under the
/// platform's id.
/// </summary>
internal sealed class AllowedNetworks : ITenantOwned, IVersioned
{
    private AllowedNetworks() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }

    /// <summary>Whose: <see cref="Whose"/> as text.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>As <see cref="NetworkList"/> writes it; empty: from anywhere.</summary>
    public string Networks { get; private set; } = "";

    public static AllowedNetworks Of(Whose whose) => new() { Id = Kernel.Id.New(), Subject = whose.ToString() };

    public void Set(NetworkList networks) => Networks = networks.ToString();

    public void Clear() => Networks = "";
}

/// <summary>A role, or a person.</summary>
internal readonly record struct Whose(Role? Role, Guid? PersonId)
{
    private const string OfRole = "role:", OfPerson = "person:";

    public override string ToString() => Role is { } role ? OfRole + role : OfPerson + PersonId;

    public static Whose? Read(string? text)
    {
        if (text?.StartsWith(OfRole, StringComparison.Ordinal) == true
            && Enum.GetNames<Role>().Contains(text[OfRole.Length..]))
            return new(Enum.Parse<Role>(text[OfRole.Length..]), null);
        return text?.StartsWith(OfPerson, StringComparison.Ordinal) == true
            && Guid.TryParseExact(text[OfPerson.Length..], "D", out var person) ? new(null, person) : null;
    }
}
