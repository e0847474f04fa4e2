namespace Restpy.Kernel;

/// <summary>
/// Personal data: whose it is and how long it is kept. The activity log says that it changed, never the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(PersonalDataCategory category, KeptFor keptFor) : Attribute
{
    public PersonalDataCategory Category { get; } = category;

    public KeptFor KeptFor { get; } = keptFor;
}

/// <summary>Whose personal data a value is.</summary>
public enum PersonalDataCategory
{
    /// <summary>
    /// A guest's name, telephone number, payment reference, or wish for a dish, which may tell of an illness.
    /// </summary>
    Guest,

    /// <summary>The buyer a tax invoice is made out to.</summary>
    Buyer,

    /// <summary>The name or address of somebody who works for the restaurant.</summary>
    Staff,

    /// <summary>The network address or browser a request came from.</summary>
    Connection,
}

/// <summary>How long personal data is kept.</summary>
public enum KeptFor
{
    /// <summary>As long as tax law asks for the order, bill or payment it belongs to.</summary>
    TaxRecords,

    /// <summary>
    /// As long as the person works for the restaurant, and as long as records name who did something.
    /// </summary>
    Employment,

    /// <summary>As long as the activity log, at least twelve months.</summary>
    ActivityLog,

    /// <summary>Until nobody can ask for the row any more; a job removes it then.</summary>
    UntilUnused,
}
