using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Probe.Doors;

/// <summary>The endpoint table of the running product, each entry with all that can be put into it. Nothing is listed by hand.</summary>
internal sealed class DoorTable(IServiceProvider services)
{
    private static readonly Type[] OfTheRequest = [typeof(HttpContext), typeof(HttpRequest)];
    private static readonly Type[] OfTheFramework = [typeof(CancellationToken), typeof(HttpResponse), typeof(ClaimsPrincipal)];

    private readonly IServiceProviderIsService _known = services.GetRequiredService<IServiceProviderIsService>();

    public async Task<IReadOnlyList<Door>> ReadAsync()
    {
        var doors = new List<Door>();
        foreach (var (endpoint, metadata, page) in await EndpointTable.ReadAsync(services))
        {
            if (metadata.GetMetadata<IAccess>() is OpenAttribute { Bucket: "assets" }) continue;
            if (page is not null) doors.AddRange(OfPage(endpoint, metadata, page));
            else doors.AddRange((metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => OfDelegate(endpoint, m)));
        }
        return doors;
    }

    private Door OfDelegate(RouteEndpoint endpoint, string method)
    {
        var body = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var places = new List<Place>();
        var parameters = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters();
        foreach (var parameter in parameters ?? []) places.AddRange(OfParameter(endpoint, parameter, body));
        var whole = parameters is null || parameters.Any(p => OfTheRequest.Contains(p.ParameterType));
        return Made(endpoint, endpoint.Metadata, method, false, "", body, places, whole);
    }

    private IEnumerable<Place> OfParameter(RouteEndpoint endpoint, ParameterInfo parameter, Type? body)
    {
        var (type, name) = (parameter.ParameterType, Renamed(parameter) ?? parameter.Name!);
        if (OfTheFramework.Contains(type) || OfTheRequest.Contains(type) || endpoint.RoutePattern.GetParameter(name) is not null) return [];
        if (type == body) return Kinds.InJson(type, "");
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null) return Kinds.InForm(type, "", PlaceIn.Query);
        var kind = Kinds.Of(Kinds.Item(type) ?? type, name);
        if (kind == PlaceKind.Unknown && (parameter.GetCustomAttributes().OfType<IFromServiceMetadata>().Any() || _known.IsService(type))) return [];
        return Kinds.InForm(type, name, parameter.GetCustomAttributes().OfType<IFromFormMetadata>().Any() ? PlaceIn.Form : PlaceIn.Query);
    }

    private static IEnumerable<Door> OfPage(RouteEndpoint endpoint, EndpointMetadataCollection metadata, CompiledPageActionDescriptor page)
    {
        foreach (var handler in page.HandlerMethods.Where(h => h.HttpMethod is "Get" or "Post"))
        {
            var (where, reads) = (handler.HttpMethod == "Get" ? PlaceIn.Query : PlaceIn.Form, handler.HttpMethod == "Get");
            var places = new List<Place>();
            foreach (var parameter in handler.Parameters.Where(p => p.ParameterType != typeof(CancellationToken)))
                places.AddRange(Kinds.InForm(parameter.ParameterType, parameter.BindingInfo?.BinderModelName ?? parameter.Name, where));
            foreach (var property in page.BoundProperties.OfType<PageBoundPropertyDescriptor>().Where(p => !reads || p.Property.GetCustomAttribute<BindPropertyAttribute>()?.SupportsGet == true))
                places.AddRange(Kinds.InForm(property.ParameterType, property.BindingInfo?.BinderModelName ?? property.Name, where));
            places.RemoveAll(p => endpoint.RoutePattern.Parameters.Any(r => string.Equals(r.Name, p.Name, StringComparison.OrdinalIgnoreCase)));
            yield return Made(endpoint, metadata, handler.HttpMethod.ToUpperInvariant(), true, handler.Name ?? "", null, places, false);
        }
    }

    private static Door Made(RouteEndpoint endpoint, EndpointMetadataCollection metadata, string method, bool isPage, string handler, Type? body, List<Place> places, bool whole)
    {
        var byHand = metadata.GetOrderedMetadata<ReadsAttribute>();
        foreach (var field in byHand.SelectMany(r => r.Fields).Distinct())
        {
            var where = field.Contains("{id}", StringComparison.Ordinal) ? PlaceIn.FieldName : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? PlaceIn.Query : PlaceIn.Form;
            places.Add(new(field, where, field == "commandId" ? PlaceKind.Command : PlaceKind.Text, typeof(string)));
        }
        if (whole && byHand.Count == 0) places.Add(new("", PlaceIn.Query, PlaceKind.Unknown, typeof(HttpContext)));
        var routed = endpoint.RoutePattern.Parameters.Select(p => new Place(p.Name, PlaceIn.Route, OfRoute(p, metadata), typeof(string)));
        return new(endpoint.RoutePattern, method, isPage, handler, metadata.GetMetadata<IAccess>(), metadata.GetMetadata<IScopeSource>() is not null, body, [.. routed, .. places.DistinctBy(p => (p.Name, p.In))]);
    }

    private static PlaceKind OfRoute(RoutePatternParameterPart parameter, EndpointMetadataCollection metadata) => metadata.GetMetadata<IScopeSource>() switch
    {
        FromQrAttribute when parameter.Name == "token" => PlaceKind.Code,
        FromSlugAttribute when parameter.Name == "slug" => PlaceKind.Address,
        _ => parameter.ParameterPolicies.Select(p => p.Content).FirstOrDefault() switch { "guid" => PlaceKind.Id, null => PlaceKind.Text, "int" or "long" or "bool" => PlaceKind.Plain, _ => PlaceKind.Unknown },
    };

    private static string? Renamed(ParameterInfo parameter) => parameter.GetCustomAttributes().OfType<IModelNameProvider>().FirstOrDefault()?.Name;
}
