using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Restpy.Platform.Mail;

namespace Restpy.Tenancy.SignUp;

/// <param name="RestaurantId">Of the restaurant to be: used once, because there can be one restaurant of an id.</param>
internal sealed record AskedSignUp(Guid RestaurantId, string Restaurant, string Country, string Name, string Email);

/// <summary>
/// Whether restaurants may sign up by themselves (Restpy:SignUp, off by default; needs mail), and the links that
/// confirm it.
/// What was asked travels in the link, encrypted, so that nothing is stored of those who never confirm.
/// </summary>
internal sealed class SignUpLinks(
    IDataProtectionProvider protection, IConfiguration configuration, IMails mails, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("sign-up");

    public bool IsOffered => configuration["Restpy:SignUp"] == "true" && mails.Way != MailTransport.None;

    public Uri To(Uri here, AskedSignUp asked)
    {
        var kept = new Kept(asked, time.GetUtcNow() + Lasts);
        return new(here, "sign-up/confirm?t="
            + Uri.EscapeDataString(_protector.Protect(JsonSerializer.Serialize(kept))));
    }

    /// <returns>Null where the link is not ours, was changed, or is older than a day.</returns>
    public AskedSignUp? Read(string? token)
    {
        if (!IsOffered || token is not { Length: > 0 and < 4000 }) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(token))!;
            return time.GetUtcNow() < kept.EndsAt ? kept.Asked : null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Kept(AskedSignUp Asked, DateTimeOffset EndsAt);
}
