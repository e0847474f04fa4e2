using Npgsql;

namespace Restpy.Platform.Rows;

/// <summary>What the batches of a save ask of the context whose rows they write.</summary>
internal interface IRowContext
{
    NewRows Written { get; }

    /// <summary>
    /// Adds the command that tells PostgreSQL the restaurant, before the rows, where it was not told yet.
    /// </summary>
    void TellTenant(NpgsqlBatch batch);

    /// <summary>The batch was carried out.</summary>
    void TenantTold();
}
