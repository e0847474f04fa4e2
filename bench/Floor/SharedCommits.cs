using System.Threading.Channels;

namespace Restpy.Bench.Floor;

/// <summary>
/// The harder floor: all orders that arrive while a transaction runs go into the next one together, so that one write
/// to the disk serves several orders, as it does in the product on SQLite.
/// </summary>
internal sealed class SharedCommits(IOrderFloor floor)
{
    private const int Most = 64;

    private readonly Channel<(FloorOrder Order, TaskCompletionSource Placed)> _waiting =
        Channel.CreateUnbounded<(FloorOrder, TaskCompletionSource)>();

    public Task PlaceAsync(FloorOrder order)
    {
        var placed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((order, placed));
        return placed.Task;
    }

    public async Task RunAsync()
    {
        var taken = new List<(FloorOrder Order, TaskCompletionSource Placed)>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            taken.Clear();
            while (taken.Count < Most && _waiting.Reader.TryRead(out var next)) taken.Add(next);
            try
            {
                await floor.PlaceAllAsync([.. taken.Select(t => t.Order)]);
                foreach (var (_, placed) in taken) placed.SetResult();
            }
            catch (Exception refused)
            {
                foreach (var (_, placed) in taken) placed.SetException(refused);
            }
        }
    }
}
