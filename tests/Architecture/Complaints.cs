using Xunit;

namespace Restpy.ArchitectureTests;

internal static class Complaints
{
    /// <summary>
    /// Fails with every complaint on a line of its own: who broke a rule ten times should not learn it in ten runs.
    /// </summary>
    public static void None(IEnumerable<string> complaints)
    {
        var all = complaints.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} times:\n  {string.Join("\n  ", all)}");
    }
}
