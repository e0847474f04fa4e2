using System.Security.Cryptography;
using System.Text;
using Restpy.Kernel;

namespace Restpy.Billing.Drawer;

/// <summary>
/// The closing report of a drawer session: numbered without gaps per branch, frozen, chained to the one before.
/// </summary>
internal sealed class ZReport : IBranchOwned
{
    private ZReport() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid SessionId { get; private init; }
    public long Number { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public DateTimeOffset ClosedAt { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ClosedBy { get; private init; } = "";

    public int Bills { get; private init; }
    public long PayableMinor { get; private init; }
    public long CreditedMinor { get; private init; }
    public long VarianceMinor { get; private init; }

    /// <summary>All figures as they were, as JSON.</summary>
    public string FiguresJson { get; private init; } = "";

    /// <summary>SHA-256 over the report before and these figures: a changed report breaks every later one.</summary>
    public string Hash { get; private init; } = "";

    public static ZReport Of(DrawerSession session, long number, DayFigures figures, string figuresJson,
        string hashBefore, DateTimeOffset now, Actor by) => new()
        {
            RestaurantId = session.RestaurantId, Id = Kernel.Id.New(), BranchId = session.BranchId,
            SessionId = session.Id,
            Number = number,
            BusinessDate = session.BusinessDate, ClosedAt = now, ClosedBy = by.Name, Bills = figures.Bills,
            PayableMinor = figures.PayableMinor,
            CreditedMinor = figures.Credits.CreditMinor, VarianceMinor = figures.Drawer.VarianceMinor,
            FiguresJson = figuresJson, Hash = HashOf(hashBefore, number, figuresJson),
        };

    public static string HashOf(string before, long number, string figuresJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{number}\n{figuresJson}")));
}
