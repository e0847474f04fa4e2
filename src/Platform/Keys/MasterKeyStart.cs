using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// Opens the master key at the start. A database without its key, or with another one, is refused: a new key made in
/// silence would end every session and leave what is sealed unreadable.
/// </summary>
public static class MasterKeyStart
{
    private const string Asked = "new-master-key";

    /// <summary>--new-master-key true: the old one is lost for good.</summary>
    public static bool IsNewAsked(IConfiguration settings) => settings.GetValue(Asked, false);

    /// <summary>Whether the key lies here encrypted by AWS KMS.</summary>
    public static bool IsWithKms(DatabaseOptions database) => File.Exists(KmsKey.PathIn(database));

    /// <exception cref="DatabaseRefusedException">The key is missing, or not the one of this database. The message
    /// says what to do.</exception>
    public static async Task<MasterKey> OpenAsync(
        DatabaseOptions database, IConfiguration settings, CancellationToken ct)
    {
        var stored = await StoredKeys.ReadAsync(database, isNeeded: database.IsSqlite || !IsThere(database), ct);
        if (!IsThere(database))
        {
            if (stored.HoldsData && !IsNewAsked(settings)) throw new DatabaseRefusedException(Missing(database));
            return KmsKey.From(settings) is { } kms
                ? await kms.CreateAsync(database.DataDirectory, ct)
                : MasterKey.Create(database.DataDirectory);
        }
        var master = await ReadAsync(database, settings, ct);
        if (IsNewAsked(settings)) throw new DatabaseRefusedException(NotNew(database));
        return stored.AreOpenedBy(master) ? master : throw new DatabaseRefusedException(Wrong(database));
    }

    /// <summary>The key alone, where the database is not asked: for backups, and for the recovery sheet.</summary>
    /// <exception cref="DatabaseRefusedException">It is not there, or AWS KMS does not open it.</exception>
    public static async Task<MasterKey> ReadAsync(
        DatabaseOptions database, IConfiguration settings, CancellationToken ct)
    {
        var (plain, ciphertext) = (PathOf(database), KmsKey.PathIn(database));
        return (File.Exists(plain), File.Exists(ciphertext), KmsKey.From(settings)) switch
        {
            (true, true, _) => throw new DatabaseRefusedException(
                $"There are two master keys, {plain} and {ciphertext}. Move the one away that is not of this database."),
            (true, _, null) => MasterKey.At(plain),
            (true, _, _) => throw new DatabaseRefusedException(
                $"AWS KMS is configured, and the master key lies open: {plain}. Move it over: ./restpy key to-kms"),
            (_, true, { } kms) => await kms.ReadAsync(ciphertext, ct),
            (_, true, null) => throw new DatabaseRefusedException(
                $"AWS KMS encrypts the master key {ciphertext}. Say with which key: Restpy__MasterKey__Kms__KeyId"),
            _ => throw new DatabaseRefusedException($"There is no master key in the data folder: {plain}"),
        };
    }

    /// <summary>Has AWS KMS encrypt a master key that lies open.</summary>
    /// <exception cref="DatabaseRefusedException">Nothing was changed, and why.</exception>
    public static async Task MoveToKmsAsync(DatabaseOptions database, IConfiguration settings, CancellationToken ct)
    {
        if (KmsKey.From(settings) is not { } kms)
            throw new DatabaseRefusedException("Say with which key of AWS KMS: Restpy__MasterKey__Kms__KeyId");
        var (plain, ciphertext) = (PathOf(database), KmsKey.PathIn(database));
        if (!File.Exists(plain))
            throw new DatabaseRefusedException($"There is no master key in the data folder: {plain}");
        if (File.Exists(ciphertext))
            throw new DatabaseRefusedException(
                $"There is one from AWS KMS already, and it stays as it is: {ciphertext}");
        await kms.TakeOverAsync(plain, ciphertext, ct);
    }

    /// <summary>Replaces the stored keys: the file, or what AWS KMS encrypted.</summary>
    /// <exception cref="DatabaseRefusedException">Nothing was changed, and why.</exception>
    internal static async Task ReplaceAsync(
        DatabaseOptions database, IConfiguration settings, MasterKeySet keys, CancellationToken ct)
    {
        if (IsWithKms(database))
            DataFolder.Replace(KmsKey.PathIn(database), await KmsKey.From(settings)!.EncryptAsync(keys, ct));
        else DataFolder.Replace(PathOf(database), MasterKeyFile.Write(keys));
    }

    /// <summary>When the stored keys were last written; for noticing a change.</summary>
    internal static DateTime WrittenAt(DatabaseOptions database) =>
        File.GetLastWriteTimeUtc(IsWithKms(database) ? KmsKey.PathIn(database) : PathOf(database));

    /// <summary>For a key that does not open what the database holds.</summary>
    public static string Wrong(DatabaseOptions database) =>
        $"""
        Restpy does not start: the keys in this database were sealed with another master.key than {PathOf(database)}.
        {Remedy(database, "Move that file away first; do not delete it.")}
        """;

    /// <summary>
    /// Writes a key that was restored. Never over one that is there, and only where it opens the database that lies
    /// there.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">One of both.</exception>
    public static async Task RestoreAsync(MasterKey master, string folder, CancellationToken ct)
    {
        var database = DatabaseOptions.From(folder, null);
        if (IsThere(database))
            throw new DatabaseRefusedException(
                $"There is a master key already, and it stays as it is: {PathOf(database)}");
        if (!(await StoredKeys.ReadAsync(database, isNeeded: true, ct)).AreOpenedBy(master))
            throw new DatabaseRefusedException(
                $"This is the key of another installation: it does not open the database in {folder}. Nothing was "
                    + $"written.");
        master.WriteTo(folder);
    }

    private static string Missing(DatabaseOptions database) =>
        $"""
        Restpy does not start: the database holds data, and its master key is not there: {PathOf(database)}.
        {Remedy(database, "")}
        """;

    private static string NotNew(DatabaseOptions database) =>
        $"""
        Restpy does not start: --new-master-key is given, and there is a master key: {PathOf(database)}.
        Start without --new-master-key to keep it. If it is known to others and must go, move the file away first.
        """;

    private static string Remedy(DatabaseOptions database, string first) =>
        $"""
        {first}
        - Copy master.key (or master.key.kms) from the data folder this database came with, or from another node.
        - Or restore it from the recovery sheet: ./restpy key restore --sheet FILE --into {Path.GetFullPath(database.DataDirectory)}
        - If it is lost for good, start once with --new-master-key true. That ends all sessions, links, API tokens and paired tablets;
          table codes must be printed again; every PIN and every code from an app stops working, so people set them up again.
          Backups made with the old key cannot be opened with the new one.
        Which is right: docs/security/master-key.md
        """.TrimStart('\n');

    private static bool IsThere(DatabaseOptions database) => File.Exists(PathOf(database)) || IsWithKms(database);

    private static string PathOf(DatabaseOptions database) =>
        Path.GetFullPath(Path.Combine(database.DataDirectory, MasterKey.FileName));
}
