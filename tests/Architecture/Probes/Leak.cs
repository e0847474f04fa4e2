namespace Restpy.ArchitectureTests.Probes.Leak;

public class OpenDomainClass;

public sealed record RecordNobodySends(int Number);
