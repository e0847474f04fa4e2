using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Live;
using Restpy.Platform.Mail;
using Restpy.Platform.Pictures;
using Restpy.Platform.Pages;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform;

public static class WebServices
{
    public static IServiceCollection AddRestpyWeb(
        this IServiceCollection services, MasterKey master, IReadOnlyList<IModule> modules)
    {
        foreach (var module in modules) services.AddSingleton(module);
        services.AddSingleton(new TenantBypassList(modules.SelectMany(m => m.Bypasses)));
        services.AddSingleton<PermissionCatalogue>().AddSingleton<PublicAddress>().AddSingleton<ScriptMap>()
            .AddSingleton(master).AddSingleton<LoginThrottle>();
        Assembly[] assemblies = [typeof(WebServices).Assembly, .. modules.Select(m => m.GetType().Assembly)];
        services.AddSingleton(new WordList(assemblies)).AddScoped<Words>().AddScoped(typeof(LazyService<>))
            .AddScoped<Answer>().AddScoped<PictureStore>().AddScoped<StandbyReads>().AddScoped<LiveStream>();
        services.AddMail();
        services.AddSingleton<IKeyUse, PlatformKeyUse>().AddSingleton<KeyReseal>().AddSingleton<MasterKeyLog>()
            .AddSingleton<KeyStatus>();
        services.AddHostedService<MasterKeyWatch>();
        services.AddHostedService<SequencerPump>().AddHostedService<StreamListener>();
        services.AddDataProtection().SetApplicationName("restpy")
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
            {
                EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM,
            });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingOptions>();
        var mvc = services.AddRazorPages(options =>
        {
            options.RootDirectory = "/";
            // The token is checked once, at the gate, for every endpoint there is.
            options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute());
        });
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<IHttpContextAccessor>(
            (options, here) => options.Cookie = new CookieNamedByScheme("restpy-said", SameSiteMode.Lax, here));
        services.Configure<MvcOptions>(options =>
        {
            options.MaxModelValidationErrors = 50;
            options.Filters.Add(new PageMethods());
            options.ModelBinderProviders.Insert(0, new EnumNameBinding());
        });
        services.AddSingleton<IActionResultExecutor<RedirectResult>, AsciiRedirects>();
        foreach (var assembly in assemblies)
            foreach (var part in new CompiledRazorAssemblyApplicationPartFactory().GetApplicationParts(assembly))
                mvc.PartManager.ApplicationParts.Add(part);
        foreach (var module in modules)
        {
            mvc.PartManager.ApplicationParts.Add(new AssemblyPart(module.GetType().Assembly));
            module.Add(services);
        }
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new EnumNameJson()));
        // Before the framework's own writer, which answers only what asks for JSON.
        services.AddSingleton<IProblemDetailsWriter, ErrorAnswers>().AddProblemDetails();
        services.AddExceptionHandler<ExceptionStatus>();
        return services;
    }

    /// <summary>Schema, stream positions: what must be right before the first request.</summary>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<DatabaseOptions>();
        DataFolder.MakeOwn(database.DataDirectory);
        DatabaseFile.KeepToOwner(database);
        // On PostgreSQL the tables are made by their owner (./restpy migrate), who is somebody else than we are.
        if (database.IsSqlite)
        {
            if (await Migrations.IsOlderFileAsync(database, ct))
                foreach (var before in services.GetServices<IBeforeUpdate>()) await before.PrepareAsync(ct);
            await Migrations.ApplyAsync(database, ct);
        }
        else await PostgresStart.CheckAsync(database, services.GetRequiredService<TenantBypassList>(), ct);
        await using var scope = services.CreateAsyncScope();
        await services.GetRequiredService<Sequencer>()
            .StartAsync(scope.ServiceProvider.GetRequiredService<RestpyDb>(), ct);
        if (MasterKeyStart.IsNewAsked(services.GetRequiredService<IConfiguration>()))
            await LostKeys.RemoveAsync(services, ct);
        if (!database.IsSqlite) await AgreeOnKeysAsync(services, ct);
    }

    /// <summary>
    /// The first key of cookies and forms is made by one node. Of two that start at once each would make its own, and
    /// the one might not look for the other's before tomorrow.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">The keys there are were sealed with another master key.</exception>
    private static async Task AgreeOnKeysAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("start"));
        await using var work = await scope.ServiceProvider.GetRequiredService<RestpyDb>().BeginAsync(ct);
        await work.LockAsync("keys", ct);
        try
        {
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([1]);
        }
        catch (CryptographicException refused) when (refused.GetBaseException() is AuthenticationTagMismatchException)
        {
            throw new DatabaseRefusedException(MasterKeyStart.Wrong(services.GetRequiredService<DatabaseOptions>()));
        }
    }
}
