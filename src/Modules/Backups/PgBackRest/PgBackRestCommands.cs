using System.Text.RegularExpressions;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>Runs pgBackRest with Restpy's configuration file and stanza. No secret is on its command line.</summary>
internal sealed partial class PgBackRestCommands(PgBackRestSettings settings, PostgresHost host)
{
    /// <summary>For commands that copy a whole database.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(24);

    /// <summary>For commands that read a list or one file.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMinutes(10);

    /// <returns>What the command wrote.</returns>
    /// <exception cref="BackupFailedException">The command failed, in pgBackRest's words.</exception>
    public async Task<string> RunAsync(string[] command, TimeSpan within, CancellationToken ct)
    {
        var result = await host.RunAsync(settings.Program, [.. Common, .. command], within, ct);
        return result.Code == 0 ? result.Output : throw new BackupFailedException(WhatFailed(command[0], result));
    }

    public async Task<PgBackRestInfo> InfoAsync(CancellationToken ct) =>
        PgBackRestInfo.Parse(await RunAsync(["info", "--output=json"], Short, ct));

    /// <returns>The decrypted bytes of one file in the repository; null where pgBackRest cannot read it.</returns>
    public async Task<byte[]?> FileAsync(string path, CancellationToken ct)
    {
        var (result, bytes) = await host.ReadAsync(settings.Program, [.. Common, "repo-get", path], Short, ct);
        return result.Code == 0 ? bytes : null;
    }

    /// <returns>Why nothing can be read, in words; null where it can.</returns>
    public async Task<string?> TroubleAsync(PgBackRestInfo info, CancellationToken ct)
    {
        var place = settings.Bucket?.ToString() ?? settings.Repository;
        if (info.Code is PgBackRestInfo.Ok or PgBackRestInfo.NoBackup) return null;
        if (info.Code is PgBackRestInfo.NoStanza or PgBackRestInfo.NoStanzaData)
            return $"The repository ({place}) holds nothing for stanza {settings.Stanza}: "
                + "it is lost or emptied, or ./restpy backup init was not run.";
        if (!Undecipherable().IsMatch(info.Message))
            return $"The repository ({place}) cannot be read: {Sentences("ERROR: [0]: " + info.Message)}";
        return await FileAsync($"archive/{settings.Stanza}/archive.info", ct) is not null
            ? $"backup.info in the repository ({place}) is damaged."
            : $"The passphrase in {settings.ConfigFile} does not open the repository ({place}).";
    }

    private string[] Common => [$"--config={settings.ConfigFile}", $"--stanza={settings.Stanza}"];

    private string WhatFailed(string command, ProgramResult result)
    {
        var said = Sentences(result.Errors + "\n" + result.Output);
        return $"pgbackrest {command} failed (code {result.Code}): {(said.Length > 0 ? said : "it said nothing.")}";
    }

    /// <summary>
    /// The errors and hints of pgBackRest's log, without secrets and without bytes it could not decrypt.
    /// </summary>
    internal string Sentences(string log)
    {
        var remarks = log.Split('\n').Select(l => Remark().Match(l)).Where(m => m.Success);
        var said = string.Join(' ', remarks.Select(m => m.Groups[1].Value.Trim()));
        var passphrase = PgBackRestConfigFile.PassphraseIn(settings.ConfigFile);
        foreach (var secret in new[] { passphrase, settings.Bucket?.SecretKey, settings.Bucket?.AccessKey })
            if (secret is { Length: > 0 }) said = said.Replace(secret, "(secret)", StringComparison.Ordinal);
        said = Unreadable().Replace(said, "?");
        return said.Length > 600 ? said[..600] + "…" : said;
    }

    [GeneratedRegex(@"(?:ERROR: \[\d+\]: |HINT: )(.+)")]
    private static partial Regex Remark();

    // A certificate that is not trusted is a CryptoError too.
    [GeneratedRegex(@"\A\[(?:Format|Crypto)Error\] unable to load info file(?!.*certificate)", RegexOptions.Singleline)]
    private static partial Regex Undecipherable();

    [GeneratedRegex(@"[^\x20-\x7e]+")]
    private static partial Regex Unreadable();
}
