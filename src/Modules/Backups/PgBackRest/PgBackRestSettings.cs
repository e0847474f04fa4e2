using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>Settings of backups on PostgreSQL, from the section <c>Restpy:Backup</c> on the database host.</summary>
internal sealed partial record PgBackRestSettings
{
    /// <summary>pgBackRest's name for one PostgreSQL with its backups.</summary>
    public string Stanza { get; init; } = "restpy";

    /// <summary>The folder of the repository, where no bucket is named.</summary>
    public string Repository { get; init; } = "/var/lib/pgbackrest";

    /// <summary>The bucket that holds the repository; null for a folder.</summary>
    public PgBackRestBucket? Bucket { get; init; }

    /// <summary>Every moment of so many days can be restored.</summary>
    public int RetentionDays { get; init; } = BackupSettings.FewestDays;

    /// <summary>
    /// Holds the passphrase of the repository. Readable by its owner alone, and never in the repository.
    /// </summary>
    public string PassphraseFile { get; init; } = "/etc/pgbackrest/restpy.passphrase";

    public string ConfigFile { get; init; } = "/etc/pgbackrest/restpy.conf";
    public string Program { get; init; } = "/usr/bin/pgbackrest";
    public string SpoolPath { get; init; } = "/var/spool/pgbackrest";
    public string LogPath { get; init; } = "/var/log/pgbackrest";
    public string LockPath { get; init; } = "/tmp/pgbackrest";

    /// <summary>The data directory of PostgreSQL; null to ask the server.</summary>
    public string? PostgresData { get; init; }

    /// <summary>The folder of the socket of PostgreSQL.</summary>
    public string PostgresSocket { get; init; } = "/var/run/postgresql";

    public int PostgresPort { get; init; } = 5432;

    /// <summary>A superuser of the database, who signs in over the socket.</summary>
    public string PostgresRole { get; init; } = "postgres";

    /// <summary>
    /// The user of the operating system that owns the data directory. Root runs programs as this user.
    /// </summary>
    public string SystemUser { get; init; } = "postgres";

    /// <exception cref="BackupFailedException">A setting cannot be used.</exception>
    public static PgBackRestSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Restpy:Backup");
        var preset = new PgBackRestSettings();
        var settings = preset with
        {
            Stanza = section["Stanza"] ?? preset.Stanza,
            Repository = section["Folder"] ?? preset.Repository,
            Bucket = PgBackRestBucket.From(section.GetSection("Bucket")),
            RetentionDays = Number(section, "Days", preset.RetentionDays),
            PassphraseFile = section["PassphraseFile"] ?? preset.PassphraseFile,
            ConfigFile = section["ConfigFile"] ?? preset.ConfigFile,
            Program = section["Program"] ?? preset.Program,
            SpoolPath = section["SpoolPath"] ?? preset.SpoolPath,
            LogPath = section["LogPath"] ?? preset.LogPath,
            LockPath = section["LockPath"] ?? preset.LockPath,
            PostgresData = section["PostgresData"],
            PostgresSocket = section["PostgresSocket"] ?? preset.PostgresSocket,
            PostgresPort = Number(section, "PostgresPort", preset.PostgresPort),
            PostgresRole = section["PostgresRole"] ?? preset.PostgresRole,
            SystemUser = section["SystemUser"] ?? preset.SystemUser,
        };
        settings.Check();
        return settings;
    }

    /// <summary>
    /// These words go into a configuration file and into archive_command, where a quote or a line break would be read.
    /// </summary>
    private void Check()
    {
        if (RetentionDays < BackupSettings.FewestDays)
            throw new BackupFailedException(
                $"Restpy:Backup:Days is {RetentionDays}; it cannot be less than {BackupSettings.FewestDays}.");
        if (PostgresPort is < 1 or > 65535)
            throw new BackupFailedException(
                $"Restpy:Backup:PostgresPort is {PostgresPort}; a port is between 1 and 65535.");
        foreach (var (name, path) in Paths())
            if (!PlainPath().IsMatch(path) || path.Contains("..", StringComparison.Ordinal))
                throw new BackupFailedException(
                    $"Restpy:Backup:{name} is not a full path of letters, digits and . _ - /.");
        (string, string)[] words =
            [(nameof(Stanza), Stanza), (nameof(PostgresRole), PostgresRole), (nameof(SystemUser), SystemUser)];
        foreach (var (name, word) in words)
            if (!PlainWord().IsMatch(word))
                throw new BackupFailedException($"Restpy:Backup:{name} may hold letters, digits, _ and - only.");
        if (Bucket is null && Inside(PassphraseFile, Repository))
            throw new BackupFailedException(
                "Restpy:Backup:PassphraseFile is inside the repository, where a thief would find both.");
    }

    private IEnumerable<(string Name, string Path)> Paths() =>
    [
        ("Folder", Repository), (nameof(PassphraseFile), PassphraseFile), (nameof(ConfigFile), ConfigFile),
        (nameof(Program), Program), (nameof(SpoolPath), SpoolPath), (nameof(LogPath), LogPath),
        (nameof(LockPath), LockPath),
        (nameof(PostgresSocket), PostgresSocket), (nameof(PostgresData), PostgresData ?? "/"),
    ];

    /// <summary>Whether the path is the folder or lies in it.</summary>
    internal static bool Inside(string path, string folder) =>
        (Path.GetFullPath(path) + "/").StartsWith(Path.GetFullPath(folder).TrimEnd('/') + "/",
            StringComparison.Ordinal);

    private static int Number(IConfiguration section, string name, int preset) =>
        section[name] is not { } text ? preset
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new BackupFailedException($"Restpy:Backup:{name} is not a whole number.");

    [GeneratedRegex(@"\A/[A-Za-z0-9._/-]*\z")]
    private static partial Regex PlainPath();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]*\z")]
    private static partial Regex PlainWord();
}
