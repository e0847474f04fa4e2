-- Tables that guests of one order sit at beside its own, and the order that another one was joined to.
ALTER TABLE ordering_order ADD COLUMN merged_into uuid NULL;
CREATE TABLE ordering_joined_table (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    table_id uuid NOT NULL,
    open_table_id uuid NULL,
    number text NOT NULL,
    from_order_id uuid NULL,
    joined_at bigint NOT NULL,
    CONSTRAINT pk_ordering_joined_table PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_ordering_joined_table_order_id FOREIGN KEY (restaurant_id, order_id) REFERENCES ordering_order (restaurant_id, id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_ordering_joined_table_open_table_id ON ordering_joined_table (restaurant_id, open_table_id);
CREATE INDEX ix_ordering_joined_table_order_id ON ordering_joined_table (restaurant_id, order_id);
CREATE STATISTICS st_ordering_joined_table_branch (dependencies) ON restaurant_id, branch_id FROM ordering_joined_table;
CALL restpy_wall('ordering_joined_table', 'SELECT, INSERT, UPDATE');
