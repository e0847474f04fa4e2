using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// A form of a guest page: its token and its command id on the way out, its fields as typed on the way back.
/// </summary>
internal sealed class GuestForm(IAntiforgery antiforgery)
{
    /// <summary>The hidden fields every form has: from our page, for one intention.</summary>
    public Action<Html> Hidden(HttpContext http)
    {
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        return html => html.Add(
            $"<input type=hidden name=_token value=\"{token}\"><input type=hidden name=commandId value={Id.New()}>");
    }

    public static async Task<Fields> ReadAsync(HttpContext http, CancellationToken ct) =>
        new(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(ct) : FormCollection.Empty);

    internal readonly record struct Fields(IFormCollection Form)
    {
        public string Text(string name) => Form[name].FirstOrDefault() ?? "";

        /// <summary>A whole number as a person types it; -1 when it is none, which no field of ours allows.</summary>
        public int Number(string name) =>
            int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

        public long? Amount(string name) =>
            long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor)
                ? minor : null;

        public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;

        public Guid CommandId => Id("commandId") ?? Guid.Empty;
    }
}
