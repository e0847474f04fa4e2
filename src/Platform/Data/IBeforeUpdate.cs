namespace Restpy.Platform.Data;

/// <summary>Called before scripts change the tables of a database that holds something already.</summary>
public interface IBeforeUpdate
{
    /// <exception cref="DatabaseRefusedException">The update must not begin; nothing was changed.</exception>
    Task PrepareAsync(CancellationToken ct);
}
