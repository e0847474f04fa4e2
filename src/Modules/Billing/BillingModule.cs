using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Billing.CreditBill;
using Restpy.Billing.Drawer;
using Restpy.Billing.IssueBill;
using Restpy.Billing.Numbers;
using Restpy.Billing.OpenBill;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Consumers;
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
    public IReadOnlyList<Permission> Permissions => BillingPermissions.All;

    public IReadOnlyList<Topic> Topics { get; } = [new("bills", BillingPermissions.See)];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/staff/bills", "nav.bills", "bill", BillingPermissions.See, 40) { Group = NavGroup.Service },
        new("/staff/day", "nav.day", "cash", BillingPermissions.SeeDay, 45) { Group = NavGroup.Money },
    ];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, BillingMap>();
        services.AddSingleton(
            new CountedEvent("restpy.bills.issued", "Bills printed with a number.", typeof(BillPrinted)));
        services.AddSingleton(new CountedEvent("restpy.payments.settled",
            "Payments that paid a bill in whole or in part.", typeof(BillPaid), typeof(BillPartPaid)));
        services.AddScoped<IGuideStep, PrintStep>().AddSingleton<ITaxProfiles, TaxProfiles>()
            .AddScoped<IOpenBusiness, OpenBillBusiness>();
        services.AddConsumer<OrderFollower, OrderMoved>(OrderFollower.Name)
            .AddConsumer<OrderFollower, DishesMoved>(OrderFollower.Name)
            .AddConsumer<OrderFollower, TablesJoined>(OrderFollower.Name)
            .AddConsumer<OrderFollower, TablesSeparated>(OrderFollower.Name)
            .AddConsumer<OrderFollower, OrderMerged>(OrderFollower.Name);
        services.AddScoped<BillLoader>().AddScoped<BillSheets>().AddScoped<Caps>()
            .AddScoped<ILenderLimit, DiscountLenders>().AddScoped<ILenderLimit, CreditLenders>()
            .AddScoped<RefundRules>().AddScoped<Numbering>().AddScoped<DrawerSessions>()
            .AddScoped<CloseDay.OpenAtClose>().AddScoped<DrawerTotals>();
        services.AddScoped<BranchChoice>().AddScoped<PaidOrders>().AddScoped<BillIssuer>().AddScoped<CreditNoteIssuer>()
            .AddScoped<IApprovable, ApprovedCredit>();
        services.AddScoped<IOrderTotals, OrderTotals>().AddScoped<IForgottenDays, ForgottenDays>();
        services.AddScoped(provider => new BillFigures(provider.GetRequiredService<RestpyDb>()));
        services.AddHandlersOf<BillingModule>();
    }

    public void Map(IEndpointRouteBuilder app) => BillingApi.Map(app);
}
