namespace Restpy.Platform.Web;

/// <summary>
/// What a handler takes out of the request by hand: names of query and form fields, nothing where it only looks at the
/// session. The probe attacks each with other restaurants' ids; a handler that is handed the whole request and does not
/// say is reported as not attacked.
/// </summary>
/// <param name="fields">Names; <c>{id}</c> in a name stands for an id that is part of it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReadsAttribute(params string[] fields) : Attribute
{
    public IReadOnlyList<string> Fields { get; } = fields;
}
