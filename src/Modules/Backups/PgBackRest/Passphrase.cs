using System.Security.Cryptography;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>The passphrase that encrypts the repository, in a file of its own.</summary>
internal static class Passphrase
{
    private const int Bytes = 48;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="BackupFailedException">The file is missing, readable by others, or without one.</exception>
    public static string Read(string path)
    {
        if (!File.Exists(path))
            throw new BackupFailedException(
                $"The passphrase file {path} is missing. Without it no backup can be read: put your copy back.");
        if ((UnixFiles.Mode(path) & ~OwnerOnly) != 0)
            throw new BackupFailedException($"The passphrase file {path} can be read by others: chmod 600 {path}");
        var passphrase = File.ReadAllText(path).Trim();
        if (passphrase.Length < 32 || passphrase.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw new BackupFailedException(
                $"The passphrase file {path} does not hold one line of 32 characters or more.");
        return passphrase;
    }

    /// <summary>Writes the file if it is absent: with the passphrase in use, or with a new one.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool WriteIfAbsent(string path, string? inUse)
    {
        if (File.Exists(path)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = UnixFiles.New(path, OwnerOnly);
        writer.WriteLine(inUse ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        return true;
    }
}
