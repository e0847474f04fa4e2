using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Web;

/// <summary>
/// A service of this request that is made when it is first asked for. For what leads to the database and is seldom
/// needed: a guest who only reads the menu then costs no context at all (ADR 0021).
/// </summary>
public sealed class LazyService<T>(IServiceProvider services) where T : notnull
{
    public T Value => services.GetRequiredService<T>();
}
