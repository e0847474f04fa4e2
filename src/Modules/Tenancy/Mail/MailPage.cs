using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Mail;

/// <summary>
/// How letters fare, for the operator: numbers only. A demo without a mail server shows the letters themselves, so that
/// the product can be used.
/// </summary>
[Needs(TenancyPermissions.SeeMail)]
internal sealed class MailPage(RestpyDb db, Mails mails, TimeProvider time) : StaffPage
{
    private const int MostShown = 50;

    public MailTransport Way => mails.Way;

    public MailStatus Standing { get; private set; } = new(0, 0, 0, null, "");

    public IReadOnlyList<ShownEmail> Letters { get; private set; } = [];

    /// <summary>Whole minutes the oldest letter has waited.</summary>
    public int? OldestMinutes => Standing.OldestWaiting is { } at ? (int)(time.GetUtcNow() - at).TotalMinutes : null;

    public string ErrorKind => Standing.LastError.Split(' ')[0];

    public string ErrorNumber => Standing.LastError.Split(' ') is [_, var number] ? number : "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Standing = await mails.StandingAsync(db, ct);
        Letters = await mails.ShownAsync(db, MostShown, ct);
    }
}
