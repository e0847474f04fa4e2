using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Restpy.Kernel;

namespace Restpy.Probe.Attack;

/// <summary>Who stands at the product's front door: somebody of a canary's staff, a guest's phone, a paired tablet, or a program with a token.</summary>
internal sealed partial class Asker : IDisposable
{
    private readonly Func<Task<string>>? _signIn;
    private CookieContainer _cookies = new();
    private HttpClient _http = null!;

    private Asker(string name, Role? role, Uri address, Func<Task<string>>? signIn) => (Name, Role, Address, _signIn) = (name, role, address, signIn);

    public string Name { get; }

    /// <summary>Null: a guest.</summary>
    public Role? Role { get; }

    public Uri Address { get; }

    public string FormToken { get; private set; } = "";

    public bool IsGuest => Role is null && !IsTablet && Scopes is null;

    /// <summary>Paired with a branch of its restaurant, and nobody has unlocked it.</summary>
    public bool IsTablet { get; private init; }

    /// <summary>Of a program: the permissions its token may use. Null for everybody else.</summary>
    public IReadOnlyCollection<string>? Scopes { get; private init; }

    /// <summary>A program: no cookie, no form token.</summary>
    public static Asker Program(Uri address, string token, IReadOnlyCollection<string> scopes)
    {
        var asker = new Asker("program", null, address, null) { Scopes = scopes };
        asker.Connect();
        asker._http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return asker;
    }

    public static async Task<Asker> StaffAsync(string name, Role role, Uri address, Func<Task<string>> signIn)
    {
        var asker = new Asker(name, role, address, signIn);
        await asker.RenewAsync();
        return asker;
    }

    /// <summary>A phone that has been at each of these addresses, with one cookie for all of them.</summary>
    public static async Task<Asker> GuestAsync(Uri address, params string[] pages)
    {
        var asker = new Asker("guest", null, address, null);
        asker.Connect();
        foreach (var page in pages) await asker.LookAsync(page);
        return asker;
    }

    public static async Task<Asker> TabletAsync(Uri address, string cookie)
    {
        var asker = new Asker("tablet", null, address, null) { IsTablet = true };
        asker._cookies.Add(address, new Cookie("restpy-tablet", cookie));
        asker.Connect();
        await asker.LookAsync("/tablet");
        return asker;
    }

    /// <summary>Reads a guest's page for its form token, which is bound to the phone.</summary>
    public async Task<string> LookAsync(string page)
    {
        var text = await _http.GetStringAsync(page);
        FormToken = Token().Match(text) is { Success: true } found ? found.Groups[1].Value : FormToken;
        return text;
    }

    /// <summary>A new session: some endpoints end the one that asks.</summary>
    public async Task RenewAsync()
    {
        if (_signIn is null) return;
        _cookies = new();
        _cookies.Add(Address, new Cookie("restpy", await _signIn()));
        Connect();
        using var session = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/session"));
        FormToken = session.RootElement.GetProperty("token").GetString()!;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);

    public void Dispose() => _http.Dispose();

    private void Connect()
    {
        _http?.Dispose();
        _http = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("RestpyProbe/1.0");
    }

    [GeneratedRegex("name=\"?_token\"?[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
