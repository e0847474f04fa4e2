using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Restpy.Platform.Web;

/// <summary>
/// The answer is sent compressed, over TLS too. Only for large answers in which no secret repeats from one answer to
/// the next:
/// by the length of compressed answers somebody who has them asked for could guess at one (BREACH). Form tokens are
/// encrypted anew each time; a test asks every marked endpoint twice.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CompressedAttribute : Attribute;

/// <summary>Compresses the answers of marked endpoints, and no other.</summary>
internal sealed class MarkedCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<CompressedAttribute>() is not null
            && base.ShouldCompressResponse(context);
}

public static class CompressionServices
{
    public static IServiceCollection AddMarkedCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options => options.EnableForHttps = true)
            .AddSingleton<IResponseCompressionProvider, MarkedCompression>();
}
