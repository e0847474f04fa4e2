using Restpy.Kernel;

namespace Restpy.Billing.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class BillingPermissions
{
    public const string See = "bills.see";
    public const string Make = "bills.make";
    public const string Discount = "bills.discount";
    public const string Settle = "bills.settle";
    public const string Credit = "bills.credit";
    public const string CorrectTender = "bills.correct-tender";
    public const string Reopen = "bills.reopen";
    public const string Reprint = "bills.reprint";
    public const string Settings = "bills.settings";
    public const string PersonCaps = "bills.person-caps";
    public const string RunDay = "day.run";
    public const string SeeDay = "day.see";
    public const string SeeExpected = "day.expected";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(See, "See bills", Role.Owner, Role.Manager, Role.Cashier, Role.Accountant, Role.Waiter),
        new(Make, "Open bills and print them",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) { WhileSuspended = true },
        new(Discount, "Give discounts, up to one’s cap",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) { RecheckOnSave = true, WhileSuspended = true },
        new(Settle, "Take money for bills",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) { WhileSuspended = true },
        new(Credit, "Issue credit notes, up to one’s cap",
            Role.Owner, Role.Manager, Role.Cashier) { RecheckOnSave = true, WhileSuspended = true },
        new(CorrectTender, "Correct how a bill was paid",
            Role.Owner, Role.Manager, Role.Cashier) { RecheckOnSave = true, WhileSuspended = true },
        new(Reopen, "Reopen a numbered bill that nobody paid",
            Role.Owner, Role.Manager, Role.Cashier) { RecheckOnSave = true, WhileSuspended = true },
        new(Reprint, "Print a bill again", Role.Owner, Role.Manager, Role.Cashier) { WhileSuspended = true },
        new(Settings, "Set number series and caps", Role.Owner),
        new(PersonCaps, "Set how far one person may go with discounts and refunds",
            Role.Owner, Role.Manager) { RecheckOnSave = true },
        new(RunDay, "Open the drawer, move cash, close the day",
            Role.Owner, Role.Manager, Role.Cashier) { RecheckOnSave = true, WhileSuspended = true },
        new(SeeDay, "See X and Z reports", Role.Owner, Role.Manager, Role.Cashier, Role.Accountant),
        new(SeeExpected, "See what should be in the drawer before it is counted",
            Role.Owner, Role.Manager, Role.Accountant),
    ];
}
