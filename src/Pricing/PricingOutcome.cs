using System.Diagnostics.CodeAnalysis;

namespace Restpy.Pricing;

/// <summary>A value or the reason there is none. A struct, so a priced basket costs no allocation for it.</summary>
public readonly struct PricingOutcome<T> where T : class
{
    private PricingOutcome(T? value, PricingRefusal? refusal) => (ValueOrNull, Refusal) = (value, refusal);

    public T? ValueOrNull { get; }

    public PricingRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(ValueOrNull))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => ValueOrNull is not null;

    /// <summary>The value, for callers that have asked <see cref="Succeeded"/>.</summary>
    /// <exception cref="InvalidOperationException">There is a refusal; its text is the message.</exception>
    public T Value => ValueOrNull ?? throw new InvalidOperationException(Refusal?.ToString() ?? "No outcome.");

    public TResult Match<TResult>(Func<T, TResult> priced, Func<PricingRefusal, TResult> refused) =>
        Succeeded ? priced(ValueOrNull) : refused(Refusal);

    public static implicit operator PricingOutcome<T>(T value) => new(value, null);

    public static implicit operator PricingOutcome<T>(PricingRefusal refusal) => new(null, refusal);
}
