using System.Text.Json;
using System.Text.Json.Serialization;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Billing.Contract;

namespace Restpy.Billing;

/// <summary>
/// How a priced bill is kept. Words instead of numbers for kinds: the text outlives the order of an enumeration.
/// </summary>
internal static class PricedText
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };
}

/// <summary>What is typed by people, held to a length and free of card numbers.</summary>
internal static class FreeText
{
    public const int LongestReason = 200;

    public static Outcome<Done> Check(string? text, int longest, string field) =>
        text is { } t && t.Length > longest ? new BillTextTooLong(longest) { Field = field }
        : CardNumber.IsIn(text) ? new CardNumberNotKept { Field = field }
        : Done.It;

    /// <summary>A reason that says something.</summary>
    public static Outcome<Done> Reason(string? text) =>
        CleanText.Line(text) is { Length: >= 3 } said ? Check(said, LongestReason, "reason")
            : new BillReasonMissing { Field = "reason" };
}
