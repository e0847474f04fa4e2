using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Restpy.TestSupport;

/// <summary>
/// An SMTP server on a socket of this machine: greeting, STARTTLS, AUTH, envelope, DATA, as RFC 5321 has them.
/// </summary>
public sealed class MailCarrier : IAsyncDisposable
{
    public const string User = "restpy";
    public const string Password = "letters-2026";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;
    private readonly string _folder = Directory.CreateTempSubdirectory("restpy-mail-").FullName;
    private readonly Queue<Mood> _moods = new();

    public MailCarrier(string name = "localhost", bool offersTls = true)
    {
        OffersTls = offersTls;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Test authority", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = root.CreateSelfSigned(
            DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        leaf.CertificateExtensions.Add(names.Build());
        using var signed = leaf.Create(
            _authority, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(99), [1, 2, 3]);
        using var whole = signed.CopyWithPrivateKey(key);
        _certificate = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Without, it takes name and password in the open, as one who stands in between would have it.</summary>
    public bool OffersTls { get; }

    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    public List<Delivered> Delivered { get; } = [];

    public List<string> Said { get; } = [];

    public Dictionary<string, string> Settings(bool trusts = true) => new()
    {
        ["Restpy:Mail:Host"] = "localhost", ["Restpy:Mail:Port"] = $"{((IPEndPoint)_listener.LocalEndpoint).Port}",
        ["Restpy:Mail:User"] = User, ["Restpy:Mail:Password"] = Password,
        ["Restpy:Mail:From"] = "Restpy <no-reply@menu.example>", ["Restpy:Mail:TimeoutSeconds"] = "2",
        ["Restpy:Mail:Authority"] = trusts ? AuthorityFile : "",
    };

    /// <summary>For the next letters, in this order; then it takes all.</summary>
    public void WillBe(params Mood[] moods)
    {
        lock (_moods)
            foreach (var mood in moods) _moods.Enqueue(mood);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            TcpClient client;
            try { client = await _listener.AcceptTcpClientAsync(_ends.Token); }
            catch (Exception) { return; }
            _ = Task.Run(async () =>
            {
                using (client)
                {
                    try { await TalkAsync(client.GetStream()); }
                    catch (Exception gone)
                    when (gone is IOException or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException)
                    { }
                }
            });
        }
    }

    private async Task TalkAsync(Stream plain)
    {
        var line = new Line(plain, Said, _ends.Token);
        var (secure, known, from, to) = (false, false, "", "");
        await line.SayAsync("220 carrier.example ESMTP");
        while (await line.HearAsync() is { } heard)
        {
            var verb = heard.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await line.SayAsync(secure ? "250-carrier.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN"
                        : OffersTls ? "250-carrier.example\r\n250 STARTTLS"
                        : "250-carrier.example\r\n250 AUTH PLAIN LOGIN");
                    break;
                case "STARTTLS" when OffersTls:
                    await line.SayAsync("220 go ahead");
                    var tls = new SslStream(plain);
                    await tls.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _ends.Token);
                    (line, secure) = (new(tls, Said, _ends.Token), true);
                    break;
                case "AUTH" when secure || !OffersTls:
                    known = heard.Split(' ') is [_, "PLAIN", var given]
                        && Encoding.UTF8.GetString(Convert.FromBase64String(given)) == $"\0{User}\0{Password}";
                    await line.SayAsync(known ? "235 welcome" : "535 5.7.8 no");
                    break;
                case "MAIL":
                    from = heard;
                    await line.SayAsync(known ? "250 ok" : "530 5.7.0 sign in first");
                    break;
                case "RCPT":
                    to = heard[(heard.IndexOf('<', StringComparison.Ordinal) + 1)..heard.IndexOf(
                        '>', StringComparison.Ordinal)];
                    await line.SayAsync(Next(Mood.NeverRecipient) ? $"550 5.1.1 <{to}> unknown here" : "250 ok");
                    break;
                case "DATA":
                    await line.SayAsync("354 go on");
                    if (!await TakeAsync(line, from, to)) return;
                    break;
                case "QUIT":
                    await line.SayAsync("221 bye");
                    return;
                default:
                    await line.SayAsync("502 not here");
                    break;
            }
        }
    }

    private bool Next(Mood mood)
    {
        lock (_moods) return _moods.TryPeek(out var next) && next == mood && _moods.TryDequeue(out _);
    }

    private async Task<bool> TakeAsync(Line line, string from, string to)
    {
        if (Next(Mood.CutsInside))
        {
            await line.HearAsync();
            return false;
        }
        var text = new StringBuilder();
        while (await line.HearAsync() is { } heard && heard != ".") text.Append(heard).Append("\r\n");
        if (Next(Mood.Hangs)) await Task.Delay(Timeout.Infinite, _ends.Token);
        var (later, never, cuts) = (Next(Mood.TriesLater), Next(Mood.NeverLetter), Next(Mood.CutsAfter));
        if (!later && !never) lock (Delivered) Delivered.Add(new(from, to, text.ToString()));
        if (cuts) return false;
        Next(Mood.Takes);
        await line.SayAsync(later ? "451 4.3.0 later" : never ? "554 5.6.0 not this" : "250 taken");
        return true;
    }

    private sealed class Line(Stream stream, List<string> said, CancellationToken ends)
    {
        private readonly StreamReader _reader = new(stream, Encoding.UTF8);

        public async Task<string?> HearAsync()
        {
            var heard = await _reader.ReadLineAsync(ends);
            if (heard is not null) lock (said) said.Add(heard);
            return heard;
        }

        public Task SayAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), ends).AsTask();
    }
}
