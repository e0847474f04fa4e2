using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Ordering;

/// <summary>The last step of the guide: an order that teaches, cooked and paid without money.</summary>
internal sealed class TrainingStep(RestpyDb db) : IGuideStep
{
    public string Key => "training";
    public int Order => 80;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/pad?training=1");

    public Task<bool> IsDoneAsync(CancellationToken ct) => db.Set<Order>().AnyAsync(o => o.Channel == OrderChannel.Training, ct);
}
