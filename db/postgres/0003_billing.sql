CREATE TABLE billing_drawer (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    business_date date NOT NULL,
    opened_at bigint NOT NULL,
    opened_by text NOT NULL,
    float_minor bigint NOT NULL,
    closed_at bigint,
    closed_by text NOT NULL,
    expected_minor bigint NOT NULL,
    counted_minor bigint NOT NULL,
    CONSTRAINT pk_billing_drawer PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE billing_role_cap (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    role text NOT NULL,
    discount_percent numeric NOT NULL,
    credit_percent numeric NOT NULL,
    may_compliment boolean NOT NULL,
    CONSTRAINT pk_billing_role_cap PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE billing_series (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL,
    prefix text NOT NULL,
    CONSTRAINT pk_billing_series PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE payments_tender (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    bill_id uuid NOT NULL,
    credit_note_id uuid,
    drawer_session_id uuid NOT NULL,
    business_date date NOT NULL,
    kind text NOT NULL,
    amount_minor bigint NOT NULL,
    received_minor bigint NOT NULL,
    change_minor bigint NOT NULL,
    reference text NOT NULL,
    at bigint NOT NULL,
    by_id uuid,
    by_name text NOT NULL,
    CONSTRAINT pk_payments_tender PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE billing_bill (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    state text NOT NULL,
    order_id uuid NOT NULL,
    label text NOT NULL,
    channel text NOT NULL,
    mode text NOT NULL,
    covers integer NOT NULL,
    waiter_id uuid,
    waiter_name text NOT NULL,
    guest_name text NOT NULL,
    opened_at bigint NOT NULL,
    opened_by text NOT NULL,
    business_date date NOT NULL,
    service_charge_percent numeric NOT NULL,
    discount_percent numeric NOT NULL,
    discount_amount_minor bigint NOT NULL,
    discount_reason text NOT NULL,
    discount_by text NOT NULL,
    discount_cap_percent numeric NOT NULL,
    tip_minor bigint NOT NULL,
    buyer_name text NOT NULL,
    buyer_tax_number text NOT NULL,
    buyer_address text NOT NULL,
    currency text NOT NULL,
    profile_key text NOT NULL,
    pack_version text NOT NULL,
    document text NOT NULL,
    document_heading text NOT NULL,
    gross_minor bigint NOT NULL,
    complimentary_minor bigint NOT NULL,
    line_discount_minor bigint NOT NULL,
    bill_discount_minor bigint NOT NULL,
    service_charge_minor bigint NOT NULL,
    packing_minor bigint NOT NULL,
    taxable_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    round_off_minor bigint NOT NULL,
    payable_minor bigint NOT NULL,
    priced_json text NOT NULL,
    drawer_session_id uuid,
    seller_tax_number text NOT NULL,
    series text NOT NULL,
    series_year text NOT NULL,
    sequence bigint NOT NULL,
    number text,
    issued_at bigint,
    issued_by text NOT NULL,
    issued_hour integer NOT NULL,
    paid_minor bigint NOT NULL,
    credited_minor bigint NOT NULL,
    paid_at bigint,
    voided_at bigint,
    voided_by text NOT NULL,
    void_reason text NOT NULL,
    CONSTRAINT pk_billing_bill PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_bill_drawer_session_id FOREIGN KEY (restaurant_id, drawer_session_id) REFERENCES billing_drawer (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE billing_cash_count (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    denomination_minor bigint NOT NULL,
    pieces integer NOT NULL,
    CONSTRAINT pk_billing_cash_count PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_cash_count_session_id FOREIGN KEY (restaurant_id, session_id) REFERENCES billing_drawer (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_cash_move (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    kind text NOT NULL,
    amount_minor bigint NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    by_name text NOT NULL,
    CONSTRAINT pk_billing_cash_move PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_cash_move_session_id FOREIGN KEY (restaurant_id, session_id) REFERENCES billing_drawer (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_z_report (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    session_id uuid NOT NULL,
    number bigint NOT NULL,
    business_date date NOT NULL,
    closed_at bigint NOT NULL,
    closed_by text NOT NULL,
    bills integer NOT NULL,
    payable_minor bigint NOT NULL,
    credited_minor bigint NOT NULL,
    variance_minor bigint NOT NULL,
    figures_json text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT pk_billing_z_report PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_z_report_session_id FOREIGN KEY (restaurant_id, session_id) REFERENCES billing_drawer (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE billing_adjustment (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    bill_id uuid NOT NULL,
    order_line_id uuid NOT NULL,
    discount_percent numeric NOT NULL,
    discount_amount_minor bigint NOT NULL,
    cap_percent numeric NOT NULL,
    complimentary boolean NOT NULL,
    reason text NOT NULL,
    by_name text NOT NULL,
    CONSTRAINT pk_billing_adjustment PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_adjustment_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_credit_note (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    bill_id uuid NOT NULL,
    bill_number text NOT NULL,
    bill_issued_at bigint NOT NULL,
    seller_tax_number text NOT NULL,
    series text NOT NULL,
    series_year text NOT NULL,
    sequence bigint NOT NULL,
    number text NOT NULL,
    drawer_session_id uuid NOT NULL,
    business_date date NOT NULL,
    issued_at bigint NOT NULL,
    issued_by text NOT NULL,
    reason text NOT NULL,
    taxable_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    round_off_minor bigint NOT NULL,
    credit_minor bigint NOT NULL,
    refund_minor bigint NOT NULL,
    lowers_tax boolean NOT NULL,
    CONSTRAINT pk_billing_credit_note PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_credit_note_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE RESTRICT,
    CONSTRAINT fk_billing_credit_note_drawer_session_id FOREIGN KEY (restaurant_id, drawer_session_id) REFERENCES billing_drawer (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE billing_line (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    bill_id uuid NOT NULL,
    position integer NOT NULL,
    line_key text NOT NULL,
    kind text NOT NULL,
    order_line_id uuid,
    item_id uuid,
    category text NOT NULL,
    name text NOT NULL,
    detail text NOT NULL,
    quantity integer NOT NULL,
    unit_price_minor bigint NOT NULL,
    complimentary boolean NOT NULL,
    reason text NOT NULL,
    gross_minor bigint NOT NULL,
    line_discount_minor bigint NOT NULL,
    bill_discount_minor bigint NOT NULL,
    after_discount_minor bigint NOT NULL,
    taxable_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    block text NOT NULL,
    rule_key text NOT NULL,
    pack_version text NOT NULL,
    rate_percent numeric NOT NULL,
    hsn_sac text NOT NULL,
    credited_units integer NOT NULL,
    CONSTRAINT pk_billing_line PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_line_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_print (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    bill_id uuid NOT NULL,
    copy integer NOT NULL,
    at bigint NOT NULL,
    by_name text NOT NULL,
    CONSTRAINT pk_billing_print PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_print_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_tax (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    bill_id uuid NOT NULL,
    place integer NOT NULL,
    part integer NOT NULL,
    block text NOT NULL,
    name text NOT NULL,
    rate_percent numeric NOT NULL,
    part_percent numeric NOT NULL,
    taxable_minor bigint NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT pk_billing_tax PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_tax_bill_id FOREIGN KEY (restaurant_id, bill_id) REFERENCES billing_bill (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_credit_line (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    credit_note_id uuid NOT NULL,
    position integer NOT NULL,
    line_key text NOT NULL,
    kind text NOT NULL,
    item_id uuid,
    category text NOT NULL,
    name text NOT NULL,
    detail text NOT NULL,
    units integer NOT NULL,
    value_minor bigint NOT NULL,
    taxable_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    CONSTRAINT pk_billing_credit_line PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_credit_line_credit_note_id FOREIGN KEY (restaurant_id, credit_note_id) REFERENCES billing_credit_note (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE billing_credit_tax (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    credit_note_id uuid NOT NULL,
    place integer NOT NULL,
    part integer NOT NULL,
    block text NOT NULL,
    name text NOT NULL,
    rate_percent numeric NOT NULL,
    taxable_minor bigint NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT pk_billing_credit_tax PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_billing_credit_tax_credit_note_id FOREIGN KEY (restaurant_id, credit_note_id) REFERENCES billing_credit_note (restaurant_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ix_billing_adjustment_bill_id_order_line_id ON billing_adjustment (restaurant_id, bill_id, order_line_id);

CREATE INDEX ix_billing_bill_branch_id_business_date ON billing_bill (restaurant_id, branch_id, business_date);

CREATE INDEX ix_billing_bill_branch_id_state ON billing_bill (restaurant_id, branch_id, state);

CREATE INDEX ix_billing_bill_drawer_session_id ON billing_bill (restaurant_id, drawer_session_id);

CREATE UNIQUE INDEX ix_billing_bill_order_id ON billing_bill (restaurant_id, order_id) WHERE state <> 'Void';

CREATE UNIQUE INDEX ix_billing_bill_seller_tax_number_number ON billing_bill (restaurant_id, seller_tax_number, number);

CREATE UNIQUE INDEX ix_billing_cash_count_session_id_denomination_minor ON billing_cash_count (restaurant_id, session_id, denomination_minor);

CREATE INDEX ix_billing_cash_move_session_id ON billing_cash_move (restaurant_id, session_id);

CREATE INDEX ix_billing_credit_line_credit_note_id ON billing_credit_line (restaurant_id, credit_note_id);

CREATE INDEX ix_billing_credit_note_bill_id ON billing_credit_note (restaurant_id, bill_id);

CREATE INDEX ix_billing_credit_note_branch_id_business_date ON billing_credit_note (restaurant_id, branch_id, business_date);

CREATE INDEX ix_billing_credit_note_drawer_session_id ON billing_credit_note (restaurant_id, drawer_session_id);

CREATE UNIQUE INDEX ix_billing_credit_note_seller_tax_number_number ON billing_credit_note (restaurant_id, seller_tax_number, number);

CREATE INDEX ix_billing_credit_tax_credit_note_id ON billing_credit_tax (restaurant_id, credit_note_id);

CREATE UNIQUE INDEX ix_billing_drawer_branch_id ON billing_drawer (restaurant_id, branch_id) WHERE closed_at IS NULL;

CREATE INDEX ix_billing_line_bill_id ON billing_line (restaurant_id, bill_id);

CREATE UNIQUE INDEX ix_billing_print_bill_id_copy ON billing_print (restaurant_id, bill_id, copy);

CREATE UNIQUE INDEX ix_billing_role_cap_role ON billing_role_cap (restaurant_id, role);

CREATE UNIQUE INDEX ix_billing_series_branch_id_kind ON billing_series (restaurant_id, branch_id, kind);

CREATE INDEX ix_billing_tax_bill_id ON billing_tax (restaurant_id, bill_id);

CREATE UNIQUE INDEX ix_billing_z_report_branch_id_number ON billing_z_report (restaurant_id, branch_id, number);

CREATE INDEX ix_billing_z_report_session_id ON billing_z_report (restaurant_id, session_id);

CREATE INDEX ix_payments_tender_bill_id ON payments_tender (restaurant_id, bill_id);

CREATE INDEX ix_payments_tender_branch_id_business_date ON payments_tender (restaurant_id, branch_id, business_date);

CREATE INDEX ix_payments_tender_drawer_session_id ON payments_tender (restaurant_id, drawer_session_id);
