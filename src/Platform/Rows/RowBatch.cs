using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Restpy.Platform.Rows;

/// <summary>
/// The rows of one save, carried out faster than by EF's own batch. EF decides which rows, in which order, and with
/// which conditions.
/// </summary>
internal abstract class RowBatch : ModificationCommandBatch
{
    // A larger save goes on in the next batch, so that a long import does not hold everything twice.
    private const int MaxRows = 500;

    private readonly List<IReadOnlyModificationCommand> _rows = [];
    private bool _more;

    public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => _rows;

    /// <summary>Every save runs in the transaction of its use case.</summary>
    public override bool RequiresTransaction => true;

    public override bool AreMoreBatchesExpected => _more;

    public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
    {
        if (_rows.Count == MaxRows) return false;
        _rows.Add(modificationCommand);
        return true;
    }

    public override void Complete(bool moreBatchesExpected) => _more = moreBatchesExpected;

    public override void Execute(IRelationalConnection connection) =>
        throw new NotSupportedException("Save asynchronously.");
}

internal sealed class RowBatchFactory<T> : IModificationCommandBatchFactory where T : RowBatch, new()
{
    public ModificationCommandBatch Create() => new T();
}
