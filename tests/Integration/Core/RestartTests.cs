using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// A restart is nothing anybody notices: sessions and open forms go on, and no key lies about in the clear.
/// </summary>
public sealed class RestartTests
{
    [Theory, OnBothDatabases]
    public async Task A_session_and_an_open_form_outlive_a_restart(DatabaseKind kind)
    {
        var settings = await SameDataAsync(kind);
        string cookies, token;
        await using (var before = await TestProduct.StartAsync(kind, settings: settings))
        {
            using var client = await before.SignInAsync("owner@spice-garden.example");
            var page = await client.PageAsync("/staff/choose");
            token = page.QuerySelector("input[name=_token]")!.GetAttribute("value")!;
            cookies = client.Cookies.GetCookieHeader(before.Address);
        }
        await using var after = await TestProduct.StartAsync(kind, settings: settings);
        var shown = await StatusOf.SendAsync(
            after, HttpMethod.Get, "/staff/choose", r => r.Headers.Add("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var sent = await StatusOf.SendAsync(after, HttpMethod.Post, "/sign-out", r =>
        {
            r.Headers.Add("Cookie", cookies);
            r.Content = new FormUrlEncodedContent([new("_token", token)]);
        });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_keys_of_cookies_and_forms_lie_sealed_in_the_database(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using (var client = await restpy.SignInAsync("owner@spice-garden.example"))
            await client.PageAsync("/staff/choose");
        var stored = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<ProtectionKey>().AsNoTracking().Select(k => k.SealedXml)
            .ToListAsync());
        Assert.NotEmpty(stored);
        Assert.All(stored, text =>
        {
            Assert.DoesNotContain("<", text);
            Assert.DoesNotContain(
                "key", Encoding.Latin1.GetString(Convert.FromBase64String(text)), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task The_files_of_the_data_folder_are_their_owners_alone()
    {
        const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }
        var settings = await SameDataAsync(DatabaseKind.Sqlite);
        var folder = settings["data"];
        for (var start = 0; start < 2; start++)
        {
            await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings);
            foreach (var file in Directory.GetFiles(folder))
                Assert.Equal((file, Owners), (file, File.GetUnixFileMode(file)));
            // As a version before this one left it.
            File.SetUnixFileMode(Path.Combine(folder, "restpy.db"), Owners | UnixFileMode.OtherRead);
        }
    }

    [Fact]
    public async Task A_key_ring_copied_without_the_master_key_opens_nothing()
    {
        var settings = await SameDataAsync(DatabaseKind.Sqlite);
        string cookies;
        await using (var before = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings))
        {
            using var client = await before.SignInAsync("owner@spice-garden.example");
            cookies = client.Cookies.GetCookieHeader(before.Address);
        }
        File.Delete(Path.Combine(settings["data"], "master.key"));
        settings["new-master-key"] = "true";
        await using var after = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings);
        var shown = await StatusOf.SendAsync(
            after, HttpMethod.Get, "/staff/choose", r => r.Headers.Add("Cookie", cookies));
        Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
    }

    [Fact]
    public async Task A_start_warns_of_nothing()
    {
        var log = new Warnings();
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite,
            s => s.AddSingleton<ILoggerProvider>(log), new() { ["Logging:LogLevel:Default"] = "Warning" }))
        {
            using var client = await restpy.SignInAsync("owner@spice-garden.example");
        }
        Assert.Empty(log.Lines);
    }

    private static async Task<Dictionary<string, string>> SameDataAsync(DatabaseKind kind)
    {
        var settings = new Dictionary<string, string> { ["data"] = TestDatabases.NewFolder() };
        if (await TestDatabases.NewAsync(kind) is { } postgres) settings["database"] = postgres;
        return settings;
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
