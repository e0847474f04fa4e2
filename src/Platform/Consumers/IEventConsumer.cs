using Restpy.Kernel;

namespace Restpy.Platform.Consumers;

/// <summary>
/// Does something after an event, on one node, at least once: also after a crash, and again later when it fails. Asked
/// in the restaurant and branch of the event. What it saves with <c>work.SaveAsync</c> is saved once per event; what it
/// does elsewhere it must recognise itself, by the event's ids.
/// </summary>
public interface IEventConsumer<in TEvent> where TEvent : IEvent
{
    /// <summary>Without it events wait; they are not counted as failed.</summary>
    bool IsReady => true;

    /// <returns>A refusal is tried again with growing pauses; its name is shown to the operator.</returns>
    Task<Outcome<Done>> ConsumeAsync(TEvent happened, CancellationToken ct);
}

/// <summary>One consumer and one kind of event it hears of.</summary>
/// <param name="Name">Stored with its place in the stream and its deliveries; never changes.</param>
/// <param name="Event">The kind of event.</param>
/// <param name="IsReady">Asked before each round.</param>
/// <param name="ConsumeAsync">Hands the event to a new consumer of the given scope.</param>
internal sealed record ConsumedEvent(
    string Name, Type Event, Func<IServiceProvider, bool> IsReady,
    Func<IServiceProvider, IEvent, CancellationToken, Task<Outcome<Done>>> ConsumeAsync);
