using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Restpy.Kernel;
using Restpy.Probe.Attack;

namespace Restpy.Probe.Canaries;

/// <summary>
/// Who asks the product for something: somebody of a canary's staff, a guest's phone, a paired tablet, or a program
/// with a token.
/// </summary>
internal sealed partial class Caller : IDisposable
{
    private readonly Func<Task<string>>? _signIn;
    private CookieContainer _cookies = new();
    private HttpClient _http = null!;

    private Caller(string name, Role? role, Uri address, Func<Task<string>>? signIn) =>
        (Name, Role, Address, _signIn) = (name, role, address, signIn);

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
    public static Caller Program(Uri address, string token, IReadOnlyCollection<string> scopes)
    {
        var caller = new Caller("program", null, address, null) { Scopes = scopes };
        caller.Connect();
        caller._http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return caller;
    }

    public static async Task<Caller> StaffAsync(string name, Role role, Uri address, Func<Task<string>> signIn)
    {
        var caller = new Caller(name, role, address, signIn);
        await caller.RenewAsync();
        return caller;
    }

    /// <summary>A phone that has been at each of these addresses, with one cookie for all of them.</summary>
    public static async Task<Caller> GuestAsync(Uri address, params string[] pages)
    {
        var caller = new Caller("guest", null, address, null);
        caller.Connect();
        foreach (var page in pages) await caller.LookAsync(page);
        return caller;
    }

    public static async Task<Caller> TabletAsync(Uri address, string cookie)
    {
        var caller = new Caller("tablet", null, address, null) { IsTablet = true };
        caller._cookies.Add(address, new Cookie("restpy-tablet", cookie));
        caller.Connect();
        await caller.LookAsync("/tablet");
        return caller;
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

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);

    public void Dispose() => _http.Dispose();

    private void Connect()
    {
        _http?.Dispose();
        _http = new(new SocketsHttpHandler
        {
            CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false,
        })
        { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("RestpyProbe/1.0");
    }

    [GeneratedRegex("name=\"?_token\"?[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
