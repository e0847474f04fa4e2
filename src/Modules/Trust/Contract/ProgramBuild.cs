using System.Security.Cryptography;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Trust.Contract;

/// <summary>Names the running program by its code: another build of any module has another name.</summary>
public static class ProgramBuild
{
    public static string Of(IEnumerable<IModule> modules)
    {
        var ids = modules.Select(m => m.GetType().Assembly).Append(typeof(IModule).Assembly)
            .Append(typeof(Claim).Assembly).Distinct()
            .Select(a => a.ManifestModule.ModuleVersionId).Order().SelectMany(id => id.ToByteArray()).ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(ids))[..16];
    }
}
