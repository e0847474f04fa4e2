using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Opening;

/// <summary>What the tests of opening and setting up restaurants share.</summary>
internal static class Pages
{
    public const string Admin = "admin@restpy.example";
    public const string Owner = "owner@spice-garden.example";
    public const string Manager = "manager@spice-garden.example";
    public const string Waiter = "waiter@spice-garden.example";
    public const string Gstin = "27AAPFU0939F1ZV";

    /// <summary>Sends a form of a page and returns the page with the sentence that refused it.</summary>
    public static async Task<IHtmlDocument> RefusedAsync(this PageClient client, string url, string form,
        Dictionary<string, string?> changes, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var answer = await client.SubmitAsync(await client.PageAsync(url), form, changes, url);
        Assert.Equal(status, answer.StatusCode);
        return await PageClient.ParseAsync(answer);
    }

    /// <summary>Sends a form that is taken.</summary>
    /// <returns>Where it leads.</returns>
    public static async Task<string> SavedAsync(
        this PageClient client, string url, string form, Dictionary<string, string?>? changes = null, string? to = null)
    {
        var answer = await client.SubmitAsync(await client.PageAsync(url), form, changes, to ?? url);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect,
            $"{url} answered {(int)answer.StatusCode}: "
                + $"{(await PageClient.ParseAsync(answer)).QuerySelector(".errors")?.TextContent}");
        return answer.Headers.Location!.ToString();
    }

    public static Task<Guid> BranchAsync(TestProduct restpy, string slug, string key) =>
        restpy.InAsync(slug, key, s => Task.FromResult(s.GetRequiredService<WorkScope>().Branch));

    /// <summary>How often the log of a restaurant has an act.</summary>
    public static Task<int> ActsAsync(TestProduct restpy, string slug, string action) =>
        restpy.InAsync(slug, null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().CountAsync(e => e.Action == action));
}
