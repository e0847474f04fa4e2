using Restpy.Kernel;

namespace Restpy.Staff;

/// <summary>
/// Somebody who signs in. One person may work for several restaurants; what they may do there is a membership.
/// </summary>
[SharedByAllRestaurants("One person may work for several restaurants, and signs in before one is chosen.")]
internal sealed class Person
{
    private Person() { }

    public Guid Id { get; private init; }

    /// <summary>Normalised by <see cref="NormaliseEmail"/>.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Email { get; private init; } = "";

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Name { get; private init; } = "";

    [Secret]
    public string PasswordHash { get; private set; } = "";
    public string Language { get; private set; } = "en";
    public bool IsSuperAdmin { get; private set; }

    /// <summary>Made by the demo, with a password everybody knows; cannot sign in outside demo mode.</summary>
    public bool IsDemo { get; private init; }
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Sessions from before it are over: the password was changed, or all devices were signed out.</summary>
    public DateTimeOffset? SignedOutBefore { get; private set; }

    public static Person Register(
        string email, string name, string passwordHash, string language, bool superAdmin = false, bool demo = false) =>
        new()
        {
            Id = Kernel.Id.New(), Email = NormaliseEmail(email), Name = name, PasswordHash = passwordHash,
            Language = language, IsSuperAdmin = superAdmin, IsDemo = demo,
        };

    /// <summary>Only at the machine itself: no page makes one.</summary>
    public void BecomeSuperAdmin() => IsSuperAdmin = true;

    /// <summary>Whoever was signed in with the one before is out.</summary>
    public void ChangePassword(string hash, DateTimeOffset now) => (PasswordHash, SignedOutBefore) = (hash, now);

    public void SignOutEverywhere(DateTimeOffset now) => SignedOutBefore = now;

    public void Read(string language) => Language = language;

    /// <summary>So that case, width and composition make no second person and no second chance.</summary>
    public static string NormaliseEmail(string email) =>
        CleanText.Normal(email.Trim(), System.Text.NormalizationForm.FormKC).ToLowerInvariant();
}

/// <summary>A person's place in one restaurant: the role, and the branch if it is bound to one.</summary>
internal sealed class Member : ITenantOwned, IVersioned
{
    private Member() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid PersonId { get; private init; }
    public Role Role { get; private set; }

    /// <summary>Null: all branches.</summary>
    public Guid? BranchId { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Another role, or another branch.</summary>
    public void Become(Role role, Guid? branchId) => (Role, BranchId) = (role, branchId);

    public void Leave(DateTimeOffset now) => LeftAt = now;

    /// <summary>Somebody who worked here before comes back.</summary>
    public void Return(Role role) => (Role, LeftAt) = (role, null);

    public static Member Join(Guid personId, Role role, Guid? branchId) =>
        new() { Id = Kernel.Id.New(), PersonId = personId, Role = role, BranchId = branchId };
}
