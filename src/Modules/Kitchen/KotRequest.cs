namespace Restpy.Kitchen;

public sealed record KotRequest(Guid CommandId);
