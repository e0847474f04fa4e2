// Reviewed raw SQL: asks PostgreSQL how its archiving goes; no table is touched.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;

namespace Restpy.Platform.Data;

/// <summary>How PostgreSQL's handing over of its WAL goes, as every role may read it.</summary>
/// <param name="LastArchived">When a segment last arrived; null where none has yet.</param>
/// <param name="LastFailed">When one last did not.</param>
public sealed record Archiver(DateTimeOffset? LastArchived, DateTimeOffset? LastFailed)
{
    /// <summary>Changes leave for nowhere at the moment.</summary>
    public bool IsFailing => LastFailed is { } failed && (LastArchived is not { } arrived || failed > arrived);

    public static async Task<Archiver> OfAsync(RestpyDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT last_archived_time, last_failed_time FROM pg_stat_archiver";
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            return new(Time(row, 0), Time(row, 1));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static DateTimeOffset? Time(System.Data.Common.DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetDateTime(column).ToUniversalTime());
}
