using Microsoft.Extensions.Options;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Trust;

/// <summary>
/// Every claim of every module, in the order of the security page, its sentence filled with the operator's particulars.
/// </summary>
internal sealed class ClaimRegister
{
    /// <summary>The sections of the page, as claims name them.</summary>
    public static readonly IReadOnlyList<string> Sections =
        ["data", "application", "payments", "compliance", "reporting", "logs"];

    /// <summary>All claims there are; the page prints each one, also where no module speaks for it.</summary>
    public static readonly IReadOnlyList<string> Ids =
    [
        "H1", "H2", "H3", "H4", "H5", "H6", "H7", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "P1", "P2", "P3",
        "C1", "C2", "C3", "C4", "C5", "V1", "L1", "L2", "L3", "L4",
    ];

    private readonly WordList _words;
    private readonly OperatorOptions _operator;

    public ClaimRegister(IEnumerable<IModule> modules, WordList words, IOptions<OperatorOptions> options)
    {
        (_words, _operator) = (words, options.Value);
        All = [.. modules.SelectMany(m => m.Claims).OrderBy(c => Ids.IndexOf(c.Id))];
    }

    public IReadOnlyList<Claim> All { get; }

    public string Sentence(Claim claim) => _words.Find("en", claim.Sentence, _operator);

    public string HowWeKnow(Claim claim) => _words.Find("en", claim.HowWeKnow, _operator);
}

file static class Places
{
    public static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] == item) return i;
        return int.MaxValue;
    }
}
