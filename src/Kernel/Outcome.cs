using System.Diagnostics.CodeAnalysis;

namespace Restpy.Kernel;

/// <summary>An answer or the error that stopped it. Never both; its default value is no answer.</summary>
public readonly record struct Outcome<T>
{
    private readonly Error? _error;

    private Outcome(T? value, Error? error)
    {
        Value = value;
        _error = error;
        Ok = error is null;
    }

    public T? Value { get; }

    /// <exception cref="InvalidOperationException">Nothing was decided: this is a default value.</exception>
    public Error? Error =>
        Ok ? null : _error ?? throw new InvalidOperationException("Neither an answer nor a refusal was given.");

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Error error) => new(default, error);
}

/// <summary>The answer of a use case that has nothing more to say than that it was done.</summary>
public sealed record Done
{
    public static readonly Done It = new();

    public static Outcome<Done> Outcome => It;

    /// <summary>Done where all were; else the first refusal among them.</summary>
    public static Outcome<Done> IfAll(params ReadOnlySpan<Outcome<Done>> outcomes)
    {
        foreach (var outcome in outcomes)
            if (!outcome.Ok) return outcome;
        return It;
    }
}
