using Restpy.Kernel;
using Restpy.Staff.Approving;
using Restpy.Staff.Contract;

namespace Restpy.Staff;

internal enum ApprovalState
{
    Pending,
    Done,
    Refused,

    /// <summary>It could not be carried out as it was asked any more.</summary>
    Void,
}

/// <summary>What one person asked for and a second must agree to; carried out once, exactly as it was asked.</summary>
internal sealed class Approval : IBranchOwned, IVersioned
{
    /// <summary>The evening and its counting: what nobody answers by then is asked anew.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    private Approval() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }

    /// <summary>See <see cref="IApprovable.Act"/>.</summary>
    public string Act { get; private init; } = "";
    public Guid SubjectId { get; private init; }
    public string Label { get; private init; } = "";
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = "";
    public string Reason { get; private init; } = "";

    /// <summary>The command as it will be carried out, in the words of the module whose it is.</summary>
    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string Command { get; private init; } = "";

    /// <summary>A keyed hash over what was asked and who asked it: the one who says yes says it to this.</summary>
    public string Hash { get; private init; } = "";
    public Guid AskedBy { get; private init; }
    public Guid AskedByMember { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string AskedByName { get; private init; } = "";

    public string AskedByRole { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public ApprovalState State { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedBy { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string DecidedByName { get; private set; } = "";

    /// <summary>Why it was refused, or the name of the fact that made it void.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Where what came of it can be seen.</summary>
    public string Url { get; private set; } = "";

    public static Approval Ask(Asked asked, string hash, Actor by, DateTimeOffset now) => new()
    {
        Id = asked.Id, BranchId = asked.BranchId, Act = asked.Act, SubjectId = asked.SubjectId, Label = asked.Label,
        AmountMinor = asked.AmountMinor, Currency = asked.Currency,
        Reason = asked.Reason, Command = asked.Command, Hash = hash, AskedBy = by.PersonId!.Value,
        AskedByMember = by.MemberId!.Value, AskedByName = by.Name, AskedByRole = by.Role,
        AskedAt = now, EndsAt = now + Lasts, State = ApprovalState.Pending,
    };

    public bool IsOpen(DateTimeOffset now) => State == ApprovalState.Pending && now < EndsAt;

    public void Decide(ApprovalState state, string why, string url, Actor? by, DateTimeOffset now) =>
        (State, Why, Url, DecidedAt, DecidedBy, DecidedByName) = (state, why, url, now, by?.PersonId, by?.Name ?? "");
}
