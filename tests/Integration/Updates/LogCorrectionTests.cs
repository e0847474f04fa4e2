#pragma warning disable RS0030 // Writes and reads entries of an earlier version.
using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Updates;

/// <summary>An update takes personal data out of the log that an earlier version wrote, and says so.</summary>
public sealed class LogCorrectionTests
{
    private const string Bill =
        """[{"type":"Bill","id":"0198a1f0-0000-7000-8000-00000000000a","after":{"place":"7","guestName":"Meera \"M\" अय्यर","payableMinor":105000,"buyerName":""}},{"type":"OrderLine","before":{"note":"nut allergy of Meera","quantity":2},"after":{"note":"no onion, Meera","quantity":1}}]""";
    private const string Corrected =
        """[{"type":"Bill","id":"0198a1f0-0000-7000-8000-00000000000a","after":{"place":"7","guestName":"changed","payableMinor":105000,"buyerName":""}},{"type":"OrderLine","before":{"note":"changed","quantity":2},"after":{"note":"changed","quantity":1}}]""";
    private static readonly Guid Entry = Guid.Parse("0198a1f0-0000-7000-8000-000000000001");

    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<Updated>>> Databases = new();

    [Theory, OnBothDatabases]
    public async Task Values_are_replaced_and_all_else_stays_to_the_letter(DatabaseKind kind) =>
        Assert.Equal(Corrected, Assert.Single((await OfAsync(kind)).After, e => e.Id == Entry).Changes);

    [Theory, OnBothDatabases]
    public async Task Entries_without_personal_data_stay_as_they_are(DatabaseKind kind)
    {
        var log = await OfAsync(kind);
        string[] others = ["kitchen.kot-bumped", "order.sent", "menu.imported"];
        var before = log.Before.Where(e => others.Contains(e.Action)).ToList();
        Assert.True(before.Count > 500);
        Assert.Equal(before, log.After.Where(e => others.Contains(e.Action)));
    }

    [Theory, OnBothDatabases]
    public async Task Payment_references_are_gone_from_all_entries(DatabaseKind kind) =>
        Assert.DoesNotContain((await OfAsync(kind)).After,
            e => e.Changes.Replace("\"reference\":\"changed\"", "", StringComparison.Ordinal)
            .Contains("\"reference\":\"", StringComparison.Ordinal));

    [Theory, OnBothDatabases]
    public async Task Mail_addresses_of_staff_are_gone_from_all_entries(DatabaseKind kind) =>
        Assert.DoesNotContain(
            (await OfAsync(kind)).After, e => e.Changes.Contains(".example\"", StringComparison.Ordinal));

    [Theory, OnBothDatabases]
    public async Task Each_restaurants_log_states_count_and_hash_before_and_after(DatabaseKind kind)
    {
        var log = await OfAsync(kind);
        var restaurants = log.Before.Select(e => e.Restaurant).Distinct().ToList();
        Assert.True(restaurants.Count > 1);
        foreach (var restaurant in restaurants)
        {
            var (before, after) = (log.Before.Where(e => e.Restaurant == restaurant).ToList(),
                log.After.Where(e => e.Restaurant == restaurant).ToList());
            var said = Assert.Single(after, e => e.Action == "audit.personal-data-removed");
            var corrected = before.Join(after, e => e.Id, e => e.Id, (b, a) => (Before: b.Changes, After: a.Changes))
                .Where(pair => pair.Before != pair.After).ToList();
            var row = JsonDocument.Parse(said.Changes).RootElement[0];
            Assert.Equal((before.Count, HashOf(corrected.Select(pair => pair.Before))),
                Read(row.GetProperty("before")));
            Assert.Equal((after.Count - 1, HashOf(corrected.Select(pair => pair.After))),
                Read(row.GetProperty("after")));
            Assert.Equal($"{corrected.Count} entries", said.Label);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_log_is_guarded_as_before(DatabaseKind kind)
    {
        var log = await OfAsync(kind);
        Assert.Empty(await ActivityLogProtection.GapsAsync(log.Database, TestDatabases.Bypasses, default));
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(
            log.Database, $"UPDATE audit_entry SET changes = '[]' WHERE id = '{IdText(log.Database, Entry)}'"));
    }

    [Theory, OnBothDatabases]
    public async Task A_log_without_personal_data_gets_no_entry(DatabaseKind kind)
    {
        var database = await TestDatabases.EmptyAsync(kind);
        await Migrations.ApplyAsync(database, default);
        Assert.Empty(await ReadAsync(database));
    }

    private static Task<Updated> OfAsync(DatabaseKind kind) =>
        Databases.GetOrAdd(kind, k => new(() => UpdateAsync(k))).Value;

    /// <summary>
    /// With an entry as the version before wrote it, of a bill with a guest's name and a dish with a note.
    /// </summary>
    private static async Task<Updated> UpdateAsync(DatabaseKind kind)
    {
        var database = kind == DatabaseKind.Sqlite ? DatabaseOptions.From(EarlierDatabase.File(), null)
            : (await EarlierDatabase.PostgresAsync()).Owner;
        await RunAsync(database,
            $"""
            INSERT INTO audit_entry (restaurant_id, id, at, actor_kind, person_name, role, ip, user_agent, action, object_type, object_id, object_label, remark, changes)
            SELECT restaurant_id, '{IdText(database, Entry)}', at, actor_kind, person_name, role, ip, user_agent, 'billing.bill-opened', 'Bill', object_id, object_label, '', '{Bill}'
            FROM audit_entry WHERE action = 'billing.bill-issued' ORDER BY id LIMIT 1
            """);
        var before = await ReadAsync(database);
        await Migrations.ApplyAsync(database, default);
        return new(database, before, await ReadAsync(database));
    }

    private static string IdText(DatabaseOptions database, Guid id) =>
        database.IsSqlite ? id.ToString().ToUpperInvariant() : id.ToString();

    private static string HashOf(IEnumerable<string> entries) => Sha256(string.Concat(entries.Select(Sha256)));

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static (int Entries, string Hash) Read(JsonElement side) =>
        (side.GetProperty("entries").GetInt32(), side.GetProperty("sha256").GetString()!);

    private static async Task RunAsync(DatabaseOptions database, string sql)
    {
        await using var connection = await TestDatabases.PastTheWallAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<Line>> ReadAsync(DatabaseOptions database)
    {
        await using var connection = await TestDatabases.PastTheWallAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT CAST(restaurant_id AS text), CAST(id AS text), action, object_label, changes FROM audit_entry "
                + "ORDER BY restaurant_id, id";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Line>();
        while (await reader.ReadAsync())
            rows.Add(new(reader.GetString(0), Guid.Parse(reader.GetString(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4)));
        return rows;
    }

    private sealed record Line(string Restaurant, Guid Id, string Action, string Label, string Changes);

    private sealed record Updated(DatabaseOptions Database, List<Line> Before, List<Line> After);
}
