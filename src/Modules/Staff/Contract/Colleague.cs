using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Contract;

/// <summary>A person who works in the scope's restaurant now.</summary>
/// <param name="BranchId">Null: in all branches.</param>
public sealed record Colleague(Guid MemberId, Guid PersonId, string Name, Role Role, Guid? BranchId);
