using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.TestPrint;

/// <summary>
/// A bill that is none, to try the printer with: long names, large amounts, every script of the menu.
/// </summary>
[Needs(BillingPermissions.See)]
internal sealed class TestPrintPage(RestpyDb db, RestaurantDirectory restaurants, BranchChoice branches) : BillingPage
{
    public RestaurantInfo Restaurant { get; private set; } = null!;

    public BranchInfo Branch { get; private set; } = null!;

    public string Amount(long minor) => Shared.Plain.Of(minor, Restaurant.Currency);

    public async Task<IActionResult> OnGetAsync(string? branch, CancellationToken ct)
    {
        if (await branches.FindAsync(branch, ct) is not { } here) return NotFound();
        (Branch, Restaurant) = (here, await restaurants.GetAsync(db.Scope.Restaurant, ct));
        return Page();
    }
}

/// <summary>The print test of the guide: only a person sees whether the paper is right.</summary>
internal sealed class PrintStep : IGuideStep
{
    public string Key => "print";
    public int Order => 70;
    public bool IsConfirmedByHand => true;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/bills/test-print");

    public Task<bool> IsDoneAsync(CancellationToken ct) => Task.FromResult(false);
}
