using System.Diagnostics.CodeAnalysis;

namespace Restpy.Kernel;

/// <summary>An answer or the error that stopped it. Never both, never neither.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Error? error)
    {
        Value = value;
        Error = error;
    }

    public T? Value { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Error error) => new(default, error);
}

/// <summary>The answer of a use case that has nothing more to say than that it was done.</summary>
public sealed record Done
{
    public static readonly Done It = new();

    public static Outcome<Done> Outcome => It;
}
