using System.Diagnostics;

namespace Restpy.TestSupport;

/// <summary>The product as a process of its own, to be killed without warning.</summary>
public sealed class RealServer : IDisposable
{
    private readonly string _data;
    private readonly string? _database;
    private readonly string[] _more;
    private readonly System.Text.StringBuilder _output = new();
    private Process? _process;

    /// <param name="dataFolder">Keys, and SQLite's file.</param>
    /// <param name="database">PostgreSQL, when not SQLite.</param>
    /// <param name="more">Further arguments.</param>
    public RealServer(string dataFolder, string? database = null, params string[] more)
    {
        (_data, _database, _more) = (dataFolder, database, more);
        Address = new($"http://127.0.0.1:{FreePort.Find()}/");
    }

    public Uri Address { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [
            Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), "--data", _data, "--demo", "true",
            "--demo-history", "false", "--urls", Address.ToString(), "--Restpy:Rates:staff", "100000/6000000",
            "--Restpy:Rates:sign-in", "1000/60000", .. _database is null ? Array.Empty<string>()
            : ["--database", _database], .. _more];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_output) _output.AppendLine(line.Data);
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/readyz"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (tries < 600 && !_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Asked to end, as systemd asks: it may finish what it has begun.</summary>
    public async Task StopAsync()
    {
        using var asking = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await asking.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <summary>kill -9: nothing is flushed, nothing is said goodbye to.</summary>
    public void Kill()
    {
        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) Kill();
        _process?.Dispose();
    }
}
