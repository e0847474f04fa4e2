using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>A file is read as a whole, so it has at most 200 lines.</summary>
public sealed class FileLengthTests
{
    [Fact]
    public void No_file_is_longer_than_it_may_be() =>
        Complaints.None(Source.Files("*.cs", "src", "tests", "bench").Concat(Source.Files("*.js", "src"))
            .SelectMany(path => TooLong(path, Source.Read(path))));

    [Fact]
    public void Probe_a_long_file_is_found()
    {
        Assert.Single(TooLong("src/A.cs", new('\n', 201)));
        Assert.Single(TooLong("src/Host/Program.cs", new('\n', 121)));
        Assert.Empty(TooLong("src/A.cs", new('\n', 200)));
    }

    private static IEnumerable<string> TooLong(string path, string text)
    {
        var lines = Lines(text);
        var most = path == "src/Host/Program.cs" ? 120 : 200;
        if (lines > most) yield return $"{path} has {lines} lines, {most} are allowed";
    }

    private static int Lines(string text) => text.Count(c => c == '\n');
}
