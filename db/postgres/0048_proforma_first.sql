-- A bill goes to the guests without a number, and gets it with the payment. What was paid is corrected by another row.
ALTER TABLE billing_bill ADD COLUMN proformas integer NOT NULL DEFAULT 0;
ALTER TABLE billing_bill ADD COLUMN proforma_at bigint NULL;
ALTER TABLE billing_bill ADD COLUMN proforma_text text NOT NULL DEFAULT '';
ALTER TABLE ordering_order ADD COLUMN holds_money boolean NOT NULL DEFAULT false;
ALTER TABLE tenancy_branch ADD COLUMN numbers_on_print boolean NOT NULL DEFAULT false;
ALTER TABLE payments_tender ADD COLUMN corrects_id uuid NULL;
ALTER TABLE payments_tender ADD COLUMN reason text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX ix_payments_tender_corrects_id ON payments_tender (restaurant_id, corrects_id);
