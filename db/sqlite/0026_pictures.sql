-- Photos of dishes and logos, re-encoded in three sizes.
CREATE TABLE "platform_picture" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "small" BLOB NOT NULL,
    "medium" BLOB NOT NULL,
    "large" BLOB NOT NULL,
    CONSTRAINT "pk_platform_picture" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TRIGGER wall_platform_picture_insert BEFORE INSERT ON platform_picture WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_platform_picture_update BEFORE UPDATE ON platform_picture WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_platform_picture_delete BEFORE DELETE ON platform_picture WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
ALTER TABLE "menu_item" ADD COLUMN "picture_id" TEXT NULL;
ALTER TABLE "tenancy_restaurant" ADD COLUMN "logo_id" TEXT NULL;
