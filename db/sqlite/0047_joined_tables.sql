-- Tables that guests of one order sit at beside its own, and the order that another one was joined to.
ALTER TABLE ordering_order ADD COLUMN merged_into TEXT NULL;
CREATE TABLE "ordering_joined_table" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "table_id" TEXT NOT NULL,
    "open_table_id" TEXT NULL,
    "number" TEXT NOT NULL,
    "from_order_id" TEXT NULL,
    "joined_at" INTEGER NOT NULL,
    CONSTRAINT "pk_ordering_joined_table" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_ordering_joined_table_order_id" FOREIGN KEY ("restaurant_id", "order_id") REFERENCES "ordering_order" ("restaurant_id", "id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "ix_ordering_joined_table_open_table_id" ON "ordering_joined_table" ("restaurant_id", "open_table_id");
CREATE INDEX "ix_ordering_joined_table_order_id" ON "ordering_joined_table" ("restaurant_id", "order_id");
CREATE TRIGGER wall_ordering_joined_table_insert BEFORE INSERT ON ordering_joined_table WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_ordering_joined_table_update BEFORE UPDATE ON ordering_joined_table WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_ordering_joined_table_delete BEFORE DELETE ON ordering_joined_table WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
