using System.Collections.Frozen;
using Restpy.Kernel;
using Restpy.Staff.Pins;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// Whose PIN is this, and what may they do here? For what a colleague says yes to at somebody else's tablet. Five wrong
/// ones in a row, over all tablets of the restaurant, and the member's PIN waits: 30 s, then twice as long each time,
/// at most 15 minutes.
/// </summary>
public sealed class PinCheck
{
    private readonly Pins.Pins _pins;

    internal PinCheck(Pins.Pins pins) => _pins = pins;

    /// <summary>
    /// Ask it before the use case's own transaction: the guess is counted, and a wrong one written down, whatever comes
    /// after.
    /// One error for a wrong PIN, an unknown member, one of another branch or restaurant, one without a PIN, and a
    /// wait.
    /// </summary>
    public async Task<Outcome<PinHolder>> CheckAsync(Guid memberId, string? pin, PinClient where, CancellationToken ct)
    {
        var checkedPin = await _pins.CheckAsync(memberId, pin, where, ct);
        return checkedPin.Ok ? await _pins.HolderAsync(checkedPin.Value, ct) : checkedPin.Error;
    }

    /// <summary>
    /// Who works in the scope's branch and has a PIN, by name; with a permission, those who may do it here.
    /// </summary>
    public async Task<IReadOnlyList<PinHolder>> HereAsync(string? permission, CancellationToken ct)
    {
        var here = new List<PinHolder>();
        foreach (var owner in await _pins.HereAsync(ct))
            if (await _pins.HolderAsync(owner, ct) is var holder && (permission is null || holder.May(permission)))
                here.Add(holder);
        return here;
    }
}
