#pragma warning disable RS0030 // Counts what is really there, past the wall.
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Growth;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Growth;

/// <summary>The rows that ./restpy seed writes have ids and dates like those of real trade.</summary>
public sealed class SeedRowTests(GrownProduct seeded)
{
    private const string Slug = "restaurant-00002";

    [Fact]
    public async Task No_id_of_one_restaurant_stands_in_a_row_of_another()
    {
        var restpy = await seeded.StartAsync();
        await using var master =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        var tables = SqliteWall.Tables(Model(restpy));
        var owners = new Dictionary<string, string>();
        var checkedIds = 0;
        foreach (var slug in new[] { SeedCommand.Slug(1), Slug, SeedCommand.Slug(3) })
            foreach (var table in tables)
            {
                await using var command = master.CreateCommand();
                // Ids with dashes or without, also within texts; not the middle of a longer hash.
                command.CommandText =
                    $$"""
                    SELECT DISTINCT replace(m[1], '-', '') FROM {{table}} t, regexp_matches(t::text, '(?<![0-9a-f])([0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12})(?![0-9a-f])', 'g') m
                    WHERE restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = '{{slug}}')
                    """;
                await using var row = await command.ExecuteReaderAsync();
                while (await row.ReadAsync())
                {
                    checkedIds++;
                    var id = row.GetString(0);
                    Assert.True(!owners.TryGetValue(id, out var owner)
                        || owner == slug, $"{table}: {id} of {owner} stands in a row of {slug}");
                    owners[id] = slug;
                }
            }
        Assert.True(checkedIds > 10_000);
    }

    [Fact]
    public async Task Rows_of_the_past_have_ids_of_the_past_and_nothing_older_than_is_kept()
    {
        var restpy = await seeded.StartAsync();
        await using var master =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        const string ofRestaurant =
            $"restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = '{Slug}')";
        // Six bytes of milliseconds begin an id.
        Assert.Equal(0L,
            await CountAsync(master,
                $"SELECT count(*) FROM audit_entry WHERE {ofRestaurant} AND abs(('x' || left(replace(id::text, '-', ''), "
                    + $"12))::bit(48)::bigint - at / 1000) > 1"));
        Assert.Equal(0L,
            await CountAsync(master,
                $"SELECT count(*) FROM ordering_order WHERE {ofRestaurant} AND abs(('x' || left(replace(id::text, '-', "
                    + $"''), 12))::bit(48)::bigint - opened_at / 1000) > 1 AND opened_at < (extract(epoch FROM "
                    + $"now()) * 1000000)::bigint - 3600000000"));
        Assert.True(await CountAsync(master, $"SELECT count(*) FROM audit_entry WHERE {ofRestaurant}") > 100);
        Assert.Equal(0L,
            await CountAsync(master,
                "SELECT count(*) FROM platform_outbox WHERE position IS NULL AND at < (extract(epoch FROM now()) * "
                    + "1000000)::bigint - 3600000000"));
        Assert.Equal(0L,
            await CountAsync(master,
                "SELECT count(*) FROM (SELECT position FROM platform_outbox WHERE position IS NOT NULL GROUP BY "
                    + "position HAVING count(*) > 1) twice"));
        Assert.Equal(0L,
            await CountAsync(master,
                "SELECT count(*) FROM platform_outbox WHERE position > (SELECT last FROM platform_counter WHERE "
                    + "series = 'live' AND period = 'position')"));
    }

    private static Microsoft.EntityFrameworkCore.Metadata.IModel Model(TestProduct restpy)
    {
        using var db = restpy.Services.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        return db.Model;
    }

    private static async Task<long> CountAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
