-- Contract: unused since 0049_split_bills. One bill an order becomes one bill of each part of an order; what the version
-- before writes is part 0, so the new index keeps it from opening two bills just as well.
CREATE UNIQUE INDEX "ix_billing_bill_order_id_part" ON "billing_bill" ("restaurant_id", "order_id", "part") WHERE state <> 'Void';
DROP INDEX "ix_billing_bill_order_id";
