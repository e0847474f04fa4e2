namespace Restpy.Ordering.Contract;

/// <param name="Url">Where it is closed.</param>
/// <param name="Permission">Who may.</param>
public sealed record ForgottenDay(DateOnly Date, string Url, string Permission);

/// <summary>Asked by Ordering, answered by Billing, which owns the drawers: a day before today that is still
/// open.</summary>
public interface IForgottenDays
{
    /// <returns>Null where all days before today are closed.</returns>
    Task<ForgottenDay?> OfAsync(Guid branchId, CancellationToken ct);
}
