using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Host.Commands;

/// <summary>
/// Takes operator commands while the product runs on SQLite: a Unix socket in the data folder that only its owner may
/// open.
/// One JSON array of words in, one <see cref="Answer"/> out, then the connection ends.
/// </summary>
internal sealed class CommandSocket(
    DatabaseOptions database, IServiceProvider product, IServer server, ILogger<CommandSocket> log) : BackgroundService
{
    private const int LongestRequest = 64 * 1024;

    /// <summary>The longest path a Unix socket may have on Linux and macOS, with its end mark.</summary>
    private const int LongestPath = 104;
    private static readonly TimeSpan ToBeAsked = TimeSpan.FromSeconds(60);

    /// <summary>The drill of a large installation takes minutes.</summary>
    private static readonly TimeSpan ToBeDone = TimeSpan.FromMinutes(30);

    private sealed record Answer(int Code, string Output);

    private static string PathOf(DatabaseOptions database) =>
        Path.Combine(Path.GetFullPath(database.DataDirectory), "restpy.sock");

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (!database.IsSqlite) return;
        var path = PathOf(database);
        if (System.Text.Encoding.UTF8.GetByteCount(path) >= LongestPath)
        {
            log.LogWarning(
                "The path of the data folder is too long for a socket, so commands need the product to be closed: "
                    + "{Path}", path);
            return;
        }
        // Left by a process that was killed; the data folder is ours now, so nobody listens there.
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // Nobody gets in before this line, so the socket is never open to others.
        listener.Listen();
        try
        {
            while (!stopping.IsCancellationRequested) await ServeAsync(await listener.AcceptAsync(stopping), stopping);
        }
        catch (OperationCanceledException)
        {
            // The product stops.
        }
        File.Delete(path);
    }

    private async Task ServeAsync(Socket caller, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(ToBeAsked);
        try
        {
            await using var stream = new NetworkStream(caller, ownsSocket: true);
            var words = await ReadAsync<string[]>(stream, limit.Token) ?? [];
            limit.CancelAfter(ToBeDone);
            using var output = new StringWriter();
            var code = OperatorCommands.Knows(words.FirstOrDefault())
                ? await OperatorCommands.RunAsync(product, words, Here(), output, limit.Token) : 2;
            await JsonSerializer.SerializeAsync(
                stream, new Answer(code, output.ToString()), JsonSerializerOptions.Web, limit.Token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !stopping.IsCancellationRequested)
        {
            log.LogError(failed, "A command was not carried out.");
        }
    }

    private Uri Here()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? "http://127.0.0.1:8080";
        return product.GetRequiredService<PublicAddress>().Configured ?? new Uri(listening.TrimEnd('/') + "/");
    }

    /// <summary>Sends a command to the product that holds the data folder and prints its answer.</summary>
    public static async Task<int> SendAsync(
        DatabaseOptions database, string[] args, TextWriter output, CancellationToken ct)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathOf(database)), ct);
            await using var stream = new NetworkStream(socket);
            await JsonSerializer.SerializeAsync(stream, args, JsonSerializerOptions.Web, ct);
            socket.Shutdown(SocketShutdown.Send);
            if (await ReadAsync<Answer>(stream, ct) is { } answer)
            {
                await output.WriteAsync(answer.Output);
                return answer.Code;
            }
        }
        catch (Exception failed) when (failed is SocketException or IOException or ArgumentException or JsonException)
        {
            // Told below: the person needs to know what to do, not which call failed.
        }
        output.WriteLine(
            $"Restpy holds the data folder {database.DataDirectory} but did not answer. Are you the user it runs as? "
                + $"If it is just starting, try again in a moment.");
        return 1;
    }

    private static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var part = new byte[4096];
        for (int got; (got = await stream.ReadAsync(part, ct)) > 0;)
        {
            if (read.Length + got > LongestRequest) return default;
            read.Write(part, 0, got);
        }
        return read.Length == 0 ? default : JsonSerializer.Deserialize<T>(read.ToArray(), JsonSerializerOptions.Web);
    }
}
