using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Jobs;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Faults;

/// <summary>Somebody trips over the cable between a node and its database.</summary>
public sealed class CutCableTests
{
    [Fact]
    public async Task While_the_database_is_away_tablets_wait_and_then_everything_goes_on()
    {
        TestDatabases.NeedPostgres();
        var straight = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        await using var cable = Cable.To(straight);
        using var log = new Lines();
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Postgres, s => s.AddSingleton<ILoggerProvider>(log),
            new()
            {
                ["database"] = cable.Over(straight),
                ["Logging:LogLevel:Restpy.Platform.Events.StreamListener"] = "Information",
            });
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        await using var screen = new EventReader(await restpy.SignInAsync(LiveStreamTests.Manager), "orders");
        await screen.ConnectAsync();
        await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
            "the node leads");
        await using var tablets = new Tablets(waiter, await PlainDish.OfAsync(waiter), restpy.Address);
        tablets.Begin(4);
        for (var cut = 0; cut < 2; cut++)
        {
            await tablets.MoreAsync(20);
            cable.Cut();
            await Soon.IsAsync(() => tablets.Trouble.GetValueOrDefault(
                (int)HttpStatusCode.ServiceUnavailable) > 8 * (cut + 1), "tablets are told to wait");
            await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is null,
                "a node without its database does not lead");
            cable.Mend();
            await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
                "the node leads again");
            await Soon.IsAsync(() => log.Kept.Count(l => l.Contains("again", StringComparison.Ordinal)) == cut + 1,
                "the node listens again");
        }
        await tablets.MoreAsync(20);
        await tablets.EndAsync();

        Assert.Equal([503], tablets.Trouble.Keys);
        await using var admin = await TestDatabases.PastTheWallAsync(new(false, straight, ""));
        await using var count = admin.CreateCommand();
        count.CommandText = "SELECT count(*) FROM ordering_order WHERE channel = 'Takeaway'";
        Assert.Equal((long)tablets.Done.Count, await count.ExecuteScalarAsync());
        // Its stream may have ended, because nobody could say whether its session still lives: it comes back as a
        // browser does.
        if (screen.Ended) await screen.ConnectAsync();
        await Soon.IsAsync(() => screen.Kinds.Count(k => k == "OrderSent") >= tablets.Done.Count,
            "the screen heard of every order");
        Assert.Equal(tablets.Done.Count, screen.Kinds.Count(k => k == "OrderSent"));
        // That listening was lost is said once each time, however often it was tried.
        Assert.Equal(2, log.Kept.Count(l => l.Contains("does not hear", StringComparison.Ordinal)));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Kept { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var line = formatter(state, exception);
            if (line.StartsWith("This node", StringComparison.Ordinal)
                && line.Contains("hear", StringComparison.Ordinal)) Kept.Enqueue(line);
        }

        public void Dispose() { }
    }
}
