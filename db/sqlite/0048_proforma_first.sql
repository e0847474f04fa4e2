-- A bill goes to the guests without a number, and gets it with the payment. What was paid is corrected by another row.
ALTER TABLE "billing_bill" ADD COLUMN "proformas" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "billing_bill" ADD COLUMN "proforma_at" INTEGER NULL;
ALTER TABLE "billing_bill" ADD COLUMN "proforma_text" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ordering_order" ADD COLUMN "holds_money" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "tenancy_branch" ADD COLUMN "numbers_on_print" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "payments_tender" ADD COLUMN "corrects_id" TEXT NULL;
ALTER TABLE "payments_tender" ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX "ix_payments_tender_corrects_id" ON "payments_tender" ("restaurant_id", "corrects_id");
