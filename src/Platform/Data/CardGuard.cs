using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;
using Restpy.Platform.Rows;

namespace Restpy.Platform.Data;

/// <summary>Somebody typed a payment card's number. It is not kept, wherever it was typed; nothing was saved.</summary>
public sealed class CardNumberException() : Exception("A text to be saved holds what looks like a card number.");

/// <summary>
/// Reads every text of every save, the activity log's included, and stops the one with a card number in it. Forms say
/// it more kindly at the field; this is for the field somebody forgot, and for the log, which nobody can erase from.
/// </summary>
internal sealed class CardGuard : SaveChangesInterceptor
{
    private static readonly ConcurrentDictionary<ITypeBase, IReadOnlyList<Func<object, object?>>> Texts = new();

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            Look(entry.Metadata, entry.Entity);
        }
        return ValueTask.FromResult(result);
    }

    /// <summary>At rows EF does not track.</summary>
    /// <exception cref="CardNumberException">One holds such a number.</exception>
    public static void Look(IReadOnlyList<NewRow> rows)
    {
        foreach (var (shape, row) in rows) Look(shape.Type, row);
    }

    private static void Look(ITypeBase type, object row)
    {
        foreach (var text in Texts.GetOrAdd(type, TextsOf))
            if (Holds(text(row))) throw new CardNumberException();
    }

    private static bool Holds(object? value) => value switch
    {
        string text => CardNumber.IsIn(text),
        LocalText local => local.Texts.Values.Any(CardNumber.IsIn),
        _ => false,
    };

    private static List<Func<object, object?>> TextsOf(ITypeBase type) =>
        [.. type.GetProperties().Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(LocalText))
            .Where(p => p.PropertyInfo is not null)
            .Select(p => (Func<object, object?>)p.GetGetter().GetClrValueUsingContainingEntity)];
}
