using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.ListBills;

internal sealed record BillRow(Guid Id, string? Number, OrderLabel Label, BillState State, string Waiter, int Covers,
    DateTimeOffset OpenedAt, DateTimeOffset? IssuedAt, Guid BranchId, long PayableMinor, long DueMinor);

/// <summary>Bills of a day: what is open, what waits for money, what is paid. Filters stay in the address.</summary>
[Needs(BillingPermissions.See)]
[Compressed]
internal sealed class BillsPage(RestpyDb db, RestaurantDirectory restaurants) : BillingPage
{
    private const int PageSize = 50;

    public RestaurantInfo Restaurant { get; private set; } = null!;
    public IReadOnlyList<BillRow> Rows { get; private set; } = [];
    public IReadOnlyDictionary<BillState, int> Counts { get; private set; } = new Dictionary<BillState, int>();
    public int Total { get; private set; }
    public DateOnly Day { get; private set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Find { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "date")]
    public string? DateText { get; set; }

    // Not "page": that name is the framework's own for the page itself, and wins over the address.
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNo { get; set; } = 1;

    public bool HasNext => PageNo * PageSize < Total;
    public int First => Total == 0 ? 0 : ((PageNo - 1) * PageSize) + 1;
    public int Last => Math.Min(Total, PageNo * PageSize);

    public async Task OnGetAsync(CancellationToken ct) => await ReadAsync(ct);

    public async Task<IActionResult> OnGetListAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return Partial("_Bills", this);
    }

    public string Link(string? state = null, int page = 1, string? handler = null)
    {
        var query = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        Add("handler", handler);
        Add("q", Find);
        Add("state", state ?? State);
        Add("date", DateText);
        if (page > 1) Add("p", page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return "/staff/bills" + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var branch = db.Scope.BranchId is { } own ? Restaurant.Branch(own) : Restaurant.Branches[0];
        var today = branch.Day.Of(db.Time.GetUtcNow());
        Day = DateOnly.TryParseExact(DateText, "yyyy-MM-dd", out var asked) ? asked : today;
        PageNo = Math.Clamp(PageNo, 1, 10_000);
        var find = Find?.Trim() is { Length: > 0 and <= 60 } text ? SearchText.Fold(text) : null;

        var (kind, place) = Asked(find ?? "");

        // A search goes through all days; without one, the day's bills and whatever is still open from before.
        var bills = db.Set<Bill>().AsNoTracking();
        bills = find is not null
            ? bills.Where(b => SearchText.Fold(b.Number!).Contains(find)
                || (SearchText.Fold(b.Place) == place && (kind == null || b.Channel == kind))
                || SearchText.Fold(b.GuestName).Contains(find) || SearchText.Fold(b.BuyerName).Contains(find))
            : bills.Where(b => b.BusinessDate == Day
                || (Day == today
                    && (b.State == BillState.Open || b.State == BillState.Printed || b.State == BillState.PartPaid)));
        Counts = await bills.GroupBy(b => b.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (EnumNames.TryRead<BillState>(State, out var state)) bills = bills.Where(b => b.State == state);
        else State = null;
        Total = await bills.CountAsync(ct);
        Rows = await bills.OrderByDescending(b => b.OpenedAt).ThenByDescending(b => b.Id).Skip((PageNo - 1) * PageSize)
            .Take(PageSize)
            .Select(b => new BillRow(b.Id, b.Number, new OrderLabel(b.Channel, b.Place), b.State, b.WaiterName,
                b.Covers, b.OpenedAt, b.IssuedAt, b.BranchId, b.PayableMinor,
                b.State == BillState.Void ? 0 : b.PayableMinor + b.TipMinor - b.CreditedMinor - b.PaidMinor))
                .ToListAsync(ct);
    }

    /// <summary>"Table 7", in the words of whoever looks, as its parts; "7" may be any of them.</summary>
    private (string? Kind, string Place) Asked(string find)
    {
        foreach (var kind in new[] { OrderLabel.Table, "takeaway", "pickup" })
        {
            var before = SearchText.Fold(Words.Of(new OrderLabel(kind, "")));
            if (find.StartsWith(before, StringComparison.Ordinal)) return (kind, find[before.Length..].Trim());
        }
        return (null, find);
    }

    public string Amount(long minor) => Money.Format(minor, Restaurant.Currency);
}
