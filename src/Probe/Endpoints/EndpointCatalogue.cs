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
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Probe.Endpoints;

/// <summary>
/// The endpoint table of the running product, each entry with all that can be put into it. Nothing is listed by hand.
/// </summary>
internal sealed class EndpointCatalogue(IServiceProvider services)
{
    private static readonly Type[] OfTheRequest = [typeof(HttpContext), typeof(HttpRequest)];
    private static readonly Type[] OfTheFramework =
        [typeof(CancellationToken), typeof(HttpResponse), typeof(ClaimsPrincipal)];

    private readonly IServiceProviderIsService _known = services.GetRequiredService<IServiceProviderIsService>();

    public async Task<IReadOnlyList<ProbedEndpoint>> ReadAsync()
    {
        var endpoints = new List<ProbedEndpoint>();
        foreach (var (endpoint, metadata, page) in await EndpointTable.ReadAsync(services))
        {
            if (metadata.GetMetadata<IAccess>() is OpenAttribute { RateLimit: "assets" }) continue;
            if (page is not null) endpoints.AddRange(OfPage(endpoint, metadata, page));
            else endpoints.AddRange((metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(m => OfDelegate(endpoint, m)));
        }
        return endpoints;
    }

    private ProbedEndpoint OfDelegate(RouteEndpoint endpoint, string method)
    {
        var body = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var places = new List<Slot>();
        var parameters = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters();
        foreach (var parameter in parameters ?? []) places.AddRange(OfParameter(endpoint, parameter, body));
        var whole = parameters is null || parameters.Any(p => OfTheRequest.Contains(p.ParameterType));
        return Made(endpoint, endpoint.Metadata, method, false, "", body, places, whole);
    }

    private IEnumerable<Slot> OfParameter(RouteEndpoint endpoint, ParameterInfo parameter, Type? body)
    {
        var (type, name) = (parameter.ParameterType, Renamed(parameter) ?? parameter.Name!);
        if (OfTheFramework.Contains(type) || OfTheRequest.Contains(type)
            || endpoint.RoutePattern.GetParameter(name) is not null) return [];
        if (type == body) return Kinds.InJson(type, "");
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
            return Kinds.InForm(type, "", SlotLocation.Query);
        var kind = Kinds.Of(Kinds.Item(type) ?? type, name);
        if (kind == SlotKind.Unknown
            && (parameter.GetCustomAttributes().OfType<IFromServiceMetadata>().Any() || _known.IsService(type)))
            return [];
        return Kinds.InForm(type, name, parameter.GetCustomAttributes().OfType<IFromFormMetadata>().Any()
            ? SlotLocation.Form : SlotLocation.Query);
    }

    private static IEnumerable<ProbedEndpoint> OfPage(
        RouteEndpoint endpoint, EndpointMetadataCollection metadata, CompiledPageActionDescriptor page)
    {
        foreach (var handler in page.HandlerMethods.Where(h => h.HttpMethod is "Get" or "Post"))
        {
            var (where, reads) =
                (handler.HttpMethod == "Get" ? SlotLocation.Query : SlotLocation.Form, handler.HttpMethod == "Get");
            var places = new List<Slot>();
            foreach (var parameter in handler.Parameters.Where(p => p.ParameterType != typeof(CancellationToken)))
                places.AddRange(Kinds.InForm(
                    parameter.ParameterType, parameter.BindingInfo?.BinderModelName ?? parameter.Name, where));
            foreach (var property in page.BoundProperties.OfType<PageBoundPropertyDescriptor>()
                .Where(p => !reads || p.Property.GetCustomAttribute<BindPropertyAttribute>()?.SupportsGet == true))
                places.AddRange(Kinds.InForm(
                    property.ParameterType, property.BindingInfo?.BinderModelName ?? property.Name, where));
            places.RemoveAll(p => endpoint.RoutePattern.Parameters.Any(
                r => string.Equals(r.Name, p.Name, StringComparison.OrdinalIgnoreCase)));
            yield return Made(endpoint, metadata, handler.HttpMethod.ToUpperInvariant(), true, handler.Name ?? "", null,
                places, false);
        }
    }

    private static ProbedEndpoint Made(RouteEndpoint endpoint, EndpointMetadataCollection metadata, string method,
        bool isPage, string handler, Type? body, List<Slot> places, bool whole)
    {
        var byHand = metadata.GetOrderedMetadata<ReadsAttribute>();
        foreach (var field in byHand.SelectMany(r => r.Fields).Distinct())
        {
            var where = field.Contains("{id}", StringComparison.Ordinal) ? SlotLocation.FieldName
                : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? SlotLocation.Query : SlotLocation.Form;
            places.Add(new(field, where, field == "commandId" ? SlotKind.Command : SlotKind.Text, typeof(string)));
        }
        if (whole && byHand.Count == 0) places.Add(new("", SlotLocation.Query, SlotKind.Unknown, typeof(HttpContext)));
        var routed = endpoint.RoutePattern.Parameters.Select(
            p => new Slot(p.Name, SlotLocation.Route, OfRoute(p, metadata), typeof(string)));
        return new(endpoint.RoutePattern, method, isPage, handler, metadata.GetMetadata<IAccess>(),
            metadata.GetMetadata<IScopeSource>() is not null, body,
            [.. routed, .. places.DistinctBy(p => (p.Name, p.In))]);
    }

    private static SlotKind OfRoute(RoutePatternParameterPart parameter, EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IScopeSource>() switch
        {
            FromQrAttribute when parameter.Name == "token" => SlotKind.Code,
            FromSlugAttribute when parameter.Name == "slug" => SlotKind.Address,
            _ => parameter.ParameterPolicies.Select(p => p.Content).FirstOrDefault() switch
            {
                "guid" => SlotKind.Id,
                null => SlotKind.Text,
                "int" or "long" or "bool" => SlotKind.Plain,
                _ => SlotKind.Unknown,
            },
        };

    private static string? Renamed(ParameterInfo parameter) =>
        parameter.GetCustomAttributes().OfType<IModelNameProvider>().FirstOrDefault()?.Name;
}
