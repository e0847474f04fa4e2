namespace Restpy.Tenancy.Contract;

/// <summary>
/// One step of the owner's first-run guide; each module names its own. A step is done when the thing is there, so that
/// the guide can be left and taken up again at any time.
/// </summary>
public interface IGuideStep
{
    /// <summary>Also the end of its words: guide.step.menu, guide.step.menu.hint.</summary>
    string Key { get; }

    /// <summary>10 branch, 20 menu, 30 tables, 40 stations, 50 people, 60 tenders, 70 print, 80 training.</summary>
    int Order { get; }

    /// <summary>Nothing in the database shows it: the owner says that it is done.</summary>
    bool IsConfirmedByHand => false;

    /// <returns>Where the step is done.</returns>
    Task<string> UrlAsync(CancellationToken ct);

    /// <returns>Whether the thing is there. A step that only a person can confirm answers false.</returns>
    Task<bool> IsDoneAsync(CancellationToken ct);
}
