using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Staff.Factors;

/// <summary>What roles ask for: a restaurant's in its rows, the operator's by the kind of installation.</summary>
internal sealed class SecondFactorRequirements(RestpyDb db, DemoPeople demo, PublicAddress address)
{
    /// <summary>
    /// The super admin sees every restaurant: a passkey, or where none can be made (they need a name with TLS) an app.
    /// A demo's passwords are public, and asking for more would keep people out of what is there to be seen.
    /// </summary>
    public SecondFactorRequirement OfOperator => demo.On ? SecondFactorRequirement.Password
        : address.Configured?.Scheme == Uri.UriSchemeHttps ? SecondFactorRequirement.Passkey
        : SecondFactorRequirement.SecondFactor;

    /// <summary>Of a role in the scope's restaurant.</summary>
    public async Task<SecondFactorRequirement> OfAsync(Role role, CancellationToken ct) =>
        (await db.Set<RoleSecurity>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Role == role, ct))?.SecondFactorRequirement ?? SecondFactorRequirement.Password;
}
