using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.NewRestaurant;

namespace Restpy.Tenancy.SignUp;

/// <summary>A restaurant signs up by itself, where the operator allows it: first a mailbox is confirmed.</summary>
[Open("sign-in")]
internal sealed class SignUpPage(
SignUpLinks links, StartSignUpHandler start, TenancyRules rules, PublicAddress address, Words words) : PageModel
{
    public Words Words => words;

    public bool IsSent { get; private set; }

    [BindProperty]
    public string? Restaurant { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public IReadOnlyList<(string Code, string Name)> Countries =>
        [.. rules.Countries.Select(c => (c, CountryNames.Of(c, Words.Language)))
            .OrderBy(c => c.Item2, StringComparer.Create(CultureInfo.GetCultureInfo(Words.Language), true))];

    public IActionResult OnGet()
    {
        ModelState.Clear();
        return links.IsOffered ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!links.IsOffered || address.For(HttpContext) is not { } here) return NotFound();
        var visitor = new Visitor(HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent());
        var outcome = await start.HandleAsync(new(Restaurant, Country, Name, Email, words.Language, here), visitor, ct);
        IsSent = outcome.Ok;
        if (outcome.Ok) return Page();
        ModelState.AddModelError(outcome.Error.Field ?? "", words.Of(outcome.Error));
        Response.StatusCode = Answer.Status(outcome.Error.Kind);
        return Page();
    }
}

/// <summary>
/// Who confirmed the mailbox completes the branch; then the restaurant is open and its owner sets a password.
/// </summary>
[Open("sign-in")]
internal sealed class ConfirmSignUpPage(SignUpLinks links, NewRestaurantHandler open, TenancyRules rules,
    IOwnerInvitations owners, PublicAddress address, WorkScope scope, Words words) : PageModel
{
    public Words Words => words;

    [BindProperty(SupportsGet = true, Name = "t")]
    public string? Token { get; set; }

    [BindProperty]
    public BranchForm Branch { get; set; } = new();

    public AskedSignUp? Asked { get; private set; }

    public IReadOnlyList<TaxProfileInfo> Profiles => rules.ProfilesOf(Asked!.Country);

    public IActionResult OnGet()
    {
        ModelState.Clear();
        if (!Find()) return Page();
        var usual = CountryDefaults.Of(Asked!.Country);
        Branch = new()
        {
            TimeZone = usual.TimeZone, CutOff = BranchForm.Clock(CountryDefaults.CutOffMinutes),
            TaxProfile = Profiles[0].Key,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!Find() || address.For(HttpContext) is not { } here) return Page();
        var usual = CountryDefaults.Of(Asked!.Country);
        var actor = new Actor(ActorKind.System, null, Asked.Name, "sign-up", HttpContext.Ip(), HttpContext.UserAgent());
        var facts = new RestaurantFacts(
            Free(Asked), Asked.Restaurant, Asked.Restaurant, Asked.Country, Profiles[0].Currency, [usual.Language]);
        scope.Enter(AuditEntry.OfThePlatform, null, actor);
        var outcome = await open.HandleAsync(
            new(Asked.RestaurantId, facts, Branch.Facts(Asked.Country), new(Asked.Name, Asked.Email, usual.Language),
                here), actor, ct);
        if (outcome.Ok && await owners.JoinLinkAsync(outcome.Value.Id, here, ct) is { } link)
            return Redirect(link.PathAndQuery);
        if (outcome is { Ok: false, Error: { } error })
        {
            var field = typeof(BranchForm).GetProperty(error.Field ?? "") is null ? "" : "Branch." + error.Field;
            ModelState.AddModelError(field, words.Of(error));
            Response.StatusCode = Answer.Status(error.Kind);
        }
        return Page();
    }

    private bool Find()
    {
        Asked = links.Read(Token);
        if (Asked is null) Response.StatusCode = StatusCodes.Status410Gone;
        return Asked is not null;
    }

    /// <summary>Restaurants of one name are many: the address carries a few letters of the id behind it.</summary>
    private static string Free(AskedSignUp asked)
    {
        var name = TenancyRules.SlugOf(asked.Restaurant);
        return $"{(name.Length > 32 ? name[..32].Trim('-') : name.Length == 0 ? "restaurant" : name)}-{asked.RestaurantId.ToString("N")[^5..]}";
    }
}
