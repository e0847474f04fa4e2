using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Trust.Checks;

/// <summary>
/// H4: what can be seen of encryption at rest from inside: the keys we store are sealed, and open only with the key
/// beside the database.
/// </summary>
internal static class KeysCheck
{
    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        if (DataFolder.OpenTo(services.GetRequiredService<DatabaseOptions>().DataDirectory) is { } open)
            return Findings.Failing(open);
        var keys = await services.GetRequiredService<RestpyDb>().Set<ProtectionKey>().AsNoTracking().ToListAsync(ct);
        var master = services.GetRequiredService<MasterKey>();
        var unsealed = keys.Count(k => !IsSealed(k, master));
        if (unsealed > 0)
            return Findings.Failing(
                $"{unsealed} of {keys.Count} stored keys are not sealed with the installation's key.");
        return Findings.NotVerified(
            $"{keys.Count} stored keys are sealed with AES-256-GCM under a key that is not in the database. The data "
                + $"folder, the key file and the database are closed to other accounts of this machine. Whether the "
                + $"disk, the buckets and the snapshots are encrypted cannot be seen from inside this process.");
    }

    private static bool IsSealed(ProtectionKey key, MasterKey master)
    {
        if (key.SealedXml.Contains('<')) return false;
        try
        {
            return master.Open(key.SealedXml, key.Name).Contains("<key", StringComparison.Ordinal);
        }
        catch (Exception problem)
        when (problem is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
