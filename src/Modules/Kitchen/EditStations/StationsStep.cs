using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Kitchen.EditStations;

/// <summary>Stations of the guide: done once the first one was looked at and saved, or another was added.</summary>
internal sealed class StationsStep(RestpyDb db) : IGuideStep
{
    public string Key => "stations";
    public int Order => 40;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/kitchen/stations");

    public Task<bool> IsDoneAsync(CancellationToken ct) =>
        db.Set<Station>().AnyAsync(s => s.Version > 0 || s.Key != Station.FirstKey, ct);
}
