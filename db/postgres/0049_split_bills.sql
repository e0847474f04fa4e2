-- A bill is split into parts, each with shares of the order's lines.
ALTER TABLE billing_bill ADD COLUMN part integer NOT NULL DEFAULT 0;
ALTER TABLE billing_bill ADD COLUMN parts integer NOT NULL DEFAULT 0;
ALTER TABLE billing_bill ADD COLUMN split_amount_minor bigint NULL;
ALTER TABLE billing_bill ADD COLUMN shared_discount_minor bigint NOT NULL DEFAULT 0;
ALTER TABLE billing_bill ADD COLUMN given_minor bigint NOT NULL DEFAULT 0;
ALTER TABLE ordering_order ADD COLUMN billed_parts integer NOT NULL DEFAULT 0;
ALTER TABLE ordering_line ADD COLUMN is_billed boolean NOT NULL DEFAULT false;
CREATE TABLE billing_share (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    bill_id uuid NOT NULL,
    order_line_id uuid NOT NULL,
    units bigint NOT NULL,
    of_units bigint NOT NULL,
    CONSTRAINT pk_billing_share PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_share_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_billing_share_bill_id ON billing_share (restaurant_id, bill_id);
CALL restpy_wall('billing_share', 'SELECT, INSERT, UPDATE', reports => true);
