CREATE TABLE "billing_drawer" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "business_date" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "opened_by" TEXT NOT NULL,
    "float_minor" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "closed_by" TEXT NOT NULL,
    "expected_minor" INTEGER NOT NULL,
    "counted_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_drawer" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "billing_role_cap" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "discount_percent" TEXT NOT NULL,
    "credit_percent" TEXT NOT NULL,
    "may_compliment" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_role_cap" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "billing_series" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    CONSTRAINT "pk_billing_series" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "payments_tender" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "credit_note_id" TEXT NULL,
    "drawer_session_id" TEXT NOT NULL,
    "business_date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "received_minor" INTEGER NOT NULL,
    "change_minor" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "by_id" TEXT NULL,
    "by_name" TEXT NOT NULL,
    CONSTRAINT "pk_payments_tender" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "billing_bill" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "covers" INTEGER NOT NULL,
    "waiter_id" TEXT NULL,
    "waiter_name" TEXT NOT NULL,
    "guest_name" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "opened_by" TEXT NOT NULL,
    "business_date" TEXT NOT NULL,
    "service_charge_percent" TEXT NOT NULL,
    "discount_percent" TEXT NOT NULL,
    "discount_amount_minor" INTEGER NOT NULL,
    "discount_reason" TEXT NOT NULL,
    "discount_by" TEXT NOT NULL,
    "discount_cap_percent" TEXT NOT NULL,
    "tip_minor" INTEGER NOT NULL,
    "buyer_name" TEXT NOT NULL,
    "buyer_tax_number" TEXT NOT NULL,
    "buyer_address" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "profile_key" TEXT NOT NULL,
    "pack_version" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "document_heading" TEXT NOT NULL,
    "gross_minor" INTEGER NOT NULL,
    "complimentary_minor" INTEGER NOT NULL,
    "line_discount_minor" INTEGER NOT NULL,
    "bill_discount_minor" INTEGER NOT NULL,
    "service_charge_minor" INTEGER NOT NULL,
    "packing_minor" INTEGER NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "round_off_minor" INTEGER NOT NULL,
    "payable_minor" INTEGER NOT NULL,
    "priced_json" TEXT NOT NULL,
    "drawer_session_id" TEXT NULL,
    "seller_tax_number" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "series_year" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "number" TEXT NULL,
    "issued_at" INTEGER NULL,
    "issued_by" TEXT NOT NULL,
    "issued_hour" INTEGER NOT NULL,
    "paid_minor" INTEGER NOT NULL,
    "credited_minor" INTEGER NOT NULL,
    "paid_at" INTEGER NULL,
    "voided_at" INTEGER NULL,
    "voided_by" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL,
    CONSTRAINT "pk_billing_bill" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_bill_drawer_session_id" FOREIGN KEY ("restaurant_id", "drawer_session_id") REFERENCES "billing_drawer" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "billing_cash_count" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "denomination_minor" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_cash_count" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_cash_count_session_id" FOREIGN KEY ("restaurant_id", "session_id") REFERENCES "billing_drawer" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_cash_move" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "by_name" TEXT NOT NULL,
    CONSTRAINT "pk_billing_cash_move" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_cash_move_session_id" FOREIGN KEY ("restaurant_id", "session_id") REFERENCES "billing_drawer" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_z_report" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "business_date" TEXT NOT NULL,
    "closed_at" INTEGER NOT NULL,
    "closed_by" TEXT NOT NULL,
    "bills" INTEGER NOT NULL,
    "payable_minor" INTEGER NOT NULL,
    "credited_minor" INTEGER NOT NULL,
    "variance_minor" INTEGER NOT NULL,
    "figures_json" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "pk_billing_z_report" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_z_report_session_id" FOREIGN KEY ("restaurant_id", "session_id") REFERENCES "billing_drawer" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "billing_adjustment" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "discount_percent" TEXT NOT NULL,
    "discount_amount_minor" INTEGER NOT NULL,
    "cap_percent" TEXT NOT NULL,
    "complimentary" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    CONSTRAINT "pk_billing_adjustment" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_adjustment_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_credit_note" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "bill_number" TEXT NOT NULL,
    "bill_issued_at" INTEGER NOT NULL,
    "seller_tax_number" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "series_year" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "drawer_session_id" TEXT NOT NULL,
    "business_date" TEXT NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "round_off_minor" INTEGER NOT NULL,
    "credit_minor" INTEGER NOT NULL,
    "refund_minor" INTEGER NOT NULL,
    "lowers_tax" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_credit_note" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_credit_note_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE RESTRICT,
    CONSTRAINT "fk_billing_credit_note_drawer_session_id" FOREIGN KEY ("restaurant_id", "drawer_session_id") REFERENCES "billing_drawer" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "billing_line" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "order_line_id" TEXT NULL,
    "item_id" TEXT NULL,
    "category" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" INTEGER NOT NULL,
    "complimentary" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "gross_minor" INTEGER NOT NULL,
    "line_discount_minor" INTEGER NOT NULL,
    "bill_discount_minor" INTEGER NOT NULL,
    "after_discount_minor" INTEGER NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "block" TEXT NOT NULL,
    "rule_key" TEXT NOT NULL,
    "pack_version" TEXT NOT NULL,
    "rate_percent" TEXT NOT NULL,
    "hsn_sac" TEXT NOT NULL,
    "credited_units" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_line" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_line_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_print" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "copy" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "by_name" TEXT NOT NULL,
    CONSTRAINT "pk_billing_print" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_print_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_tax" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bill_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "block" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rate_percent" TEXT NOT NULL,
    "part_percent" TEXT NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_tax" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_tax_bill_id" FOREIGN KEY ("restaurant_id", "bill_id") REFERENCES "billing_bill" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_credit_line" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "credit_note_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "item_id" TEXT NULL,
    "category" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "value_minor" INTEGER NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_credit_line" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_credit_line_credit_note_id" FOREIGN KEY ("restaurant_id", "credit_note_id") REFERENCES "billing_credit_note" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "billing_credit_tax" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "credit_note_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "block" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rate_percent" TEXT NOT NULL,
    "taxable_minor" INTEGER NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_billing_credit_tax" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_billing_credit_tax_credit_note_id" FOREIGN KEY ("restaurant_id", "credit_note_id") REFERENCES "billing_credit_note" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "ix_billing_adjustment_bill_id_order_line_id" ON "billing_adjustment" ("restaurant_id", "bill_id", "order_line_id");

CREATE INDEX "ix_billing_bill_branch_id_business_date" ON "billing_bill" ("restaurant_id", "branch_id", "business_date");

CREATE INDEX "ix_billing_bill_branch_id_state" ON "billing_bill" ("restaurant_id", "branch_id", "state");

CREATE INDEX "ix_billing_bill_drawer_session_id" ON "billing_bill" ("restaurant_id", "drawer_session_id");

CREATE UNIQUE INDEX "ix_billing_bill_order_id" ON "billing_bill" ("restaurant_id", "order_id") WHERE state <> 'Void';

CREATE UNIQUE INDEX "ix_billing_bill_seller_tax_number_number" ON "billing_bill" ("restaurant_id", "seller_tax_number", "number");

CREATE UNIQUE INDEX "ix_billing_cash_count_session_id_denomination_minor" ON "billing_cash_count" ("restaurant_id", "session_id", "denomination_minor");

CREATE INDEX "ix_billing_cash_move_session_id" ON "billing_cash_move" ("restaurant_id", "session_id");

CREATE INDEX "ix_billing_credit_line_credit_note_id" ON "billing_credit_line" ("restaurant_id", "credit_note_id");

CREATE INDEX "ix_billing_credit_note_bill_id" ON "billing_credit_note" ("restaurant_id", "bill_id");

CREATE INDEX "ix_billing_credit_note_branch_id_business_date" ON "billing_credit_note" ("restaurant_id", "branch_id", "business_date");

CREATE INDEX "ix_billing_credit_note_drawer_session_id" ON "billing_credit_note" ("restaurant_id", "drawer_session_id");

CREATE UNIQUE INDEX "ix_billing_credit_note_seller_tax_number_number" ON "billing_credit_note" ("restaurant_id", "seller_tax_number", "number");

CREATE INDEX "ix_billing_credit_tax_credit_note_id" ON "billing_credit_tax" ("restaurant_id", "credit_note_id");

CREATE UNIQUE INDEX "ix_billing_drawer_branch_id" ON "billing_drawer" ("restaurant_id", "branch_id") WHERE closed_at IS NULL;

CREATE INDEX "ix_billing_line_bill_id" ON "billing_line" ("restaurant_id", "bill_id");

CREATE UNIQUE INDEX "ix_billing_print_bill_id_copy" ON "billing_print" ("restaurant_id", "bill_id", "copy");

CREATE UNIQUE INDEX "ix_billing_role_cap_role" ON "billing_role_cap" ("restaurant_id", "role");

CREATE UNIQUE INDEX "ix_billing_series_branch_id_kind" ON "billing_series" ("restaurant_id", "branch_id", "kind");

CREATE INDEX "ix_billing_tax_bill_id" ON "billing_tax" ("restaurant_id", "bill_id");

CREATE UNIQUE INDEX "ix_billing_z_report_branch_id_number" ON "billing_z_report" ("restaurant_id", "branch_id", "number");

CREATE INDEX "ix_billing_z_report_session_id" ON "billing_z_report" ("restaurant_id", "session_id");

CREATE INDEX "ix_payments_tender_bill_id" ON "payments_tender" ("restaurant_id", "bill_id");

CREATE INDEX "ix_payments_tender_branch_id_business_date" ON "payments_tender" ("restaurant_id", "branch_id", "business_date");

CREATE INDEX "ix_payments_tender_drawer_session_id" ON "payments_tender" ("restaurant_id", "drawer_session_id");
