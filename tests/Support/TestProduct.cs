using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.TestSupport;

/// <summary>The whole product, running on a real socket with the demo restaurants, on one of the databases.</summary>
public sealed class TestProduct : IAsyncDisposable
{
    public const string Password = "demo-kitchen-2026";

    private const int FewRounds = 1_000;

    private readonly Factory _factory;
    private readonly Dictionary<string, StaffClient> _people = [];
    private readonly SemaphoreSlim _signingIn = new(1);
    private readonly DatabaseOptions _database;

    private TestProduct(Factory factory, DatabaseKind kind) =>
        (_factory, Kind, _database) = (factory, kind, factory.Services.GetRequiredService<DatabaseOptions>());

    public DatabaseKind Kind { get; }

    public IServiceProvider Services => _factory.Services;

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public TestClock Clock => (TestClock)Services.GetRequiredService<TimeProvider>();

    /// <param name="kind">The database.</param>
    /// <param name="configure">Services replaced for this restaurant.</param>
    /// <param name="settings">Configuration: "Restpy:Rates:sign-in" = "10/10".</param>
    public static async Task<TestProduct> StartAsync(
        DatabaseKind kind, Action<IServiceCollection>? configure = null, Dictionary<string, string>? settings = null)
    {
        // Where the test brings its own data, and in a restaurant that is not a demo, there is nothing to copy.
        var isOwn = settings?.Keys.Any(k => k is "data" or "database" or "demo") == true;
        var (folder, database) = isOwn ? (TestDatabases.NewFolder(), await TestDatabases.NewAsync(kind))
            : await SeededProducts.CopyAsync(kind);
        return Start(kind, folder, database, configure, settings);
    }

    /// <summary>
    /// A restaurant whose passwords and PINs are hashed as slowly as the product's; others take few rounds, to save
    /// time.
    /// </summary>
    public static async Task<TestProduct> StartWithSlowHashesAsync(DatabaseKind kind) =>
        Start(kind, TestDatabases.NewFolder(), await TestDatabases.NewAsync(kind),
            services => services.AddSingleton<Passwords>());

    internal static TestProduct Start(DatabaseKind kind, string folder, string? database,
        Action<IServiceCollection>? configure = null, Dictionary<string, string>? settings = null)
    {
        var factory = new Factory(folder, database, configure, settings ?? []);
        factory.UseKestrel(0);
        factory.StartServer();
        return new(factory, kind);
    }

    /// <summary>A browser without a person: cookies, no redirects followed.</summary>
    public PageClient Visitor() => new(Address);

    /// <summary>A signed-in person of the demo; the same client each time.</summary>
    public async Task<StaffClient> AsAsync(string email)
    {
        await _signingIn.WaitAsync();
        try
        {
            if (_people.TryGetValue(email, out var known))
            {
                await known.StayAsync(email, Password);
                return known;
            }
            return _people[email] = await SignInAsync(email);
        }
        finally
        {
            _signingIn.Release();
        }
    }

    /// <summary>A new session of a demo person.</summary>
    public async Task<StaffClient> SignInAsync(string email)
    {
        var client = new StaffClient(Address);
        await client.SignInAsync(email, Password);
        return client;
    }

    /// <summary>Work inside the product, in one restaurant and branch, as the system.</summary>
    public async Task<T> InAsync<T>(string slug, string? branchKey, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        var restaurant = await scope.ServiceProvider.GetRequiredService<RestaurantDirectory>().FindAsync(slug, default)
            ?? throw new InvalidOperationException(slug);
        var branch = branchKey is null ? null : (Guid?)restaurant.Branches.Single(b => b.Key == branchKey).Id;
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant.Id, branch, Actor.System("test"));
        return await work(scope.ServiceProvider);
    }

    /// <summary>
    /// The demo writes its past week behind the first page; a test that looks at it waits until all of it is there.
    /// </summary>
    public async Task HistoryIsWrittenAsync()
    {
        var writer = Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Single(s => s.GetType().Name == "PastWeek");
        await writer.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people.Values) person.Dispose();
        await _factory.DisposeAsync();
        // The program ends a moment after its services. Until then the folder is its own, and the next restaurant would
        // find it taken.
        for (var patience = 0; patience < 2000; patience++)
        {
            using var free = DataFolder.Enter(_database);
            if (free is not null) return;
            await Task.Delay(5);
        }
    }

    private sealed class Factory(string data, string? postgres, Action<IServiceCollection>? configure,
        Dictionary<string, string> settings) : WebApplicationFactory<Restpy.Host.Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // As in front of guests: the development environment adds endpoints of its own.
            builder.UseEnvironment("Production");
            builder.UseSetting("data", data).UseSetting("demo", "true").UseSetting("demo-history", "false")
                .UseSetting("demo-evening", "false").UseSetting("Restpy:Backup:On", "false")
                .UseSetting("Logging:LogLevel:Default", "Error")
                .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "None");
            builder.UseSetting("Restpy:Rates:all", "1000000/600000");
            if (postgres is not null) builder.UseSetting("database", postgres);
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(new TestClock())
                    .AddSingleton(new Passwords(FewRounds, TimeSpan.FromMilliseconds(10)));
                configure?.Invoke(services);
            });
        }
    }
}

/// <summary>
/// The real clock, which a test may push forward. RESTPY_TEST_AHEAD (days.hours:minutes:seconds) has all restaurants
/// begin at another hour: tests must hold at the turn of a business date, a month and a year as well.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private static readonly TimeSpan Begin =
        TimeSpan.Parse(Environment.GetEnvironmentVariable("RESTPY_TEST_AHEAD") ?? "0", CultureInfo.InvariantCulture);

    private TimeSpan _ahead = Begin;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by) => _ahead += by;
}

/// <summary>One restaurant per database for all tests of an assembly; started when the first test asks.</summary>
public sealed class SharedProducts : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, Task<TestProduct>> _houses = [];

    public Task<TestProduct> OnAsync(DatabaseKind kind)
    {
        lock (_houses) return _houses.TryGetValue(kind, out var restpy) ? restpy
            : _houses[kind] = TestProduct.StartAsync(kind);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var restpy in _houses.Values) await (await restpy).DisposeAsync();
    }
}
