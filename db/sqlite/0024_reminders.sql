-- Who is to be told that a token ends, and codes for tablets that leave no tablet behind where nobody types them.
CREATE TABLE "staff_token_reminder" (
    "id" TEXT NOT NULL,
    "restaurant_id" TEXT NOT NULL,
    "due_at" INTEGER NOT NULL,
    CONSTRAINT "pk_staff_token_reminder" PRIMARY KEY ("id")
);
CREATE INDEX "ix_staff_token_reminder_due_at" ON "staff_token_reminder" ("due_at");
CREATE TRIGGER wall_staff_token_reminder_insert BEFORE INSERT ON staff_token_reminder WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_token_reminder_update BEFORE UPDATE ON staff_token_reminder WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_token_reminder_delete BEFORE DELETE ON staff_token_reminder WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
INSERT INTO staff_token_reminder (id, restaurant_id, due_at)
    SELECT id, restaurant_id, ends_at - 604800000000 FROM staff_api_token WHERE ended_at IS NULL AND ends_at - made_at > 604800000000;
ALTER TABLE "staff_tablet_key" ADD COLUMN "made_by" TEXT NULL;
ALTER TABLE "staff_tablet_key" ADD COLUMN "made_by_name" TEXT NULL;
DELETE FROM staff_tablet WHERE paired_at IS NULL;
