using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Kitchen.ReadTickets;

/// <summary>The KOTs on the board, oldest first, 200 at most.</summary>
public sealed record TicketsAnswer(IReadOnlyList<TicketAnswer> Kots);

/// <param name="Version">Rises with every change of the KOT.</param>
/// <param name="Number">Counts from one each business date, in the branch.</param>
/// <param name="Station">Key of the station.</param>
/// <param name="Label">Table or number, in English: "Table 7".</param>
/// <param name="IsAddOn">A further round of the same order.</param>
public sealed record TicketAnswer(
    Guid Id, long Version, int Number, string Station, string Label, OrderChannel Channel, int Covers, string SentBy,
    DateTimeOffset SentAt, bool IsAddOn, IReadOnlyList<TicketLineAnswer> Lines);

/// <param name="Name">By language.</param>
/// <param name="Detail">Variant and modifiers, by language.</param>
/// <param name="Voided">Not to be made; stands on the KOT until the kitchen has seen it.</param>
public sealed record TicketLineAnswer(
    Guid Id, int Quantity, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Detail,
    string Note, bool Ticked, bool Voided, bool VoidSeen);

/// <summary>What a kitchen printer or another display reads when the stream says that something changed.</summary>
internal static class ReadTickets
{
    public static void MapReadTickets(this IEndpointRouteBuilder app) =>
        app.MapGroup("/api/v1/kots")
            .WithMetadata(new NeedsAttribute(OrderingPermissions.Cook), new NeedsBranchAttribute())
            .MapGet("", ReadAsync).Produces<TicketsAnswer>();

    /// <param name="station">Key of one; all without.</param>
    private static async Task<IResult> ReadAsync(
        string? station, RestpyDb db, KitchenTickets tickets, Answer answer, CancellationToken ct)
    {
        if (station is not null && !await db.Set<Station>().AnyAsync(s => s.Key == station, ct))
            return answer.Of(new NotFound("station"));
        return answer.Of<TicketsAnswer>(
            new TicketsAnswer([.. (await tickets.OnBoardAsync(station, ct)).Select(Ticket)]));
    }

    private static TicketAnswer Ticket(TicketInfo t) =>
        new(t.Id, t.Version, t.Number, t.Station, t.Label, t.Channel, t.Covers, t.SentBy, t.SentAt, t.IsAddOn,
            [.. t.Lines.Select(l => new TicketLineAnswer(
                l.Id, l.Quantity, l.Name.Texts, l.Detail.Texts, l.Note, l.Ticked, l.Voided, l.VoidSeen))]);
}
