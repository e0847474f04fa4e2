using Restpy.Kernel;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Staff.Contract;

/// <summary>An act that above some limit needs a second person. Answered by the module whose act it is.</summary>
public interface IApprovable
{
    /// <summary>The act's name: <c>bills.credit</c>.</summary>
    string Act { get; }

    /// <summary>What both people must be allowed to do.</summary>
    string Permission { get; }

    /// <summary>
    /// Does it, inside the transaction that is open, exactly as it was asked. A refusal of the kind
    /// <see cref="ErrorKind.Refused"/>
    /// is about the one who says yes and leaves the question open; any other makes it void.
    /// </summary>
    Task<Outcome<CarriedOut>> CarryOutAsync(Approved approved, Actor actor, CancellationToken ct);
}

/// <param name="Command">As it was given to <see cref="Approvals.AskAsync"/>.</param>
/// <param name="AskedBy">Who asked, as they are now.</param>
/// <param name="ApprovedBy">Who said yes.</param>
public sealed record Approved(string Command, Colleague AskedBy, Colleague ApprovedBy);

/// <param name="Url">Where it can be seen.</param>
public sealed record CarriedOut(string Url);

/// <param name="Id">Of the question, made by who asks.</param>
/// <param name="SubjectId">What it is about: one open question about each.</param>
/// <param name="Label">What people call it.</param>
/// <param name="AmountMinor">What weighs about it, in minor units.</param>
/// <param name="Command">Everything that is needed to do it.</param>
public sealed record Asked(Guid Id, string Act, Guid SubjectId, Guid BranchId, string Label, long AmountMinor,
    string Currency, string Reason, string Command);
