using System.Text.Json;
using System.Text.Json.Serialization;

namespace Restpy.Platform.Data;

/// <summary>How answers are stored and sent: camelCase, enums by their names.</summary>
public static class Answers
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
}
