CREATE TABLE floor_area (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    sort integer NOT NULL,
    out_of_use_at bigint,
    CONSTRAINT pk_floor_area PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE floor_table (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    area_id uuid NOT NULL,
    number text NOT NULL,
    seats integer NOT NULL,
    sort integer NOT NULL,
    out_of_use_at bigint,
    CONSTRAINT pk_floor_table PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_floor_table_area_id FOREIGN KEY (restaurant_id, area_id) REFERENCES floor_area (restaurant_id, id) ON DELETE RESTRICT
);

CREATE TABLE floor_qr (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    table_id uuid NOT NULL,
    issued_at bigint NOT NULL,
    revoked_at bigint,
    CONSTRAINT pk_floor_qr PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_floor_qr_table_id FOREIGN KEY (restaurant_id, table_id) REFERENCES floor_table (restaurant_id, id) ON DELETE RESTRICT
);

CREATE INDEX ix_floor_area_branch_id_sort ON floor_area (restaurant_id, branch_id, sort);

CREATE UNIQUE INDEX ix_floor_qr_table_id ON floor_qr (restaurant_id, table_id) WHERE revoked_at IS NULL;

CREATE INDEX ix_floor_qr_table_id_issued_at ON floor_qr (restaurant_id, table_id, issued_at);

CREATE INDEX ix_floor_table_area_id ON floor_table (restaurant_id, area_id);

CREATE UNIQUE INDEX ix_floor_table_branch_id_number ON floor_table (restaurant_id, branch_id, number) WHERE out_of_use_at IS NULL;
