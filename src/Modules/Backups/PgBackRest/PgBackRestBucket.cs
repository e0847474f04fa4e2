using Microsoft.Extensions.Configuration;

namespace Restpy.Backups.PgBackRest;

/// <summary>An S3 bucket that holds the repository, from the section <c>Restpy:Backup:S3</c>.</summary>
/// <param name="UriStyle">"host" where the bucket is part of the host name, "path" where it begins the path.</param>
/// <param name="CaFile">Certificates of an authority of your own; null for those of the operating system.</param>
internal sealed record PgBackRestBucket(string Name, string Region, string Endpoint, string UriStyle, bool VerifyTls,
    string? CaFile)
{
    public required string Key { get; init; }
    public required string Secret { get; init; }

    /// <returns>Null where no bucket is named.</returns>
    public static PgBackRestBucket? From(IConfiguration section) => section["Bucket"] is not { Length: > 0 } name
        ? null
        : new(name, Needed(section, "Region"), Needed(section, "Endpoint"), section["UriStyle"] ?? "host",
            !string.Equals(section["VerifyTls"], "false", StringComparison.OrdinalIgnoreCase), section["CaFile"])
        {
            Key = Needed(section, "Key"), Secret = Needed(section, "Secret"),
        };

    /// <exception cref="BackupFailedException">A value cannot stand in the configuration file.</exception>
    public void Check()
    {
        if (UriStyle is not ("host" or "path"))
            throw new BackupFailedException("Restpy:Backup:S3:UriStyle is host or path.");
        foreach (var value in new[] { Name, Region, Endpoint, CaFile ?? "", Key, Secret })
            if (value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
                throw new BackupFailedException("A setting under Restpy:Backup:S3 holds a space or a line break.");
    }

    // A record prints its members: these two are left out.
    public override string ToString() => $"bucket {Name} at {Endpoint}";

    private static string Needed(IConfiguration section, string name) => section[name] is { Length: > 0 } value
        ? value
        : throw new BackupFailedException($"Restpy:Backup:S3:{name} is missing.");
}
