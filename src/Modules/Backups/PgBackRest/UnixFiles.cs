using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>Files and folders with Unix permissions. pgBackRest does not run on Windows.</summary>
internal static class UnixFiles
{
    public const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? throw NotOnWindows() : File.GetUnixFileMode(path);

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw NotOnWindows();
        File.SetUnixFileMode(path, mode);
    }

    public static void MakeFolder(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw NotOnWindows();
        Directory.CreateDirectory(path, mode);
    }

    /// <summary>A file that does not exist yet; nobody else can open it for a moment with other permissions.</summary>
    public static StreamWriter New(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw NotOnWindows();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        options.UnixCreateMode = mode;
        return new StreamWriter(path, options);
    }

    private static BackupFailedException NotOnWindows() => new("pgBackRest does not run on Windows.");
}
