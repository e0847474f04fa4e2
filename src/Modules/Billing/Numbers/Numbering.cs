using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Numbers;

/// <param name="Sequence">The count inside series and year.</param>
internal sealed record GivenNumber(string SellerTaxNumber, string Series, string Year, long Sequence, string Text);

/// <summary>
/// Gives out document numbers without gaps, per tax number, series and year. The number is taken in the transaction
/// that issues the paper: a use case that fails gives it back.
/// </summary>
internal sealed class Numbering(RestpyDb db, RestaurantDirectory restaurants)
{
    public async Task<GivenNumber> NextAsync(UnitOfWork work, BranchInfo branch, SeriesKind kind, CancellationToken ct)
    {
        var country = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Country;
        var prefix = await PrefixAsync(branch, kind, ct);
        var year = DocumentYear.Of(country, DateOnly.FromDateTime(branch.Day.Local(db.Time.GetUtcNow()).DateTime));
        var sequence = await work.NextAsync($"doc|{branch.TaxNumber}|{prefix}", year, ct);
        return new(branch.TaxNumber, prefix, year, sequence, DocumentNumber.Write(prefix, year, sequence));
    }

    /// <summary>For a training bill: TRAIN/26-27/00001, counted beside the real series.</summary>
    public async Task<GivenNumber> NextTrainingAsync(UnitOfWork work, BranchInfo branch, CancellationToken ct)
    {
        const string Prefix = "TRAIN";
        var country = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Country;
        var year = DocumentYear.Of(country, DateOnly.FromDateTime(branch.Day.Local(db.Time.GetUtcNow()).DateTime));
        var sequence = await work.NextAsync("training", year, ct);
        return new(branch.TaxNumber, Prefix, year, sequence, DocumentNumber.Write(Prefix, year, sequence));
    }

    public async Task<string> PrefixAsync(BranchInfo branch, SeriesKind kind, CancellationToken ct) =>
        await db.Set<NumberSeries>().AsNoTracking().Where(s => s.BranchId == branch.Id && s.Kind == kind)
            .Select(s => s.Prefix).FirstOrDefaultAsync(ct)
        ?? NumberSeries.Usual(branch.Code, kind);
}
