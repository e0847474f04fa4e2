using System.ComponentModel;
using System.Diagnostics;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record ProgramResult(int Code, string Output, string Errors);

/// <summary>Runs programs on the database host, as the owner of the data directory.</summary>
internal sealed class PostgresHost(PgBackRestSettings settings)
{
    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>As the owner of the data directory: PostgreSQL refuses to run as root.</summary>
    /// <exception cref="BackupFailedException">The program is missing, or did not end in time.</exception>
    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan within,
        CancellationToken ct) => IsRoot
        ? StartAsync("runuser", ["-u", settings.SystemUser, "--", program, .. arguments], within, ct)
        : StartAsync(program, arguments, within, ct);

    /// <summary>As ourselves, for files of our own.</summary>
    public static Task<ProgramResult> RunAsSelfAsync(string program, IReadOnlyList<string> arguments, TimeSpan within,
        CancellationToken ct) =>
        StartAsync(program, arguments, within, ct);

    /// <summary>As <see cref="RunAsync"/>, and keeps the bytes of what the program writes.</summary>
    public async Task<(ProgramResult Result, byte[] Bytes)> ReadAsync(string program, string[] arguments,
        TimeSpan within, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var result = IsRoot
            ? await StartAsync("runuser", ["-u", settings.SystemUser, "--", program, .. arguments], within, ct, bytes)
            : await StartAsync(program, arguments, within, ct, bytes);
        return (result, bytes.ToArray());
    }

    /// <summary>One statement in the running server, by psql over the socket, as the operating system's user.</summary>
    public Task<ProgramResult> SqlAsync(string sql, CancellationToken ct) =>
        RunAsync("psql",
            ["-XAtqw", "-v", "ON_ERROR_STOP=1", "-h", settings.PostgresSocket, "-p", $"{settings.PostgresPort}",
            "-U", settings.PostgresRole, "-d", "postgres", "-c", sql], TimeSpan.FromMinutes(1), ct);

    /// <summary>Statements in one session in a database of the running server.</summary>
    /// <exception cref="BackupFailedException">One was refused.</exception>
    public Task<string> SqlAsync(string database, IReadOnlyList<string> statements, CancellationToken ct) =>
        SqlAsync(settings.PostgresSocket, settings.PostgresPort, database, statements, ct);

    /// <summary>The same in the server behind a socket.</summary>
    public async Task<string> SqlAsync(
        string socket, int port, string database, IReadOnlyList<string> statements, CancellationToken ct)
    {
        string[] arguments =
        [
            "-XAtqw", "-v", "ON_ERROR_STOP=1", "-h", socket, "-p", $"{port}", "-U", settings.PostgresRole, "-d",
            database,
            .. statements.SelectMany(statement => new[] { "-c", statement }),
        ];
        var result = await RunAsync("psql", arguments, TimeSpan.FromHours(2), ct);
        return result.Code == 0 ? result.Output
            : throw new BackupFailedException($"PostgreSQL refused a question: {result.Errors.Trim()}");
    }

    /// <summary>Makes the folder if it is absent; root hands it to the owner of the data directory.</summary>
    public async Task MakeFolderAsync(string path, UnixFileMode mode, CancellationToken ct)
    {
        if (Directory.Exists(path)) return;
        UnixFiles.MakeFolder(path, mode);
        await HandOverAsync(path, ct);
    }

    /// <summary>The file or folder belongs to the owner of the data directory from here on.</summary>
    public async Task HandOverAsync(string path, CancellationToken ct)
    {
        if (!IsRoot) return;
        var result = await StartAsync("chown", [$"{settings.SystemUser}:", path], TimeSpan.FromMinutes(1), ct);
        if (result.Code != 0)
            throw new BackupFailedException($"{path} cannot be given to {settings.SystemUser}: {result.Errors.Trim()}");
    }

    private static async Task<ProgramResult> StartAsync(string program, IReadOnlyList<string> arguments,
        TimeSpan within, CancellationToken ct, Stream? bytes = null)
    {
        var start = new ProcessStartInfo(program)
        {
            // The user it runs as may not be allowed into our own folder.
            WorkingDirectory = "/", RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Only the configuration file says what is done: a variable of this name would override it.
        foreach (var name in start.Environment.Keys.ToArray())
            if (name.StartsWith("PGBACKREST_", StringComparison.Ordinal)) start.Environment.Remove(name);
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new BackupFailedException($"{program} cannot be started: {missing.Message}. Is it there?", missing);
        }
        process.StandardInput.Close();
        return await EndAsync(process, program, within, bytes, ct);
    }

    private static async Task<ProgramResult> EndAsync(Process process, string program, TimeSpan within, Stream? bytes,
        CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(within);
        var output = bytes is null ? process.StandardOutput.ReadToEndAsync(late.Token)
            : CopyAsync(process.StandardOutput.BaseStream, bytes, late.Token);
        var errors = process.StandardError.ReadToEndAsync(late.Token);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BackupFailedException($"{program} did not end within {within}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> CopyAsync(Stream from, Stream to, CancellationToken ct)
    {
        await from.CopyToAsync(to, ct);
        return "";
    }
}
