using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;
using Restpy.Staff.Factors;

namespace Restpy.Staff;

/// <summary>By what somebody has shown, beside the password, that it is they.</summary>
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
