using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// Opens the master key at the start. A database without its key, or with another one, is refused: a new key made in silence
/// would end every session and leave what is sealed unreadable.
/// </summary>
public static class MasterKeyStart
{
    private const string Asked = "new-master-key";

    /// <summary>--new-master-key true: the old one is lost for good.</summary>
    public static bool IsNewAsked(IConfiguration settings) => settings.GetValue(Asked, false);

    /// <exception cref="DatabaseRefusedException">The key is missing, or not the one of this database. The message says what to do.</exception>
    public static async Task<MasterKey> OpenAsync(DatabaseOptions database, IConfiguration settings, CancellationToken ct)
    {
        var stored = await StoredKeys.ReadAsync(database, isNeeded: database.IsSqlite || !IsThere(database), ct);
        if (!IsThere(database))
        {
            if (stored.HoldsData && !IsNewAsked(settings)) throw new DatabaseRefusedException(Missing(database));
            return MasterKey.Create(database.DataDirectory);
        }
        var master = MasterKey.At(PathOf(database));
        if (IsNewAsked(settings)) throw new DatabaseRefusedException(NotNew(database));
        return stored.AreOpenedBy(master) ? master : throw new DatabaseRefusedException(Wrong(database));
    }

    /// <summary>The key alone, where the database is not asked: for backups, and for the recovery sheet.</summary>
    /// <exception cref="DatabaseRefusedException">It is not there.</exception>
    public static Task<MasterKey> ReadAsync(DatabaseOptions database, IConfiguration settings, CancellationToken ct) =>
        IsThere(database) ? Task.FromResult(MasterKey.At(PathOf(database))) : throw new DatabaseRefusedException($"There is no master key in the data folder: {PathOf(database)}");

    /// <summary>For a key that does not open what the database holds.</summary>
    public static string Wrong(DatabaseOptions database) =>
        $"""
        Restpy does not start: the keys in this database were sealed with another master.key than {PathOf(database)}.
        {Remedy(database, "Move that file away first; do not delete it.")}
        """;

    /// <summary>Writes a key that was restored. Never over one that is there, and only where it opens the database that lies there.</summary>
    /// <exception cref="DatabaseRefusedException">One of both.</exception>
    public static async Task RestoreAsync(MasterKey master, string folder, CancellationToken ct)
    {
        var database = DatabaseOptions.From(folder, null);
        if (IsThere(database)) throw new DatabaseRefusedException($"There is a master key already, and it stays as it is: {PathOf(database)}");
        if (!(await StoredKeys.ReadAsync(database, isNeeded: true, ct)).AreOpenedBy(master))
            throw new DatabaseRefusedException($"This is the key of another installation: it does not open the database in {database.DataDirectory}. Nothing was written.");
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
        - Copy master.key from the data folder this database came with, or from another node.
        - Or restore it from the recovery sheet: ./restpy key restore --sheet FILE --into {Path.GetFullPath(database.DataDirectory)}
        - If it is lost for good, start once with --new-master-key true. That ends all sessions, links, API tokens and paired tablets;
          table codes must be printed again; every PIN and every code from an app stops working, so people set them up again.
          Backups made with the old key cannot be opened with the new one.
        Which is right: docs/security/master-key.md
        """.TrimStart('\n');

    private static bool IsThere(DatabaseOptions database) => File.Exists(PathOf(database));

    private static string PathOf(DatabaseOptions database) => Path.GetFullPath(Path.Combine(database.DataDirectory, MasterKey.FileName));
}
