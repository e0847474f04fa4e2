using System.Runtime.CompilerServices;
using System.Text.Json;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Consumers;

/// <summary>A kind of event, as a class and as it is stored.</summary>
public static class EventTypes
{
    /// <summary>Topic and name; neither depends on which event of the kind it is.</summary>
    public static (string Topic, string Kind) StoredAs(Type type)
    {
        var any = (IEvent)RuntimeHelpers.GetUninitializedObject(type);
        return (any.Topic, any.Name);
    }

    internal static IEvent Read(Type type, string data) =>
        (IEvent)(JsonSerializer.Deserialize(data, type, Answers.Json)
            ?? throw new InvalidOperationException($"A stored {type.Name} is empty."));
}
