using Restpy.Kernel;

namespace Restpy.ArchitectureTests.Probes.Refusals;

internal sealed class Gate
{
    public Outcome<Done> Open() => new NotFound("key");

    public Error? Close() => new NotFound("key");

    public Task<Outcome<Done>> OpenAsync() => Task.FromResult(Open());
}

internal sealed class Careless(Gate gate)
{
    public void Plain() => gate.Open();

    public void Assigned() => _ = gate.Open();

    public async Task OfTask() => await gate.OpenAsync();

    public void MaybeError() => gate.Close();
}

internal sealed class Careful(Gate gate)
{
    public bool Looked() => gate.Open().Ok && gate.Close() is null;

    public async Task<Outcome<Done>> PassedOn() => await gate.OpenAsync();
}
