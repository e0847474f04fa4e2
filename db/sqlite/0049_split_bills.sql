-- A bill is split into parts, each with shares of the order's lines.
ALTER TABLE "billing_bill" ADD COLUMN "part" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "billing_bill" ADD COLUMN "parts" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "billing_bill" ADD COLUMN "split_amount_minor" INTEGER NULL;
ALTER TABLE "billing_bill" ADD COLUMN "shared_discount_minor" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "billing_bill" ADD COLUMN "given_minor" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ordering_order" ADD COLUMN "billed_parts" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ordering_line" ADD COLUMN "is_billed" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "billing_share" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "of_units" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_share" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_share_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE CASCADE
);
CREATE INDEX "ix_billing_share_bill_id" ON "billing_share" ("restaurant_id", "bill_id");
CREATE TRIGGER wall_billing_share_insert BEFORE INSERT ON billing_share WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_share_update BEFORE UPDATE ON billing_share WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_share_delete BEFORE DELETE ON billing_share WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
