using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Rows;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// What the kept statements store is what the provider would have stored: rows of both are read by the same queries.
/// </summary>
public sealed class SqliteStatementsTests : IDisposable
{
    private static readonly Dictionary<Type, object[]> Values = new()
    {
        [typeof(string)] = [
        "", "Paneer tikka", "पनीर टिक्का, crème brûlée", "a\0b", new string('é', 256), new string('न', 5000)],
        [typeof(Guid)] = [Guid.Empty, Guid.Parse("0190abcd-ef01-7abc-8def-0123456789ab")],
        [typeof(long)] = [0L, -1L, long.MaxValue, long.MinValue],
        [typeof(int)] = [0, -7, int.MaxValue],
        [typeof(bool)] = [true, false],
        [typeof(byte[])] = [new byte[] { 0, 1, 255 }, Array.Empty<byte>()],
        [typeof(DateOnly)] = [new DateOnly(2026, 11, 2), DateOnly.MinValue],
        [typeof(decimal)] = [0m, 2.5m, 18m, -0.0001m, 79228162514264337593543950335m],
    };

    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteStatementsTests()
    {
        _connection.Open();
        Execute("CREATE TABLE kept (value)");
        Execute("CREATE TABLE counted (id INTEGER PRIMARY KEY CHECK (id < 10), last INTEGER)");
    }

    public static TheoryData<Type, int> Each => [.. Values.SelectMany(v => v.Value.Select((_, i) => (v.Key, i)))];

    [Theory, MemberData(nameof(Each))]
    public void A_value_is_stored_as_the_provider_stores_it(Type type, int index)
    {
        var value = Values[type][index];
        var insert = SqliteStatements.Of(_connection, "INSERT INTO kept VALUES (?)");
        SqliteStatements.Bind(insert, 1, value);
        SqliteStatements.Run(_connection, insert);
        using var same = _connection.CreateCommand();
        same.CommandText = "SELECT typeof(value) = typeof($v) AND value IS $v FROM kept";
        same.Parameters.AddWithValue("$v", value);
        Assert.Equal(1L, same.ExecuteScalar());
    }

    [Fact]
    public void Every_column_of_the_model_holds_a_value_that_can_be_bound()
    {
        var stored = Models.Of(DatabaseKind.Sqlite).GetEntityTypes().SelectMany(t => t.GetProperties())
            .Select(p => p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType)
            .Select(t => Nullable.GetUnderlyingType(t) ?? t).ToHashSet();
        Assert.Subset(Values.Keys.ToHashSet(), stored);
        Assert.Contains(typeof(decimal), stored);
    }

    [Fact]
    public void No_column_is_left_for_the_database_to_fill() =>
        Assert.Empty(Models.Of(DatabaseKind.Sqlite).GetEntityTypes().SelectMany(t => t.GetProperties())
            .Where(p => p.ValueGenerated != Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never)
            .Select(p => $"{p.DeclaringType.DisplayName()}.{p.Name}"));

    [Fact]
    public void A_kept_statement_forgets_the_values_of_its_last_run()
    {
        var insert = SqliteStatements.Of(_connection, "INSERT INTO kept VALUES (?)");
        SqliteStatements.Bind(insert, 1, "first");
        SqliteStatements.Run(_connection, insert);
        SqliteStatements.Run(_connection, SqliteStatements.Of(_connection, "INSERT INTO kept VALUES (?)"));
        Assert.Equal(1, SqliteStatements.Run(
            _connection, SqliteStatements.Of(_connection, "SELECT count(*) FROM kept WHERE value IS NULL")));
    }

    [Fact]
    public void A_refused_row_throws_with_its_reason_and_the_next_one_is_taken()
    {
        var insert = SqliteStatements.Of(_connection,
            "INSERT INTO counted VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET last = last + 1 RETURNING last");
        SqliteStatements.Bind(insert, 1, 11);
        var refused = Assert.Throws<SqliteException>(() => SqliteStatements.Run(_connection, insert));
        Assert.Contains("CHECK constraint failed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, refused.SqliteErrorCode);
        foreach (var expected in new long[] { 1, 2, 3 })
        {
            SqliteStatements.Bind(insert, 1, 4);
            Assert.Equal(expected, SqliteStatements.Run(_connection, insert));
        }
    }

    [Fact]
    public void A_statement_that_cannot_be_read_throws() =>
        Assert.Throws<SqliteException>(() => SqliteStatements.Of(_connection, "INSERT INTO nowhere VALUES (?)"));

    [Fact]
    public void A_value_of_a_strange_type_is_not_guessed_at() =>
        Assert.Throws<NotSupportedException>(() => SqliteStatements.Bind(
            SqliteStatements.Of(_connection, "INSERT INTO kept VALUES (?)"), 1, DateTimeOffset.UnixEpoch));

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
