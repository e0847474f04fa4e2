namespace Restpy.Trust;

/// <summary>
/// The particulars of whoever runs this installation: what the security page names but no code may fix. Configured
/// under Restpy:Operator; the defaults are those of the page Restpy was founded on.
/// </summary>
internal sealed class OperatorOptions
{
    public string Name { get; set; } = "Restpy";

    public string PrimaryRegion { get; set; } = "AWS Mumbai (ap-south-1)";

    public string RecoveryRegion { get; set; } = "AWS Singapore (ap-southeast-1)";

    public string Edge { get; set; } = "CloudFront";

    public string EdgeRateLimiter { get; set; } = "Cloudflare";

    public int BackupDays { get; set; } = 35;

    public string Auditor { get; set; } = "Prescient Assurance";

    public string SocSince { get; set; } = "Q1 2026";

    public string IsoTarget { get; set; } = "Q3 2026";

    public string ContactEmail { get; set; } = "team@ketpy.com";

    public string EInvoiceAbove { get; set; } = "₹50,000";

    public string BountyMost { get; set; } = "₹2,00,000";

    public int AcknowledgeHours { get; set; } = 48;

    public int DisclosureDays { get; set; } = 90;

    public int LogMonths { get; set; } = 12;

    /// <summary>Certificates on file: Restpy:Operator:Attestations:0:Claim=C1 and so on.</summary>
    public List<Attestation> Attestations { get; set; } = [];
}

/// <summary>A certificate or report somebody else gave, which the operator keeps on file and can show.</summary>
internal sealed class Attestation
{
    /// <summary>The claim it speaks for: C1, C2.</summary>
    public string Claim { get; set; } = "";

    public string Issuer { get; set; } = "";

    /// <summary>Number or title of the report or certificate.</summary>
    public string Report { get; set; } = "";

    public DateOnly From { get; set; }

    public DateOnly Until { get; set; }
}
