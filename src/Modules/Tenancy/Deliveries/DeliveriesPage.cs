using Microsoft.AspNetCore.Mvc;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Deliveries;

/// <summary>
/// For the operator: what is done after an event (mails, and whatever modules add), and what is stuck. Errors and
/// counts only.
/// </summary>
[Needs(TenancyPermissions.SeeDeliveries)]
internal sealed class DeliveriesPage(
    RestpyDb db, EventDeliveries deliveries, TryDeliveriesHandler tryNow, TimeProvider time) : StaffPage
{
    public IReadOnlyList<ConsumerStatus> Rows { get; private set; } = [];

    /// <summary>What a refusal means; an exception has only its name.</summary>
    public string Sentence(string error) =>
        Words[$"error.{error}"] is var sentence && sentence == $"error.{error}" ? error : sentence;

    /// <summary>Whole minutes the oldest event has waited.</summary>
    public int Minutes(DateTimeOffset since) => (int)(time.GetUtcNow() - since).TotalMinutes;

    public async Task OnGetAsync(CancellationToken ct) => Rows = await deliveries.StatusAsync(db, ct);

    public async Task<IActionResult> OnPostAsync(string? consumer, CancellationToken ct)
    {
        var outcome = await tryNow.HandleAsync(consumer ?? "", ct);
        return outcome.Ok ? Done("/platform/deliveries", Words["deliveries.tried"]) : Refuse(outcome.Error);
    }
}
