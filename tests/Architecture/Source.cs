using System.Runtime.CompilerServices;

namespace Restpy.ArchitectureTests;

/// <summary>The files of the product as they lie in the working copy.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes, of everything written by hand under these folders.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        folders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Restpy.slnx"))) return folder;
        throw new InvalidOperationException("The tests read the source beside them.");
    }
}
