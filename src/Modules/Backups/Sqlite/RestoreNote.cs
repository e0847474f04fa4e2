using System.Globalization;

namespace Restpy.Backups.Sqlite;

/// <summary>
/// Left beside a restored database, so that the product says at its next start that it was restored, and as of when.
/// </summary>
internal static class RestoreNote
{
    private const string Name = "restored.txt";

    public static void Leave(string folder, DateTimeOffset at) =>
        File.WriteAllText(Path.Combine(folder, Name), at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <returns>As of when; null where the database was not restored since the last start.</returns>
    public static DateTimeOffset? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        return File.Exists(path)
            && DateTimeOffset.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));
}
