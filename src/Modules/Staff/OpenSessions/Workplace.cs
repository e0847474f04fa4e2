using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Rights;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.OpenSessions;

/// <summary>A workplace the person may take: a restaurant, or the operator's console.</summary>
/// <param name="MemberId">The place there; null at the operator's console.</param>
/// <param name="EmploymentStamp">What that place is at present; see <see cref="MemberStamps"/>.</param>
internal sealed record Workplace(Guid? RestaurantId, Guid? MemberId, Guid? EmploymentStamp, string RestaurantName,
    Guid? BranchId, string BranchName, Role Role)
{
    /// <summary>What is asked for there beside the password.</summary>
    public SecondFactorRequirement SecondFactorRequirement { get; init; }
}
