CREATE TABLE menu_category (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    station text NOT NULL,
    sort integer NOT NULL,
    CONSTRAINT pk_menu_category PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE menu_modifier_group (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    min integer NOT NULL,
    max integer NOT NULL,
    sort integer NOT NULL,
    edited_at bigint NOT NULL,
    CONSTRAINT pk_menu_modifier_group PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE menu_upload (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    at bigint NOT NULL,
    file_name text NOT NULL,
    content text NOT NULL,
    CONSTRAINT pk_menu_upload PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE menu_item (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    category_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    diet text NOT NULL,
    vegan boolean NOT NULL,
    allergens text NOT NULL,
    station text NOT NULL,
    tax_category text NOT NULL,
    price_minor bigint NOT NULL,
    sort integer NOT NULL,
    archived_at bigint,
    edited_at bigint NOT NULL,
    CONSTRAINT pk_menu_item PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_item_category_id FOREIGN KEY (restaurant_id, category_id) REFERENCES menu_category (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE menu_modifier (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    price_minor bigint NOT NULL,
    allergens text NOT NULL,
    sort integer NOT NULL,
    CONSTRAINT pk_menu_modifier PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_modifier_group_id FOREIGN KEY (restaurant_id, group_id) REFERENCES menu_modifier_group (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE menu_item_group (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    item_id uuid NOT NULL,
    group_id uuid NOT NULL,
    sort integer NOT NULL,
    CONSTRAINT pk_menu_item_group PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_item_group_group_id FOREIGN KEY (restaurant_id, group_id) REFERENCES menu_modifier_group (restaurant_id, id) ON DELETE RESTRICT,
    CONSTRAINT fk_menu_item_group_item_id FOREIGN KEY (restaurant_id, item_id) REFERENCES menu_item (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE menu_off_at_branch (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    item_id uuid NOT NULL,
    since bigint NOT NULL,
    CONSTRAINT pk_menu_off_at_branch PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_off_at_branch_item_id FOREIGN KEY (restaurant_id, item_id) REFERENCES menu_item (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE menu_stock (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    branch_id uuid NOT NULL,
    item_id uuid NOT NULL,
    sold_out_at bigint,
    sold_out_by text NOT NULL,
    "left" integer,
    CONSTRAINT pk_menu_stock PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_stock_item_id FOREIGN KEY (restaurant_id, item_id) REFERENCES menu_item (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE menu_variant (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    item_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    price_minor bigint NOT NULL,
    sort integer NOT NULL,
    CONSTRAINT pk_menu_variant PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_variant_item_id FOREIGN KEY (restaurant_id, item_id) REFERENCES menu_item (restaurant_id, id) ON DELETE CASCADE
);

CREATE TABLE menu_branch_price (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    item_id uuid NOT NULL,
    variant_id uuid,
    price_minor bigint NOT NULL,
    CONSTRAINT pk_menu_branch_price PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_menu_branch_price_item_id FOREIGN KEY (restaurant_id, item_id) REFERENCES menu_item (restaurant_id, id) ON DELETE RESTRICT,
    CONSTRAINT fk_menu_branch_price_variant_id FOREIGN KEY (restaurant_id, variant_id) REFERENCES menu_variant (restaurant_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ix_menu_branch_price_branch_id_item_id ON menu_branch_price (restaurant_id, branch_id, item_id) WHERE variant_id IS NULL;

CREATE UNIQUE INDEX ix_menu_branch_price_branch_id_variant_id ON menu_branch_price (restaurant_id, branch_id, variant_id);

CREATE INDEX ix_menu_branch_price_item_id ON menu_branch_price (restaurant_id, item_id);

CREATE INDEX ix_menu_branch_price_variant_id ON menu_branch_price (restaurant_id, variant_id);

CREATE UNIQUE INDEX ix_menu_category_key ON menu_category (restaurant_id, key);

CREATE INDEX ix_menu_item_category_id ON menu_item (restaurant_id, category_id);

CREATE UNIQUE INDEX ix_menu_item_code ON menu_item (restaurant_id, code);

CREATE INDEX ix_menu_item_group_group_id ON menu_item_group (restaurant_id, group_id);

CREATE UNIQUE INDEX ix_menu_item_group_item_id_group_id ON menu_item_group (restaurant_id, item_id, group_id);

CREATE UNIQUE INDEX ix_menu_modifier_group_id_code ON menu_modifier (restaurant_id, group_id, code);

CREATE UNIQUE INDEX ix_menu_modifier_group_key ON menu_modifier_group (restaurant_id, key);

CREATE UNIQUE INDEX ix_menu_off_at_branch_branch_id_item_id ON menu_off_at_branch (restaurant_id, branch_id, item_id);

CREATE INDEX ix_menu_off_at_branch_item_id ON menu_off_at_branch (restaurant_id, item_id);

CREATE UNIQUE INDEX ix_menu_stock_branch_id_item_id ON menu_stock (restaurant_id, branch_id, item_id);

CREATE INDEX ix_menu_stock_item_id ON menu_stock (restaurant_id, item_id);

CREATE INDEX ix_menu_upload_at ON menu_upload (restaurant_id, at);

CREATE UNIQUE INDEX ix_menu_variant_item_id_code ON menu_variant (restaurant_id, item_id, code);
