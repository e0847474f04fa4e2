using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Restpy.Bench.Load;

/// <summary>A server process under measurement, with the processor time it has used.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process _process;

    private Server(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<Server> StartAsync(string dll, params string[] arguments)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            dll, .. arguments, "--urls", $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrEmpty(line.Data)) Console.Error.WriteLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new Server(process, new($"http://127.0.0.1:{port}"));
        using var http = new HttpClient();
        // Only the process itself says that it runs: whatever else answers on the port would be measured in its place.
        for (var tries = 0; ; tries++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{dll} ended with {process.ExitCode} instead of serving.");
            try
            {
                await http.GetAsync(new Uri(server.Address, "/healthz"));
                if (process.HasExited) continue;
                return server;
            }
            catch (HttpRequestException) when (tries < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
