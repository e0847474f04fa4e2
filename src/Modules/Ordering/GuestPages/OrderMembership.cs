using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// Whether a phone belongs to the guests of an order. The code on the table proves a table, not who sits there; what
/// proves that is a person of the restaurant who let a round of this phone through. With the order the sitting ends: to
/// the next one the same phone is a stranger.
/// </summary>
internal static class OrderMembership
{
    public static Task<bool> KnowsAsync(RestpyDb db, Order order, string guestKey, CancellationToken ct) =>
        guestKey.Length == 0
        ? Task.FromResult(false)
        : db.Set<OrderLine>().Where(l => l.OrderId == order.Id).AnyAsync(LetThrough(guestKey), ct);

    /// <summary>The same of lines read already.</summary>
    public static bool Knows(IQueryable<OrderLine> lines, string guestKey) =>
        guestKey.Length > 0 && lines.Any(LetThrough(guestKey));

    private static Expression<Func<OrderLine, bool>> LetThrough(string guestKey) =>
        l => l.GuestKey == guestKey && (l.State == LineState.Sent || l.State == LineState.Voided);
}
