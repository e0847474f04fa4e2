using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.PrintProforma;
using Restpy.Billing.Shared;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Billing.OpenBill;

/// <summary>The buttons of the order pad without script: Bill, Bill and print, Settle.</summary>
[Needs(BillingPermissions.Make)]
internal sealed class OpenBillPage(OpenBillHandler open, PrintProformaHandler prints, Commands commands) : BillingPage
{
    public IActionResult OnGet() => Redirect("/staff/bills");

    public async Task<IActionResult> OnPostAsync(Guid orderId, string? then, CancellationToken ct)
    {
        var request = new OpenBillRequest(orderId, CommandId);
        var opened = await OnceAsync(request, () => open.HandleAsync(request, Actor, ct), ct);
        if (!opened.Ok) return Refuse(opened.Error);
        if (then != "print") return Redirect(opened.Value.Url + (then == "settle" ? "/settle" : ""));
        // A proforma printed twice is no second document, so this second command needs no id of the client's.
        var print = new PrintProformaRequest(opened.Value.BillId, Kernel.Id.New());
        var printed = await commands.OnceAsync(print.CommandId, print, () => prints.HandleAsync(print, Actor, ct), ct);
        return printed.Ok ? Redirect(printed.Value.Url) : Refuse(printed.Error);
    }
}
