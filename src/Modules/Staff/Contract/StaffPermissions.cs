using Restpy.Kernel;

namespace Restpy.Staff.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class StaffPermissions
{
    public const string SeePeople = "staff.see";
    public const string ChangePeople = "staff.change";
    public const string PairTablets = "staff.pair-tablets";
    public const string SetRoles = "staff.set-roles";
    public const string SetSecurity = "staff.security";
    public const string SetNetworks = "staff.networks";
    public const string MakeTokens = "staff.api-tokens";
    public const string Approve = "approvals.decide";
    public const string SetPlatformNetworks = "platform.networks";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SeePeople, "See who works here and what they may do", Role.Owner, Role.Manager),
        new(ChangePeople, "Invite people, change their role, give and take permissions, end their work",
            Role.Owner, Role.Manager),
        new(PairTablets, "Pair tablets with a branch, and end them", Role.Owner, Role.Manager),
        new(SetRoles, "Change what each role may do", Role.Owner),
        new(SetSecurity, "Decide what roles show at the sign-in", Role.Owner),
        new(SetNetworks, "Choose the networks people may work from", Role.Owner),
        new(MakeTokens, "Make and end tokens for programs", Role.Owner),
        new(Approve, "Agree to what a colleague asks for, as the second person",
            Role.Owner, Role.Manager) { RecheckOnSave = true },
        new(SetPlatformNetworks, "Choose the networks the operator's own people may work from", Role.SuperAdmin),
    ];
}
