using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Billing.CreditBill;
using Restpy.Billing.Drawer;
using Restpy.Billing.IssueBill;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Billing.TestPrint;
using Restpy.Tenancy.Contract;

namespace Restpy.Billing;

/// <summary>Pricing and tax, bills, credit notes, the drawer and the close of the day.</summary>
public sealed class BillingModule : IModule
{
    public const string See = "bills.see";
    public const string Make = "bills.make";
    public const string Discount = "bills.discount";
    public const string Settle = "bills.settle";
    public const string Credit = "bills.credit";
    public const string Reprint = "bills.reprint";
    public const string Settings = "bills.settings";
    public const string PersonCaps = "bills.person-caps";
    public const string RunDay = "day.run";
    public const string SeeDay = "day.see";
    public const string SeeExpected = "day.expected";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(See, "See bills", Role.Owner, Role.Manager, Role.Cashier, Role.Accountant, Role.Waiter),
        new(Make, "Open bills and print them", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) {
        WhileSuspended = true },
        new(Discount, "Give discounts, up to one’s cap", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) {
        RecheckOnSave = true, WhileSuspended = true },
        new(Settle, "Take money for bills", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) {
        WhileSuspended = true },
        new(Credit, "Issue credit notes, up to one’s cap", Role.Owner, Role.Manager, Role.Cashier) {
        RecheckOnSave = true, WhileSuspended = true },
        new(Reprint, "Print a bill again", Role.Owner, Role.Manager, Role.Cashier) { WhileSuspended = true },
        new(Settings, "Set number series and caps", Role.Owner),
        new(PersonCaps, "Set how far one person may go with discounts and refunds", Role.Owner, Role.Manager) {
        RecheckOnSave = true },
        new(RunDay, "Open the drawer, move cash, close the day", Role.Owner, Role.Manager, Role.Cashier) {
        RecheckOnSave = true, WhileSuspended = true },
        new(SeeDay, "See X and Z reports", Role.Owner, Role.Manager, Role.Cashier, Role.Accountant),
        new(SeeExpected, "See what should be in the drawer before it is counted", Role.Owner, Role.Manager,
            Role.Accountant),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/staff/bills", "nav.bills", "bill", See, 40) { Group = NavGroup.Service },
        new("/staff/day", "nav.day", "cash", SeeDay, 45) { Group = NavGroup.Money },
    ];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, BillingMap>();
        services.AddScoped<IGuideStep, PrintStep>().AddSingleton<ITaxProfiles, TaxProfiles>()
            .AddScoped<IOpenBusiness, OpenBillBusiness>();
        services.AddScoped<BillLoader>().AddScoped<BillSheets>().AddScoped<Caps>()
            .AddScoped<ILenderLimit, DiscountLenders>().AddScoped<ILenderLimit, CreditLenders>()
            .AddScoped<RefundRules>().AddScoped<Numbering>().AddScoped<DrawerSessions>()
            .AddScoped<CloseDay.OpenAtClose>().AddScoped<DrawerTotals>();
        services.AddScoped<BranchChoice>().AddScoped<BillIssuer>().AddScoped<CreditNoteIssuer>()
            .AddScoped<IApprovable, ApprovedCredit>();
        services.AddScoped(provider => new OrderTotals(
            provider.GetRequiredService<RestpyDb>(), provider.GetRequiredService<RestaurantDirectory>()));
        services.AddScoped(provider => new BillFigures(provider.GetRequiredService<RestpyDb>()));
        services.AddHandlersOf<BillingModule>();
    }

    public void Map(IEndpointRouteBuilder app) => BillingApi.Map(app);
}
