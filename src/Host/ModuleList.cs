using Restpy.Audit;
using Restpy.Backups;
using Restpy.Billing;
using Restpy.Floor;
using Restpy.Guests;
using Restpy.Kitchen;
using Restpy.Menu;
using Restpy.Ordering;
using Restpy.Payments;
using Restpy.Platform.Web;
using Restpy.Reports;
using Restpy.Staff;
using Restpy.Tenancy;
using Restpy.Trust;

namespace Restpy.Host;

/// <summary>What this product consists of.</summary>
public static class ModuleList
{
    public static readonly IReadOnlyList<IModule> All =
    [
        new TenancyModule(), new StaffModule(), new MenuModule(), new FloorModule(), new OrderingModule(),
        new KitchenModule(), new BillingModule(),
        new PaymentsModule(), new GuestsModule(), new AuditModule(), new TrustModule(), new ReportsModule(),
        new BackupsModule(),
    ];
}
