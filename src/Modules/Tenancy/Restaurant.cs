using Restpy.Kernel;

namespace Restpy.Tenancy;

/// <summary>A restaurant as a customer of Restpy: the tenant itself.</summary>
[SharedByAllRestaurants("It is the tenant; found by its address before there is a scope.")]
internal sealed class Restaurant
{
    private Restaurant() { }

    public Guid Id { get; private init; }
    public string Slug { get; private init; } = "";
    public string Name { get; private set; } = "";
    public string LegalName { get; private set; } = "";

    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; private init; } = "";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private init; } = "";

    /// <summary>BCP 47 primary tags, the first is the menu's own, joined by commas.</summary>
    public string Languages { get; private set; } = "";
    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>Made for the probe to attack and to attack from; no guest is told its address, no list of restaurants names it.</summary>
    public bool IsCanary { get; private init; }

    public static Restaurant Open(string slug, string name, string legalName, string country, string currency, string[] languages, DateTimeOffset now, bool canary = false) =>
        new() { Id = Kernel.Id.New(), Slug = slug, Name = name, LegalName = legalName, Country = country, Currency = currency, Languages = string.Join(',', languages), OpenedAt = now, IsCanary = canary };
}
