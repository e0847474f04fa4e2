CREATE TABLE kitchen_station (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    sort integer NOT NULL,
    warn_seconds integer NOT NULL,
    late_seconds integer NOT NULL,
    CONSTRAINT pk_kitchen_station PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE ordering_basket_line (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    guest_key text NOT NULL,
    item_id uuid NOT NULL,
    choice text NOT NULL,
    note text NOT NULL,
    quantity integer NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT pk_ordering_basket_line PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE ordering_order (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    number integer NOT NULL,
    business_date date NOT NULL,
    channel text NOT NULL,
    table_id uuid,
    open_table_id uuid,
    label text NOT NULL,
    state text NOT NULL,
    covers integer NOT NULL,
    waiter_id uuid,
    waiter_name text NOT NULL,
    guest_name text NOT NULL,
    guest_phone text NOT NULL,
    promised_at bigint,
    opened_at bigint NOT NULL,
    closed_at bigint,
    paid_at bigint,
    calls_since bigint,
    asks_bill_since bigint,
    wants_service_charge boolean NOT NULL,
    kots integer NOT NULL,
    running_minor bigint NOT NULL,
    cancel_reason text NOT NULL,
    guest_key text NOT NULL,
    CONSTRAINT pk_ordering_order PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE ordering_kot (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    order_id uuid NOT NULL,
    number integer NOT NULL,
    business_date date NOT NULL,
    station text NOT NULL,
    label text NOT NULL,
    channel text NOT NULL,
    covers integer NOT NULL,
    sent_by text NOT NULL,
    sent_at bigint NOT NULL,
    is_add_on boolean NOT NULL,
    bumped_at bigint,
    on_board text,
    CONSTRAINT pk_ordering_kot PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_ordering_kot_order_id FOREIGN KEY (restaurant_id, order_id) REFERENCES ordering_order (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE ordering_line (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    kot_id uuid,
    sort integer NOT NULL,
    item_id uuid NOT NULL,
    category text NOT NULL,
    name text NOT NULL,
    detail text NOT NULL,
    choice text NOT NULL,
    note text NOT NULL,
    quantity integer NOT NULL,
    unit_price_minor bigint NOT NULL,
    tax_category text NOT NULL,
    station text NOT NULL,
    state text NOT NULL,
    placed_by text NOT NULL,
    placed_at bigint NOT NULL,
    ticked_at bigint,
    voided_at bigint,
    voided_by text NOT NULL,
    void_reason text NOT NULL,
    void_seen_at bigint,
    CONSTRAINT pk_ordering_line PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_ordering_line_kot_id FOREIGN KEY (restaurant_id, kot_id) REFERENCES ordering_kot (restaurant_id, id) ON DELETE RESTRICT,
    CONSTRAINT fk_ordering_line_order_id FOREIGN KEY (restaurant_id, order_id) REFERENCES ordering_order (restaurant_id, id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ix_kitchen_station_branch_id_key ON kitchen_station (restaurant_id, branch_id, key);

CREATE INDEX ix_ordering_basket_line_guest_key ON ordering_basket_line (restaurant_id, guest_key);

CREATE INDEX ix_ordering_kot_branch_id_bumped_at ON ordering_kot (restaurant_id, branch_id, bumped_at);

CREATE UNIQUE INDEX ix_ordering_kot_branch_id_business_date_number ON ordering_kot (restaurant_id, branch_id, business_date, number);

CREATE INDEX ix_ordering_kot_branch_id_on_board_sent_at ON ordering_kot (restaurant_id, branch_id, on_board, sent_at);

CREATE INDEX ix_ordering_kot_order_id ON ordering_kot (restaurant_id, order_id);

CREATE INDEX ix_ordering_line_kot_id ON ordering_line (restaurant_id, kot_id);

CREATE INDEX ix_ordering_line_order_id ON ordering_line (restaurant_id, order_id);

CREATE UNIQUE INDEX ix_ordering_order_branch_id_business_date_number ON ordering_order (restaurant_id, branch_id, business_date, number);

CREATE INDEX ix_ordering_order_branch_id_closed_at ON ordering_order (restaurant_id, branch_id, closed_at);

CREATE UNIQUE INDEX ix_ordering_order_open_table_id ON ordering_order (restaurant_id, open_table_id);
