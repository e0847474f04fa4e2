using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Guide;

internal enum StepState
{
    Open,
    Done,
    Skipped,
}

/// <param name="IsConfirmedByHand">The owner says that it is done.</param>
internal sealed record GuideRow(string Key, string Url, StepState State, bool IsConfirmedByHand);

/// <summary>The first-run guide as it stands: what is there, what the owner skipped or confirmed.</summary>
internal sealed class GuideReader(RestpyDb db, IEnumerable<IGuideStep> steps)
{
    public async Task<IReadOnlyList<GuideRow>> ReadAsync(CancellationToken ct)
    {
        var marks = (await db.Set<Restaurant>().AsNoTracking().FirstAsync(r => r.Id == db.Scope.Restaurant, ct))
            .GuideMarks.Split(',');
        var rows = new List<GuideRow>();
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            var isDone = marks.Contains(step.Key + ":done") || await step.IsDoneAsync(ct);
            rows.Add(new(step.Key, await step.UrlAsync(ct), isDone ? StepState.Done
                : marks.Contains(step.Key + ":skipped") ? StepState.Skipped : StepState.Open, step.IsConfirmedByHand));
        }
        return rows;
    }

    public bool Knows(string? key) => steps.Any(s => s.Key == key);
}

/// <param name="Step">A step; null closes the guide.</param>
/// <param name="Mark">"skipped" or "done"; null takes the mark away.</param>
internal sealed record MarkStepRequest(string? Step, string? Mark);

/// <summary>Skips or confirms a step of the guide, or closes the guide.</summary>
internal sealed class MarkStepHandler(RestpyDb db, GuideReader guide, RestaurantDirectory restaurants)
{
    public async Task<Outcome<Done>> HandleAsync(MarkStepRequest request, CancellationToken ct)
    {
        if (request.Step is not null
            && (!guide.Knows(request.Step) || request.Mark is not (null or "skipped" or "done")))
            return new NotFound("step");
        await using var work = await db.BeginAsync(ct);
        var restaurant = await db.Set<Restaurant>().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
        if (request.Step is { } step) restaurant.MarkStep(step, request.Mark);
        else restaurant.CloseGuide(db.Time.GetUtcNow());
        db.Act("tenancy.guide-marked", nameof(Restaurant), restaurant.Id, request.Step is null ? "closed"
            : $"{request.Step} {request.Mark}".TrimEnd());
        db.Publish(new GuideMarked(restaurant.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }
}
