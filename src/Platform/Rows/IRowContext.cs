using Npgsql;

namespace Restpy.Platform.Rows;

/// <summary>What the batches of a save ask of the context whose rows they write.</summary>
internal interface IRowContext
{
    NewRows Written { get; }

    /// <summary>
    /// Puts the words that tell PostgreSQL whose work this is before the rows, where it was not told yet.
    /// </summary>
    void TellTenant(NpgsqlBatch batch);

    /// <summary>The batch was carried out.</summary>
    void TenantTold();
}
