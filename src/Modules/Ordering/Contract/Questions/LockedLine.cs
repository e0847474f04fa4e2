using Restpy.Kernel;

namespace Restpy.Ordering.Contract.Questions;

/// <summary>A line of a KOT in the caller's transaction, to change it.</summary>
public sealed class LockedLine
{
    private readonly OrderLine _line;

    internal LockedLine(LockedKot kot, OrderLine line) => (Kot, _line) = (kot, line);

    public LockedKot Kot { get; }

    public LocalText Name => _line.Name;

    /// <param name="at">When it was made; null takes the tick back.</param>
    public void Tick(DateTimeOffset? at) => _line.Tick(at);

    /// <summary>A cook has seen that it is voided.</summary>
    public void SeeVoid(DateTimeOffset now) => _line.SeeVoid(now);
}
