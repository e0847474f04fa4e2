using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Kernel;
using Restpy.Billing.AskServiceCharge;
using Restpy.Billing.CloseDay;
using Restpy.Billing.CorrectTender;
using Restpy.Billing.ComplimentLine;
using Restpy.Billing.Contract;
using Restpy.Billing.CreditBill;
using Restpy.Billing.GiveDiscount;
using Restpy.Billing.IssueBill;
using Restpy.Billing.MoveCash;
using Restpy.Billing.OpenBill;
using Restpy.Billing.OpenDrawer;
using Restpy.Billing.PrintProforma;
using Restpy.Billing.ReopenBill;
using Restpy.Billing.ReprintBill;
using Restpy.Billing.SeeBill;
using Restpy.Billing.SellToBuyer;
using Restpy.Billing.SettleBill;
using Restpy.Billing.SplitBill;
using Restpy.Billing.TipBill;
using Restpy.Billing.VoidBill;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Billing;

/// <summary>Bills and the day for tablets and programs. The id in the address wins over one in the body.</summary>
internal static class BillingApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var see = Group(app, BillingPermissions.See);
        see.MapGet("/bills/{id:guid}",
            async (Guid id, SeeBillHandler handler, Answer answer, CancellationToken ct) =>
            answer.Of(await handler.HandleAsync(id, ct)));
        MapMaking(Group(app, BillingPermissions.Make));
        MapMoney(app);
        MapDay(Group(app, BillingPermissions.RunDay));
    }

    private static void MapMaking(RouteGroupBuilder make)
    {
        make.MapPost("/orders/{orderId:guid}/bill",
            (Guid orderId, OpenBillRequest r, OpenBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { OrderId = orderId }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/proforma",
            (Guid id, PrintProformaRequest r, PrintProformaHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/proforma/withdraw",
            (Guid id, WithdrawProformaRequest r, WithdrawProformaHandler h, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/split",
            (Guid id, SplitBillRequest r, SplitBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/split/undo",
            (Guid id, UndoSplitRequest r, UndoSplitHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/print",
            (Guid id, IssueBillRequest r, IssueBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/service-charge",
            (Guid id, AskServiceChargeRequest r, AskServiceChargeHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/tip",
            (Guid id, TipBillRequest r, TipBillHandler h, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/buyer",
            (Guid id, SellToBuyerRequest r, SellToBuyerHandler h, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, h.HandleAsync, ct));
        make.MapPost("/bills/{id:guid}/void",
            (Guid id, VoidBillRequest r, VoidBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
    }

    private static void MapMoney(IEndpointRouteBuilder app)
    {
        var discount = Group(app, BillingPermissions.Discount).WithMetadata(new LendableAttribute());
        discount.MapPost("/bills/{id:guid}/discounts",
            (Guid id, GiveDiscountRequest r, GiveDiscountHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        discount.MapPost("/bills/{id:guid}/complimentary",
            (Guid id, ComplimentLineRequest r, ComplimentLineHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        Group(app, BillingPermissions.Settle)
            .MapPost("/bills/{id:guid}/settle",
                (Guid id, SettleBillRequest r, SettleBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        Group(app, BillingPermissions.Credit).WithMetadata(new LendableAttribute())
            .MapPost("/bills/{id:guid}/credit-notes",
                (Guid id, CreditBillRequest r, CreditBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        Group(app, BillingPermissions.CorrectTender).WithMetadata(new LendableAttribute())
            .MapPost("/bills/{id:guid}/tenders/{tenderId:guid}/correct",
                (Guid id, Guid tenderId, CorrectTenderRequest r, CorrectTenderHandler h, Actor by, Answer a,
                    CancellationToken ct) => OnceAsync(a, r with { BillId = id, TenderId = tenderId }, r.CommandId, by,
                    h.HandleAsync, ct));
        Group(app, BillingPermissions.Reopen).WithMetadata(new LendableAttribute())
            .MapPost("/bills/{id:guid}/reopen",
                (Guid id, ReopenBillRequest r, ReopenBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
        Group(app, BillingPermissions.Reprint)
            .MapPost("/bills/{id:guid}/reprint",
                (Guid id, ReprintBillRequest r, ReprintBillHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r with { BillId = id }, r.CommandId, by, h.HandleAsync, ct));
    }

    private static void MapDay(RouteGroupBuilder day)
    {
        day.MapPost("/day/open",
            (OpenDrawerRequest r, OpenDrawerHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r, r.CommandId, by, h.HandleAsync, ct));
        day.MapPost("/day/cash",
            (MoveCashRequest r, MoveCashHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r, r.CommandId, by, h.HandleAsync, ct));
        day.MapPost("/day/close",
            (CloseDayRequest r, CloseDayHandler h, Actor by, Answer a, CancellationToken ct) =>
            OnceAsync(a, r, r.CommandId, by, h.HandleAsync, ct));
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder app, string permission) =>
        app.MapGroup("/api/v1").WithMetadata(new NeedsAttribute(permission));

    private static Task<IResult> OnceAsync<TRequest, TAnswer>(
        Answer answer, TRequest request, Guid commandId, Actor by,
        Func<TRequest, Actor, CancellationToken, Task<Outcome<TAnswer>>> run, CancellationToken ct) =>
        answer.OnceAsync(commandId, request, () => run(request, by, ct), ct);

    private static Task<IResult> OnceAsync<TRequest, TAnswer>(
        Answer answer, TRequest request, Guid commandId,
        Func<TRequest, CancellationToken, Task<Outcome<TAnswer>>> run, CancellationToken ct) =>
        answer.OnceAsync(commandId, request, () => run(request, ct), ct);
}
