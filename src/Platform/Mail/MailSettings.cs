using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Restpy.Platform.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, and no letter without it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None, to a server on this machine only.</summary>
    Loopback,
}

/// <summary>
/// The settings Restpy:Mail:…, see docs/operations/mail.md. Read once, at start; a wrong one stops it.
/// </summary>
public sealed class MailSettings
{
    public MailSettings(IConfiguration configuration)
    {
        IsDemo = configuration["demo"] == "true";
        var mail = configuration.GetSection("Restpy:Mail");
        Host = mail["Host"] is { Length: > 0 } host ? host : null;
        if (Host is null) return;
        Security = Enum.TryParse<MailSecurity>(mail["Security"] ?? nameof(MailSecurity.StartTls), out var security)
            ? security : throw Wrong("Security must be StartTls, Tls or Loopback");
        if (Security == MailSecurity.Loopback && !IsThisMachine(Host))
            throw Wrong("Security=Loopback is for a server on this machine; another is spoken to with StartTls or Tls");
        Port = int.Parse(mail["Port"] ?? (Security == MailSecurity.Tls ? "465" : "587"), CultureInfo.InvariantCulture);
        User = mail["User"] is { Length: > 0 } user ? user : null;
        Password = mail["PasswordFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
            : mail["Password"] ?? "";
        Authority = mail["Authority"] is { Length: > 0 } authority ? authority : null;
        Timeout = TimeSpan.FromSeconds(int.Parse(mail["TimeoutSeconds"] ?? "20", CultureInfo.InvariantCulture));
        From = MailboxAddress.TryParse(mail["From"], out var from) ? from
            : throw Wrong("From must be the address letters come from, such as Restpy <no-reply@menu.example>");
    }

    internal bool IsDemo { get; }
    internal string? Host { get; }
    internal int Port { get; }
    internal MailSecurity Security { get; }
    internal string? User { get; }
    internal string Password { get; } = "";

    /// <summary>
    /// A file with the certificate of an authority of one's own, for servers that no public one vouches for.
    /// </summary>
    internal string? Authority { get; }
    internal TimeSpan Timeout { get; }
    internal MailboxAddress From { get; } = new("Restpy", "no-reply@restpy.example");

    public MailTransport Way =>
        Host is not null ? MailTransport.Server : IsDemo ? MailTransport.Outbox : MailTransport.None;

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static InvalidOperationException Wrong(string what) => new($"Restpy:Mail:{what}.");
}
