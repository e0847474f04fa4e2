using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Backups.Contract;

/// <summary>A bucket for backups, at AWS or at a server that speaks S3: Restpy:Backup:Bucket.</summary>
/// <param name="Name">Restpy:Backup:Bucket:Name.</param>
/// <param name="Prefix">Restpy:Backup:Bucket:Prefix. For several installations in one bucket.</param>
/// <param name="Endpoint">Restpy:Backup:Bucket:Endpoint. Of a server of one's own; null for AWS.</param>
/// <param name="Region">Restpy:Backup:Bucket:Region.</param>
/// <param name="AccessKey">Restpy:Backup:Bucket:AccessKey. Null: the way of AWS (environment, role of the
/// machine).</param>
/// <param name="SecretKey">Restpy:Backup:Bucket:SecretKey.</param>
/// <param name="Lock">Restpy:Backup:Bucket:Lock. Nobody can delete or change a file before its days are over (Object
/// Lock, compliance).</param>
public sealed record BucketSettings(
    string Name, string Prefix, Uri? Endpoint, string Region, string? AccessKey, string? SecretKey, bool Lock)
{
    /// <returns>Null where no bucket is named.</returns>
    /// <exception cref="DatabaseRefusedException">A server that is not reached through TLS.</exception>
    internal static BucketSettings? From(IConfigurationSection said)
    {
        if (said["Name"] is not { Length: > 0 } name) return null;
        var endpoint = said["Endpoint"] is { Length: > 0 } address ? new Uri(address) : null;
        if (endpoint is not null && endpoint.Scheme != Uri.UriSchemeHttps)
            throw new DatabaseRefusedException(
                "Restpy:Backup:Bucket:Endpoint has to begin with https: names and keys would be readable on the way.");
        var prefix = said["Prefix"]?.Trim('/') is { Length: > 0 } folder ? folder + "/" : "";
        return new(name, prefix, endpoint, said["Region"] ?? "us-east-1", said["AccessKey"], said["SecretKey"],
            said.GetValue("Lock", false));
    }
}
