using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>
/// A3: nobody is signed in with less than their role asks for, codes are what they may be, and guesses count by person.
/// </summary>
internal static class SecondFactorCheck
{
    private const int Promised = 10;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var restaurants = await services.GetRequiredService<RestaurantDirectory>().NewestAsync(20, ct);
        var standing = await services.GetRequiredService<SecondFactorFacts>().ReadAsync([.. restaurants], 1000, ct);
        if (standing.Weaker > 0)
            return Findings.Failing(
                $"{standing.Weaker} of {standing.Sessions} sessions were opened with less than their role asks for.");
        if (standing.StrangeCodes > 0)
            return Findings.Failing(
                $"{standing.StrangeCodes} codes are out that live too long, were tried too often or are not hashed.");
        var let = await GuessAsync(services.GetRequiredService<LoginThrottle>(), ct);
        if (let != Promised)
            return Findings.Failing(
                $"Of {2 * Promised} wrong codes at once of one person, {let} were looked at, not {Promised}.");
        var seen =
            $"In the {standing.Restaurants} newest restaurants {standing.Roles} roles ask for more than the "
                + $"password. Of {standing.Sessions} living sessions none was opened with less than its role asks "
                + $"for. Of {2 * Promised} wrong codes at once of an invented person, {let} were looked at.";
        return standing.Mail switch
        {
            MailTransport.Server => Findings.Verified(seen),
            MailTransport.Outbox => Findings.NotVerified(
                $"{seen} But this is a demo without a mail server: codes are shown on a page and reach no mailbox."),
            _ => Findings.NotVerified($"{seen} But no mail server is set up, so codes by e-mail are not offered."),
        };
    }

    private static async Task<int> GuessAsync(LoginThrottle throttle, CancellationToken ct)
    {
        var nobody = ThrottleKey.OfSecondFactor(Id.New());
        var let = (await Task.WhenAll(Enumerable.Range(0, 2 * Promised).Select(_ => throttle.CountAsync(nobody, ct))))
            .Count(counted => counted is not null);
        for (var i = 0; i < let; i++) await throttle.ForgiveAsync([nobody], ct);
        return let;
    }
}
