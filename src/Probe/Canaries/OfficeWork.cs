using System.Text.RegularExpressions;
using Restpy.Kernel;
using Restpy.Probe.Attack;

namespace Restpy.Probe.Canaries;

/// <summary>What a canary's owner and manager set: caps, series, security, tablets, people and their roles.</summary>
internal sealed partial class OfficeWork(Canary canary, Caller manager, Caller awayOwner, CanaryRequests requests)
{
    public async Task RunAsync()
    {
        await SettingsAsync();
        await TabletAsync();
        await PeopleAsync();
    }

    /// <summary>The id of the canary's waiter, as the list of people has it.</summary>
    public async Task<string> WaiterAsync() =>
        Person().Matches(await awayOwner.LookAsync("/staff/people"))
            .First(p => p.Groups[2].Value == canary.Email(Role.Waiter)).Groups[1].Value;

    private async Task SettingsAsync()
    {
        await requests.FormAsync(awayOwner, "/staff/bills/settings?handler=Cap", ("role", "Manager"),
            ("discount", "25"), ("credit", "100"), ("compliment", "true"));
        await requests.FormAsync(awayOwner, "/staff/bills/settings?handler=Series",
            ("branchId", canary.Away.Id.ToString()), ("kind", "Bill"), ("prefix", canary.Away.Code));
        await requests.FormAsync(awayOwner, "/staff/security", ("role", "Kitchen"), ("demand", "Password"));
        await requests.FormAsync(awayOwner, $"/staff/tables/codes?handler=Revoke&branch={canary.Away.Key}",
            ("reason", "Lost " + canary.Secret));
    }

    /// <summary>A PIN, and a code for a tablet that nobody types.</summary>
    private async Task TabletAsync()
    {
        await requests.FormAsync(manager, "/staff/account/pin", ("pin", "730519"), ("again", "730519"));
        await requests.FormAsync(manager, "/staff/devices", ("name", "Pass " + canary.Secret),
            ("branchId", canary.Home.Id.ToString()), ("screen", "Kitchen"));
    }

    /// <summary>
    /// Somebody invited, a role changed and changed back, somebody given a thing and not any more: rows, and rights as
    /// before.
    /// </summary>
    private async Task PeopleAsync()
    {
        await requests.FormAsync(awayOwner, "/staff/people/invite", ("Name", "Invited " + canary.Secret),
            ("Email", canary.EmailOf("invited")), ("Role", "Waiter"), ("BranchId", canary.Away.Id.ToString()),
            ("Language", "en"));
        await requests.FormAsync(awayOwner, "/staff/roles?role=Accountant", ("may", "menu.sold-out"));
        await requests.FormAsync(awayOwner, "/staff/roles?role=Accountant", ("seen", "menu.sold-out"));
        var waiter = await WaiterAsync();
        await requests.FormAsync(awayOwner, $"/staff/people/{waiter}?handler=Give", ("permission", "reports.see"),
            ("allowed", "true"), ("reason", "Asked " + canary.Secret));
        var given = Given().Match(await awayOwner.LookAsync($"/staff/people/{waiter}")).Groups[1].Value;
        await requests.FormAsync(awayOwner, $"/staff/people/{waiter}?handler=TakeBack", ("given", given));
    }

    [GeneratedRegex("""/staff/people/([0-9a-f-]{36})">[^<]*</a> <small>([^<]*)</small>""")]
    private static partial Regex Person();

    [GeneratedRegex("""name="given" value="([0-9a-f-]{36})">""")]
    private static partial Regex Given();
}
