// Reviewed raw SQL: tries to change, to delete and to replace entries of the log, in transactions that are always
// rolled back.
#pragma warning disable RS0030
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Audit.Checks;

/// <summary>L2: the database refuses to change or delete what stands in the log.</summary>
internal static class AppendOnlyCheck
{
    private static string[] Attacks(DatabaseOptions database) =>
    [
        "UPDATE audit_entry SET person_name = 'x' WHERE restaurant_id = @r AND id = @i",
        "DELETE FROM audit_entry WHERE restaurant_id = @r AND id = @i",
        database.IsSqlite
            ? "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE restaurant_id = @r AND id = @i"
            : "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE restaurant_id = @r AND id = @i ON CONFLICT "
                + "(restaurant_id, id) DO UPDATE SET person_name = 'x'",
    ];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<DatabaseOptions>();
        // What is missing is for the log: the page tells everybody that there is something, and nobody what.
        if (await ActivityLogProtection.GapsAsync(database, services.GetRequiredService<TenantBypassList>(), ct) is
            { Count: > 0 } gaps)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AppendOnlyCheck))
                .LogError("The log is not guarded as it should be: {Gaps}", string.Join(" ", gaps));
            return new(ClaimState.Failing,
                $"What guards the log in {database.Name} differs from what should in {gaps.Count} places.");
        }
        var tried = (await EachRestaurant.AsksAsync(services, s => TryAsync(s, ct), ct)).Where(t => t is not null)
            .Select(t => t!).ToList();
        if (tried.Count == 0)
            return new(ClaimState.NotVerifiedHere, "There is no entry in the log yet that could be attacked.");
        if (tried.Sum(t => t.Slipped) is > 0 and var slipped)
            return new(ClaimState.Failing,
                $"{slipped} of {tried.Sum(t => t.Attempts)} attempts to change, delete or replace an entry were not "
                    + $"refused.");
        var oldest = tried.Min(t => t.Oldest).UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return new(ClaimState.Verified,
            $"What guards the log in {database.Name} is what should, to the letter. {tried.Sum(t => t.Attempts)} "
                + $"attempts to change, delete or replace the oldest, the newest and a random entry, written "
                + $"straight to it, were all refused. The oldest entry is of {oldest}; nothing in the product "
                + $"removes entries. Signed checkpoints, which would show even what a database administrator "
                + $"changed, are not built yet on this installation.");
    }

    private static async Task<Tried?> TryAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<RestpyDb>();
        var log = db.Set<AuditEntry>().AsNoTracking();
        var oldest = await log.OrderBy(e => e.At).Select(e => new { e.Id, e.At }).FirstOrDefaultAsync(ct);
        if (oldest is null) return null;
        var newest = await log.OrderByDescending(e => e.At).Select(e => new { e.Id, e.At }).FirstAsync(ct);
        var between = oldest.At + ((newest.At - oldest.At) * (RandomNumberGenerator.GetInt32(1_000) / 1_000.0));
        var random = await log.Where(e => e.At >= between).OrderBy(e => e.At).Select(e => e.Id).FirstAsync(ct);
        var (slipped, attempts) = (0, 0);
        foreach (var id in new[] { oldest.Id, newest.Id, random })
        {
            foreach (var attack in Attacks(services.GetRequiredService<DatabaseOptions>()))
            {
                attempts++;
                if (!await IsRefusedAsync(db, attack, id, ct)) slipped++;
            }
        }
        return new(slipped, attempts, oldest.At);
    }

    private static async Task<bool> IsRefusedAsync(RestpyDb db, string attack, Guid id, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = attack;
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var (name, value) in new[] { ("@r", db.Scope.Restaurant), ("@i", id) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        try
        {
            await command.ExecuteNonQueryAsync(ct);
            return false;
        }
        catch (DbException refusal)
        {
            // PostgreSQL refuses the role before the trigger is asked; both say "insufficient privilege".
            return refusal.SqlState == "42501" || refusal.Message.Contains("append-only", StringComparison.Ordinal);
        }
    }

    private sealed record Tried(int Slipped, int Attempts, DateTimeOffset Oldest);
}
