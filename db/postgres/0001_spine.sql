CREATE TABLE audit_entry (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid,
    at bigint NOT NULL,
    actor_kind text NOT NULL,
    person_id uuid,
    person_name text NOT NULL,
    role text NOT NULL,
    ip text NOT NULL,
    user_agent text NOT NULL,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id uuid NOT NULL,
    object_label text NOT NULL,
    reason text,
    changes text NOT NULL,
    CONSTRAINT pk_audit_entry PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE platform_command (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_hash text NOT NULL,
    answer text NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT pk_platform_command PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE platform_counter (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    series text NOT NULL,
    period text NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT pk_platform_counter PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE platform_key (
    name text NOT NULL,
    sealed_xml text NOT NULL,
    CONSTRAINT pk_platform_key PRIMARY KEY (name)
);

CREATE TABLE platform_outbox (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid,
    position bigint,
    topic text NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    subject_version bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT pk_platform_outbox PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE staff_membership (
    person_id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    member_id uuid NOT NULL,
    CONSTRAINT pk_staff_membership PRIMARY KEY (person_id, restaurant_id, member_id)
);

CREATE TABLE staff_person (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    language text NOT NULL,
    is_super_admin boolean NOT NULL,
    is_demo boolean NOT NULL,
    disabled_at bigint,
    CONSTRAINT pk_staff_person PRIMARY KEY (id)
);

CREATE TABLE staff_session (
    id text NOT NULL,
    person_id uuid NOT NULL,
    person_name text NOT NULL,
    restaurant_id uuid,
    restaurant_name text NOT NULL,
    branch_id uuid,
    branch_name text NOT NULL,
    role text NOT NULL,
    language text NOT NULL,
    created_at bigint NOT NULL,
    last_activity_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint,
    ip text NOT NULL,
    user_agent text NOT NULL,
    CONSTRAINT pk_staff_session PRIMARY KEY (id)
);

CREATE TABLE tenancy_restaurant (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    legal_name text NOT NULL,
    country text NOT NULL,
    currency text NOT NULL,
    languages text NOT NULL,
    opened_at bigint NOT NULL,
    CONSTRAINT pk_tenancy_restaurant PRIMARY KEY (id)
);

CREATE TABLE staff_member (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    branch_id uuid,
    left_at bigint,
    CONSTRAINT pk_staff_member PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_staff_member_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);

CREATE TABLE tenancy_branch (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    code text NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    phone text NOT NULL,
    time_zone text NOT NULL,
    cut_off_minutes integer NOT NULL,
    tax_number text NOT NULL,
    food_licence text NOT NULL,
    region text NOT NULL,
    tax_profile text NOT NULL,
    service_charge_percent numeric NOT NULL,
    packing_charge_minor bigint NOT NULL,
    first_guest_order_waits boolean NOT NULL,
    pickup_minutes integer NOT NULL,
    takes_pickup boolean NOT NULL,
    CONSTRAINT pk_tenancy_branch PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_tenancy_branch_restaurant_id FOREIGN KEY (restaurant_id) REFERENCES tenancy_restaurant (id) ON DELETE CASCADE
);

CREATE INDEX ix_audit_entry_action_at ON audit_entry (restaurant_id, action, at);

CREATE INDEX ix_audit_entry_at ON audit_entry (restaurant_id, at);

CREATE INDEX ix_audit_entry_object_id_at ON audit_entry (restaurant_id, object_id, at);

CREATE INDEX ix_audit_entry_person_id_at ON audit_entry (restaurant_id, person_id, at);

CREATE INDEX ix_platform_command_at ON platform_command (restaurant_id, at);

CREATE UNIQUE INDEX ix_platform_counter_series_period ON platform_counter (restaurant_id, series, period);

CREATE INDEX ix_platform_outbox_id ON platform_outbox (position, id);

CREATE INDEX ix_platform_outbox_position ON platform_outbox (restaurant_id, position);

CREATE INDEX ix_staff_member_person_id ON staff_member (person_id);

CREATE UNIQUE INDEX ix_staff_member_person_id_branch_id ON staff_member (restaurant_id, person_id, branch_id);

CREATE UNIQUE INDEX ix_staff_person_email ON staff_person (email);

CREATE INDEX ix_staff_session_person_id ON staff_session (person_id);

CREATE UNIQUE INDEX ix_tenancy_branch_code ON tenancy_branch (restaurant_id, code);

CREATE UNIQUE INDEX ix_tenancy_branch_key ON tenancy_branch (restaurant_id, key);

CREATE UNIQUE INDEX ix_tenancy_restaurant_slug ON tenancy_restaurant (slug);

