using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Backups.Contract;

/// <summary>Where backups go and how long they stay: Restpy:Backup.</summary>
/// <param name="On">Restpy:Backup:On. Turn it off only where copies are kept in another way.</param>
/// <param name="Folder">Restpy:Backup:Folder. Beside the data until another place is named.</param>
/// <param name="IsBesideData">Nobody has named another place than the data folder.</param>
/// <param name="Seconds">Restpy:Backup:Seconds. How often what changed is stored; at most a minute is promised.</param>
/// <param name="Bucket">A bucket in place of the folder; null where none is named.</param>
/// <param name="Days">Restpy:Backup:Days. What can be restored reaches back so far.</param>
public sealed record BackupSettings(
    bool On, string Folder, bool IsBesideData, int Days, int Seconds, BucketSettings? Bucket = null)
{
    /// <summary>The claim says so many; more may be kept, fewer not.</summary>
    public const int FewestDays = 35;

    private const int UsualSeconds = 20;

    /// <exception cref="DatabaseRefusedException">Fewer days than are promised.</exception>
    public static BackupSettings From(IConfiguration settings, DatabaseOptions database)
    {
        var said = settings.GetSection("Restpy:Backup");
        var days = said.GetValue("Days", FewestDays);
        if (days < FewestDays)
            throw new DatabaseRefusedException(
                $"Restpy:Backup:Days is {days}. Backups are kept for {FewestDays} days or longer.");
        var seconds = said.GetValue("Seconds", UsualSeconds);
        if (seconds is < 1 or > UsualSeconds)
            throw new DatabaseRefusedException(
                $"Restpy:Backup:Seconds is {seconds}. Changes are stored every 1 to {UsualSeconds} seconds.");
        var named = said["Folder"] is { Length: > 0 } folder ? folder : null;
        var bucket = BucketSettings.From(said.GetSection("Bucket"));
        return new(said.GetValue("On", true), named ?? Path.Combine(database.DataDirectory, "backups"), named is null
            && bucket is null, days, seconds, bucket);
    }

    /// <summary>For people.</summary>
    public string Place => Bucket is { } bucket ? $"{bucket.Name}/{bucket.Prefix}" : Folder;
}
