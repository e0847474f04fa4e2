using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Restpy.Billing.Drawer;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing;

internal sealed class BillingMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Bill>(Bill);
        model.Entity<LineAdjustment>(row =>
        {
            row.ToTable("billing_adjustment");
            row.UniqueHere(nameof(LineAdjustment.BillId), nameof(LineAdjustment.OrderLineId));
        });
        model.Entity<BillShare>(row => { row.ToTable("billing_share"); row.IndexHere(nameof(BillShare.BillId)); });
        model.Entity<BillLine>(row => { row.ToTable("billing_line"); row.IndexHere(nameof(BillLine.BillId)); });
        model.Entity<BillTax>(row => { row.ToTable("billing_tax"); row.IndexHere(nameof(BillTax.BillId)); });
        model.Entity<BillPrint>(row =>
        {
            row.ToTable("billing_print");
            row.UniqueHere(nameof(BillPrint.BillId), nameof(BillPrint.Copy));
        });
        model.Entity<IssuedCreditNote>(CreditNote);
        model.Entity<CreditNoteLine>(row =>
        {
            row.ToTable("billing_credit_line");
            row.IndexHere(nameof(CreditNoteLine.CreditNoteId));
        });
        model.Entity<CreditNoteTax>(row =>
        {
            row.ToTable("billing_credit_tax");
            row.IndexHere(nameof(CreditNoteTax.CreditNoteId));
        });
        model.Entity<NumberSeries>(row =>
        {
            row.ToTable("billing_series");
            row.UniqueHere(nameof(NumberSeries.BranchId), nameof(NumberSeries.Kind));
        });
        model.Entity<RoleCap>(row => { row.ToTable("billing_role_cap"); row.UniqueHere(nameof(RoleCap.Role)); });
        model.Entity<PersonCap>(row =>
        {
            row.ToTable("billing_person_cap");
            row.UniqueHere(nameof(PersonCap.MemberId)).HasFilter("ended_at IS NULL");
        });
        model.Entity<RefundRule>(row => row.ToTable("billing_refund_rule"));
        Drawer(model);
    }

    private static void Bill(EntityTypeBuilder<Bill> row)
    {
        row.ToTable("billing_bill");
        row.Owns(b => b.Adjustments, nameof(LineAdjustment.BillId));
        row.Owns(b => b.Shares, nameof(BillShare.BillId));
        row.Owns(b => b.Lines, nameof(BillLine.BillId));
        row.Owns(b => b.Taxes, nameof(BillTax.BillId));
        row.Owns(b => b.Prints, nameof(BillPrint.BillId));
        row.HasQueryFilter(TrainingBills.Filter, b => b.Channel != OrderLabel.Training);
        row.Ignore(b => b.IsTraining);
        row.Ignore(b => b.IsSplit);
        row.Property(b => b.Part).HasDefaultValue(0);
        row.Property(b => b.Parts).HasDefaultValue(0);
        row.Property(b => b.SharedDiscountMinor).HasDefaultValue(0L);
        row.Property(b => b.GivenMinor).HasDefaultValue(0L);
        row.Property(b => b.Proformas).HasDefaultValue(0);
        row.Property(b => b.ProformaText).HasDefaultValue("");
        row.RefersTo<Bill, DrawerSession>(b => b.DrawerSessionId);
        // One bill an order, or one of each part, until it is taken back.
        row.UniqueHere(nameof(Billing.Bill.OrderId), nameof(Billing.Bill.Part)).HasFilter("state <> 'Void'");
        row.UniqueHere(nameof(Billing.Bill.SellerTaxNumber), nameof(Billing.Bill.Number));
        row.IndexHere(nameof(Billing.Bill.BranchId), nameof(Billing.Bill.BusinessDate));
        row.IndexHere(nameof(Billing.Bill.BranchId), nameof(Billing.Bill.State));
        row.IndexHere(nameof(Billing.Bill.DrawerSessionId));
    }

    private static void CreditNote(EntityTypeBuilder<IssuedCreditNote> row)
    {
        row.ToTable("billing_credit_note");
        row.Owns(n => n.Lines, nameof(CreditNoteLine.CreditNoteId));
        row.Owns(n => n.Taxes, nameof(CreditNoteTax.CreditNoteId));
        row.Property(n => n.ApprovedBy).HasDefaultValue("");
        row.RefersTo<IssuedCreditNote, Bill>(n => n.BillId);
        row.RefersTo<IssuedCreditNote, DrawerSession>(n => n.DrawerSessionId);
        row.UniqueHere(nameof(IssuedCreditNote.SellerTaxNumber), nameof(IssuedCreditNote.Number));
        row.IndexHere(nameof(IssuedCreditNote.BillId));
        row.IndexHere(nameof(IssuedCreditNote.BranchId), nameof(IssuedCreditNote.BusinessDate));
        row.IndexHere(nameof(IssuedCreditNote.DrawerSessionId));
    }

    private static void Drawer(ModelBuilder model)
    {
        model.Entity<DrawerSession>(row =>
        {
            row.ToTable("billing_drawer");
            row.Owns(s => s.Moves, nameof(CashMove.SessionId));
            row.Owns(s => s.Counts, nameof(CashCount.SessionId));
            row.UniqueHere(nameof(DrawerSession.BranchId), nameof(DrawerSession.BusinessDate))
                .HasFilter("closed_at IS NULL");
        });
        model.Entity<CashMove>(row => { row.ToTable("billing_cash_move"); row.IndexHere(nameof(CashMove.SessionId)); });
        model.Entity<CashCount>(row =>
        {
            row.ToTable("billing_cash_count");
            row.UniqueHere(nameof(CashCount.SessionId), nameof(CashCount.DenominationMinor));
        });
        model.Entity<ZReport>(row =>
        {
            row.ToTable("billing_z_report");
            row.RefersTo<ZReport, DrawerSession>(z => z.SessionId);
            row.UniqueHere(nameof(ZReport.BranchId), nameof(ZReport.Number));
        });
    }
}
