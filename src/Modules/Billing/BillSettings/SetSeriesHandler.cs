using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.BillSettings;

internal sealed record SetSeriesRequest(Guid BranchId, SeriesKind Kind, string? Prefix, Guid CommandId);

internal sealed record SeriesPrefixWrong(int Longest) : Error(ErrorKind.Invalid);

internal sealed record SeriesPrefixTaken(string Prefix) : Error(ErrorKind.Conflict);

/// <summary>Sets how the numbers of one kind of paper begin. No two series of the restaurant may begin alike.</summary>
internal sealed class SetSeriesHandler(
    RestpyDb db, BranchChoice branches, Numbering numbering, RestaurantDirectory restaurants)
{
    public async Task<Outcome<Done>> HandleAsync(SetSeriesRequest request, CancellationToken ct)
    {
        var prefix = (request.Prefix ?? "").Trim().ToUpperInvariant();
        if (!DocumentNumber.IsPrefix(prefix))
            return new SeriesPrefixWrong(DocumentNumber.LongestPrefix) { Field = "prefix" };
        if (await branches.FindAsync(request.BranchId, ct) is not { } branch || !Enum.IsDefined(request.Kind))
            return new NotFound("branch");
        await using var work = await db.BeginAsync(ct);
        foreach (var other in (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Branches)
            foreach (var kind in Enum.GetValues<SeriesKind>())
                if ((other.Id != branch.Id || kind != request.Kind)
                    && await numbering.PrefixAsync(other, kind, ct) == prefix)
                    return new SeriesPrefixTaken(prefix) { Field = "prefix" };
        var series = await db.Set<NumberSeries>()
            .FirstOrDefaultAsync(s => s.BranchId == branch.Id && s.Kind == request.Kind, ct);
        if (series is null) db.Add(series = NumberSeries.Of(branch.Id, request.Kind, prefix));
        else series.Begin(prefix);
        db.Act("billing.series-set", series, $"{branch.Code} {request.Kind} {prefix}");
        return await work.SaveAsync(Kernel.Done.It, ct);
    }
}
