using Restpy.Platform.Data;

namespace Restpy.Staff;

/// <summary>What Staff looks up before anybody knows whose restaurant it is of.</summary>
internal static class StaffBypasses
{
    public static readonly TenantBypass Session = new("session",
        "A session is found by its cookie before anybody knows whose restaurant it is of; super admins have none.",
        "id",
        new BypassedTable("staff_session", "SELECT", "INSERT", "UPDATE"));

    public static readonly TenantBypass Person = new("person",
        "A person's workplaces and sessions are theirs, in whatever restaurants; at sign-in they are looked up "
            + "before one is chosen.", "person_id",
        new BypassedTable("staff_membership", "SELECT"), new BypassedTable("staff_session", "SELECT"));

    public static readonly TenantBypass Limits = new("limits",
        "The security page asks whether any session past its limit would be let in, and how many tablets there are.",
        null,
        new BypassedTable("staff_session", "SELECT"), new BypassedTable("staff_tablet_key", "SELECT"));

    public static readonly TenantBypass Tablet = new(
        "tablet", "A tablet is found by its code or its cookie before anybody knows whose restaurant it is of.", "id",
        new BypassedTable("staff_tablet_key", "SELECT", "UPDATE"));

    public static readonly TenantBypass Reminders =
        new("reminders", "One job finds the tokens about to end, whoever's they are.", null,
        new BypassedTable("staff_token_reminder", "SELECT"));

    public static readonly IReadOnlyList<TenantBypass> All = [Session, Person, Limits, Tablet, Reminders,
        TenantBypasses.OfHousekeeping("staff_session", "staff_tablet_key")];
}
