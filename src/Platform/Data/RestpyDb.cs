using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Restpy.Kernel;
using Restpy.Platform.Live;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// The one context of the product. Every query on a tenant class is filtered by the scope's restaurant and branch;
/// every save guards its rows, writes the activity log and the outbox in the same transaction.
/// </summary>
public sealed partial class RestpyDb(DbContextOptions<RestpyDb> options) : DbContext(options)
{
    private readonly ActLog _acts = new();
    private readonly PublishedEvents _published = new();
    private readonly List<AuditEntry> _recorded = [];
    private WorkScope? _scope;
    private string _bypass = "";

    public WorkScope Scope => _scope ?? throw new NoScopeException();

    public TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>
    /// The transaction this use case runs in, or null. A module asked in the middle of it locks its own rows through
    /// it.
    /// </summary>
    public UnitOfWork? UnitOfWork { get; internal set; }

    /// <summary>
    /// What the database itself is told, which has a wall of its own. A use case without a restaurant (a sign-in, a
    /// restaurant being opened) writes as the platform, whose lines of the log stand under that id; a mere question
    /// sees no tenant row.
    /// </summary>
    internal DbTenant Told =>
        new(_scope?.RestaurantId ?? (UnitOfWork is null ? null : AuditEntry.OfThePlatform), _bypass);

    /// <summary>Called on every lease: a pooled context keeps its fields from the lease before.</summary>
    internal void Enter(WorkScope scope, TimeProvider time)
    {
        _scope = scope;
        Time = time;
        UnitOfWork = null;
        _bypass = "";
        // A save that fails ends its use case; going back to before it alone would cost every save two trips.
        Database.AutoSavepointsEnabled = false;
        Drop();
    }

    /// <summary>
    /// Lets this work past the database's wall, as far as the bypass says, until the answer is disposed. Who may is a
    /// list in a test.
    /// </summary>
    /// <param name="bypass">One of <see cref="TenantBypasses"/>.</param>
    /// <param name="key">What opens it, where it has a key.</param>
    public OpenTenantBypass BypassTenantWall(TenantBypass bypass, string? key = null)
    {
        if (key is null != bypass.Key is null)
            throw new ArgumentException($"The bypass {bypass.Name} {(key is null ? "needs a" : "has no")} key.");
        var before = _bypass;
        _bypass = key is null ? bypass.Name : $"{bypass.Name}:{key}";
        return new(this, before);
    }

    /// <summary>
    /// Nothing that was found, changed or told of since the transaction began is saved with the next.
    /// </summary>
    internal void Forget()
    {
        ChangeTracker.Clear();
        Drop();
    }

    /// <summary>The same without what was found.</summary>
    internal void Drop()
    {
        _acts.Clear();
        _published.Clear();
        _recorded.Clear();
        Written.Clear();
    }

    internal void EndBypass(string before) => _bypass = before;

    /// <summary>Opens the one transaction of a use case. On SQLite it waits its turn: there is one writer.</summary>
    public Task<UnitOfWork> BeginAsync(CancellationToken ct) => UnitOfWork.BeginAsync(this, alone: false, ct);

    /// <summary>
    /// The same for work of more than some milliseconds: on SQLite nobody's commit waits for its end.
    /// </summary>
    public Task<UnitOfWork> BeginLongAsync(CancellationToken ct) => UnitOfWork.BeginAsync(this, alone: true, ct);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        if (Database.CurrentTransaction is null)
        {
            await using var work = await BeginAsync(ct);
            var rows = await SaveAsync(acceptAllChangesOnSuccess, ct);
            await work.CommitAsync(ct);
            return rows;
        }
        return await SaveAsync(acceptAllChangesOnSuccess, ct);
    }

    /// <summary>The events saved since the last call, for the screens, once their transaction has committed.</summary>
    internal IReadOnlyList<OutboxEvent> TakePublished() => _published.Take();

    /// <summary>The entries of the activity log saved since the last call, for the server's log.</summary>
    internal IReadOnlyList<AuditEntry> TakeRecorded()
    {
        AuditEntry[] taken = [.. _recorded];
        _recorded.Clear();
        return taken;
    }

    private async Task<int> SaveAsync(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        // Once at most: every look at the entries would compare all rows again, and so would the save itself.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var tracked = SaveSteps.Rows(this);
            _published.MakeRows(this);
            var entries = SaveSteps.Run(this, tracked, _acts);
            _published.TakeVersions();
            CardGuard.Look(Written.All);
            _acts.Clear();
            this.GetService<IEventOrder>().Number(_published.Saved);
            var rows = Written.All.Count + tracked.Count;
            if (tracked.Count > 0) await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
            await Written.SaveAsync(this, ct);
            _recorded.AddRange(entries);
            return rows;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously.");
}
