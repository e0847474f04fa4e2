// Reviewed raw SQL: tries to change and to delete one entry of the log, in transactions that are always rolled back.
#pragma warning disable RS0030
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Audit.Checks;

/// <summary>L2: the database refuses to change or delete what stands in the log.</summary>
internal static class AppendOnlyCheck
{
    private static readonly string[] Attacks =
    [
        "UPDATE audit_entry SET person_name = 'x' WHERE restaurant_id = @r AND id = @i",
        "DELETE FROM audit_entry WHERE restaurant_id = @r AND id = @i",
    ];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var tried = (await EachRestaurant.AsksAsync(services, s => TryAsync(s, ct), ct)).Where(t => t is not null).Select(t => t!).ToList();
        if (tried.Count == 0) return new(ClaimState.NotVerifiedHere, "There is no entry in the log yet that could be attacked.");
        if (tried.Sum(t => t.Slipped) is > 0 and var slipped) return new(ClaimState.Failing, $"{slipped} of {tried.Count * Attacks.Length} attempts to change or delete an entry were not refused.");
        var oldest = tried.Min(t => t.Oldest).UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return new(ClaimState.Verified,
            $"{tried.Count * Attacks.Length} attempts to change or delete an entry, written straight to {services.GetRequiredService<DatabaseOptions>().Name}, were all refused by it. The oldest entry is of {oldest}; nothing in the product removes entries. Signed checkpoints, which would show even what a database administrator changed, are not built yet on this installation.");
    }

    private static async Task<Tried?> TryAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<RestpyDb>();
        var entry = await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.At).Select(e => new { e.Id, e.At }).FirstOrDefaultAsync(ct);
        if (entry is null) return null;
        var slipped = 0;
        foreach (var attack in Attacks)
            if (!await IsRefusedAsync(db, attack, entry.Id, ct)) slipped++;
        return new(slipped, entry.At);
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

    private sealed record Tried(int Slipped, DateTimeOffset Oldest);
}
