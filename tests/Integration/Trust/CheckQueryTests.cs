using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.TestSupport;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>The queries of the security checks, which run all day in every installation.</summary>
public sealed class CheckQueryTests
{
    [Fact]
    public async Task No_check_limits_its_rows_without_an_order()
    {
        using var log = new QueryWarnings();
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, s => s.AddSingleton<ILoggerProvider>(log), new()
            {
                ["Restpy:SelfChecks"] = "off", ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
            });
        await restpy.Services.GetRequiredService<CheckSchedule>().RunOnceAsync(default);
        Assert.DoesNotContain(CoreEventId.RowLimitingOperationWithoutOrderByWarning.Id, log.Events);
    }

    private sealed class QueryWarnings : ILoggerProvider, ILogger
    {
        public ConcurrentBag<int> Events { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Events.Add(eventId.Id);

        public void Dispose()
        {
        }
    }
}
