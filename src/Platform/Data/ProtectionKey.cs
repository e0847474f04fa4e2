using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>A Data Protection key, sealed with the master key that is not in the database.</summary>
[SharedByAllRestaurants("Keys of the installation: cookies and form tokens are sealed with them.")]
[NotAudited("Made by the framework every 90 days.")]
public sealed class ProtectionKey
{
    public string Name { get; init; } = "";

    [Secret]
    public string SealedXml { get; set; } = "";
}
