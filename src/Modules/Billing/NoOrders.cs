using Restpy.Billing.Contract;

namespace Restpy.Billing;

/// <summary>Answers for a product built without a module of orders: there is nothing to bill.</summary>
internal sealed class NoOrders : IBillableOrders
{
    public Task<BillableOrder?> FindAsync(Guid orderId, CancellationToken ct) => Task.FromResult<BillableOrder?>(null);

    public Task BillPrintedAsync(Guid orderId, Guid billId, CancellationToken ct) => Task.CompletedTask;

    public Task BillReopenedAsync(Guid orderId, CancellationToken ct) => Task.CompletedTask;

    public Task PaidAsync(Guid orderId, CancellationToken ct) => Task.CompletedTask;

    public Task<IReadOnlyList<string>> OpenAsync(Guid branchId, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);
}
