-- From which networks people of a role, or one person, may work.
CREATE TABLE "staff_network" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "networks" TEXT NOT NULL,
    CONSTRAINT "pk_staff_network" PRIMARY KEY ("restaurant_id", "id")
);
CREATE UNIQUE INDEX "ix_staff_network_subject" ON "staff_network" ("restaurant_id", "subject");
CREATE TRIGGER wall_staff_network_insert BEFORE INSERT ON staff_network WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_network_update BEFORE UPDATE ON staff_network WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_network_delete BEFORE DELETE ON staff_network WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
