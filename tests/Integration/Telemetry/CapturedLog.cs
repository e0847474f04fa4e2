using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Restpy.IntegrationTests.Telemetry;

/// <summary>Keeps each log line with its message, values, scopes and exception, as a collector would get it.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly List<string> _lines = [];
    private IExternalScopeProvider? _scopes;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private void Add(string category, string message, object? state, Exception? exception)
    {
        var parts = new List<string> { category, message, Text(state) };
        _scopes?.ForEachScope((scope, list) => list.Add(Text(scope)), parts);
        if (exception is not null) parts.Add(exception.ToString());
        lock (_lines) _lines.Add(string.Join(" | ", parts));
    }

    private static string Text(object? values) => values is IEnumerable<KeyValuePair<string, object?>> pairs
        ? string.Join(' ', pairs.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")))
        : values?.ToString() ?? "";

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Add(category, formatter(state, exception), state, exception);
    }
}
