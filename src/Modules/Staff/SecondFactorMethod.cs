using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;
using Restpy.Staff.Factors;

namespace Restpy.Staff;

/// <summary>How somebody proved, beside the password, who they are.</summary>
internal enum SecondFactorMethod
{
    None,

    /// <summary>A paired tablet and a PIN, in place of the password: good in that branch alone.</summary>
    Tablet,
    Email,
    App,
    Recovery,
    Passkey,
}
