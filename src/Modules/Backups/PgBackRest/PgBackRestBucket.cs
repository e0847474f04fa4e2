using Microsoft.Extensions.Configuration;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>The bucket of <c>Restpy:Backup:Bucket</c>, as pgBackRest is told of it.</summary>
/// <param name="Path">Begins with a slash: the prefix in the bucket.</param>
/// <param name="Host">Of the server, without the bucket.</param>
/// <param name="UriStyle">"host" where the bucket is part of the host name, "path" where it begins the path.</param>
/// <param name="CaFile">Certificates of an authority of your own; null for those of the operating system.</param>
internal sealed record PgBackRestBucket(
    string Name, string Path, string Region, string Host, int Port, string UriStyle, string? CaFile)
{
    private const int Https = 443;

    /// <summary>Null: the role of the machine at AWS.</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <returns>Null where no bucket is named.</returns>
    /// <exception cref="BackupFailedException">A setting cannot be used.</exception>
    public static PgBackRestBucket? From(IConfigurationSection section)
    {
        if (BucketSettings.From(section) is not { } bucket) return null;
        if (bucket.Lock)
            throw new BackupFailedException("pgBackRest locks no files (Restpy:Backup:Bucket:Lock): "
                + "give the bucket a default retention instead.");
        var server = bucket.Endpoint ?? new Uri($"https://s3.{bucket.Region}.amazonaws.com");
        var style = section["UriStyle"] ?? (bucket.Endpoint is null ? "host" : "path");
        if (style is not ("host" or "path"))
            throw new BackupFailedException("Restpy:Backup:Bucket:UriStyle is host or path.");
        var path = $"/{bucket.Prefix}pgbackrest";
        var made = new PgBackRestBucket(
            bucket.Name, path, bucket.Region, server.Host, server.Port, style, section["CaFile"])
        {
            AccessKey = bucket.AccessKey, SecretKey = bucket.SecretKey,
        };
        // A line break would begin another option.
        foreach (var value in made.Options().Select(o => o.Value))
            if (value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
                throw new BackupFailedException("A setting under Restpy:Backup:Bucket holds a space or a line break.");
        return made;
    }

    public IEnumerable<(string Name, string Value)> Options()
    {
        yield return ("repo1-type", "s3");
        yield return ("repo1-path", Path);
        yield return ("repo1-s3-bucket", Name);
        yield return ("repo1-s3-region", Region);
        yield return ("repo1-s3-endpoint", Host);
        yield return ("repo1-s3-uri-style", UriStyle);
        if (Port != Https) yield return ("repo1-storage-port", $"{Port}");
        if (CaFile is { } file) yield return ("repo1-storage-ca-file", file);
        if (AccessKey is null || SecretKey is null) yield return ("repo1-s3-key-type", "auto");
        else
        {
            yield return ("repo1-s3-key", AccessKey);
            yield return ("repo1-s3-key-secret", SecretKey);
        }
    }

    // A record prints its members: the keys are left out.
    public override string ToString() => $"bucket {Name} at {Host}";
}
