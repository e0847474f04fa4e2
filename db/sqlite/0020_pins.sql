-- Six digits by which a member is known on a shared tablet.
CREATE TABLE "staff_pin" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "set_at" INTEGER NOT NULL,
    CONSTRAINT "pk_staff_pin" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_staff_pin_member_id" FOREIGN KEY ("restaurant_id", "member_id") REFERENCES "staff_member" ("restaurant_id", "id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "ix_staff_pin_member_id" ON "staff_pin" ("restaurant_id", "member_id");
CREATE TRIGGER wall_staff_pin_insert BEFORE INSERT ON staff_pin WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_pin_update BEFORE UPDATE ON staff_pin WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_pin_delete BEFORE DELETE ON staff_pin WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
