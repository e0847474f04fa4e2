using Restpy.Kernel;

namespace Restpy.Menu.Contract;

public sealed class Stock
{
    internal Stock() { }

    public Task<Outcome<Done>> TakeAsync(IReadOnlyDictionary<Guid, int> quantities, CancellationToken ct) => Task.FromResult<Outcome<Done>>(Done.It);

    public Task GiveBackAsync(IReadOnlyDictionary<Guid, int> quantities, CancellationToken ct) => Task.CompletedTask;
}
