namespace Restpy.Platform.Telemetry;

/// <summary>How long ago something last went well, which a module has exported as a metric in seconds.</summary>
/// <param name="Name">Such as restpy.backup.age.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Last">When it last went well; null before the first time.</param>
public sealed record MeasuredAge(string Name, string Description, Func<IServiceProvider, DateTimeOffset?> Last);
