using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;

namespace Restpy.Platform.Web;

/// <summary>
/// Data Protection keys in the database, sealed: all nodes share them, and a restart logs nobody out.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, MasterKey master) : IXmlRepository
{
    // Synchronous because the framework's interface is; it runs at start and every 90 days.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        return [.. db.Set<ProtectionKey>().AsNoTracking().ToList()
            .Select(k => XElement.Parse(master.Open(k.SealedXml, k.Name)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        db.Add(new ProtectionKey
        {
            Name = friendlyName, SealedXml = master.Seal(element.ToString(SaveOptions.DisableFormatting), friendlyName),
        });
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}

internal sealed class KeyRingOptions(IServiceScopeFactory scopes, MasterKey master)
    : Microsoft.Extensions.Options.IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = new KeyRing(scopes, master);
        // The repository seals the whole element, revocations included. Sealing the secret inside it a second time adds
        // nothing, and without an encryptor the framework warns of plain text that is not there.
        options.XmlEncryptor = new NullXmlEncryptor();
    }
}
