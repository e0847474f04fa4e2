namespace Restpy.Backups.PgBackRest;

/// <summary>Finds the programs of PostgreSQL where Debian puts them, else on the path.</summary>
internal static class PostgresPrograms
{
    public static string Path(string program, string major)
    {
        var debian = $"/usr/lib/postgresql/{major}/bin/{program}";
        return File.Exists(debian) ? debian : program;
    }
}
