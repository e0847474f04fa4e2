-- Tablets paired with a branch, what opens them, and which sessions were opened on one.
ALTER TABLE "staff_session" ADD COLUMN "tablet_id" TEXT NULL;
CREATE TABLE "staff_tablet" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "branch_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "screen" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "paired_at" INTEGER NULL,
    "user_agent" TEXT NOT NULL,
    "ended_at" INTEGER NULL,
    CONSTRAINT "pk_staff_tablet" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "staff_tablet_key" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_tablet_key" PRIMARY KEY,
    "is_code" INTEGER NOT NULL,
    "restaurant_id" TEXT NOT NULL,
    "restaurant_name" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "branch_name" TEXT NOT NULL,
    "tablet_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "screen" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "last_seen_at" INTEGER NOT NULL,
    "ip" TEXT NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL
);
CREATE INDEX "ix_staff_tablet_branch_id_ended_at" ON "staff_tablet" ("restaurant_id", "branch_id", "ended_at");
CREATE INDEX "ix_staff_tablet_key_ends_at" ON "staff_tablet_key" ("ends_at");
CREATE INDEX "ix_staff_tablet_key_tablet_id" ON "staff_tablet_key" ("restaurant_id", "tablet_id");
CREATE TRIGGER wall_staff_tablet_insert BEFORE INSERT ON staff_tablet WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_tablet_update BEFORE UPDATE ON staff_tablet WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_tablet_delete BEFORE DELETE ON staff_tablet WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_tablet_key_insert BEFORE INSERT ON staff_tablet_key WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_tablet_key_update BEFORE UPDATE ON staff_tablet_key WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'tablet:' || OLD.id AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_tablet_key_delete BEFORE DELETE ON staff_tablet_key WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'housekeeping' AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
