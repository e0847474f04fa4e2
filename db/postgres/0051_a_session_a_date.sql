-- Contract: unused since 0050_one_bill_a_part. One open drawer session a branch becomes one of each business date; what
-- the version before opens has a date too, so the new index keeps it from opening two of one day just as well.
CREATE UNIQUE INDEX ix_billing_drawer_branch_id_business_date ON billing_drawer (restaurant_id, branch_id, business_date) WHERE closed_at IS NULL;
DROP INDEX ix_billing_drawer_branch_id;
