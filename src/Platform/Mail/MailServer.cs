using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SslProtocols = System.Security.Authentication.SslProtocols;

namespace Restpy.Platform.Mail;

/// <summary>
/// The one file that knows the mail library: a connection, a letter, and what went wrong in our words.
/// </summary>
internal sealed class MailServer(MailSettings settings, TimeProvider time)
{
    /// <returns>Null and a connection, or why there is none.</returns>
    public async Task<(SmtpClient? Line, MailFailure? Failure)> ConnectAsync(CancellationToken ct)
    {
        var line = new SmtpClient
        {
            Timeout = (int)settings.Timeout.TotalMilliseconds,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, CheckCertificateRevocation = false,
        };
        // Without one the library decides by itself, and lets some certificates through that it knows by name.
        line.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors);
        try
        {
            await line.ConnectAsync(settings.Host!, settings.Port, settings.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.Loopback => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, ct);
            if (settings.User is not null) await line.AuthenticateAsync(settings.User, settings.Password, ct);
            return (line, null);
        }
        catch (Exception problem)
        when (Failure(problem, handingOver: false) is { } failure && !ct.IsCancellationRequested)
        {
            line.Dispose();
            return (null, failure);
        }
    }

    /// <returns>Null when the server took it.</returns>
    public async Task<MailFailure?> SendAsync(SmtpClient line, Guid id, EmailMessage letter, CancellationToken ct)
    {
        if (!MailboxAddress.TryParse(letter.To, out var to) || to.Address != letter.To)
            return new("address", ForGood: true);
        try
        {
            using var message = Message(id, to, letter);
            await line.SendAsync(message, ct);
            return null;
        }
        catch (Exception problem)
        when (Failure(problem, handingOver: true) is { } failure && !ct.IsCancellationRequested)
        {
            return failure;
        }
    }

    private MimeMessage Message(Guid id, MailboxAddress to, EmailMessage letter)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = time.GetUtcNow() };
        message.From.Add(settings.From);
        message.To.Add(to);
        // The same at each try: a mailbox that has it already may drop the second.
        message.MessageId = $"{id:N}@{settings.From.Domain}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        message.Body = new MultipartAlternative(
            new TextPart("plain") { Text = Plain(letter) }, new TextPart("html") { Text = Html(letter) });
        return message;
    }

    private static string Plain(EmailMessage letter)
    {
        var text = new StringBuilder(string.Join("\n\n", letter.Paragraphs)).Append('\n');
        if (letter.Link is { } link) text.Append($"\n{link.Label}:\n{link.Address.AbsoluteUri}\n");
        return text.ToString();
    }

    private static string Html(EmailMessage letter)
    {
        var text = new StringBuilder(
            $"<!doctype html><html lang=\"{Encoded(letter.Language)}\"><meta "
                + $"charset=\"utf-8\"><title>{Encoded(letter.Subject)}</title><body>");
        foreach (var paragraph in letter.Paragraphs) text.Append($"<p>{Encoded(paragraph)}</p>");
        if (letter.Link is { } link)
            text.Append($"<p><a href=\"{Encoded(link.Address.AbsoluteUri)}\">{Encoded(link.Label)}</a></p>");
        return text.Append("</body></html>").ToString();
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (settings.Authority is null || errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(settings.Authority);
        using var shown = new X509Certificate2(certificate);
        return chain.Build(shown);
    }

    private static MailFailure? Failure(Exception problem, bool handingOver) => problem switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } said => Said("recipient", said),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } said => Said("sender", said),
        SmtpCommandException said => Said(handingOver ? "letter" : "server", said),
        SslHandshakeException or System.Security.Authentication.AuthenticationException => new("certificate"),
        AuthenticationException or SaslException => new("login"),
        // STARTTLS is asked for and not offered.
        NotSupportedException => new("security"),
        SmtpProtocolException or IOException or SocketException or TimeoutException or OperationCanceledException
            or ServiceNotConnectedException => new(handingOver ? "cut" : "unreachable", Unsure: handingOver),
        _ => null,
    };

    /// <summary>
    /// 4xx is "later", 5xx is "never". A login or a greeting that is refused for good may be mended by the operator
    /// within the day.
    /// </summary>
    private static MailFailure Said(string kind, SmtpCommandException said) =>
        new(kind, (int)said.StatusCode, ForGood: kind != "server" && (int)said.StatusCode >= 500);
}
