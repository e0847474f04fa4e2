-- How a file of another program is read, and the columns a restaurant has named for such files.
ALTER TABLE menu_upload ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
CREATE TABLE "menu_mapping" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "headings" TEXT NOT NULL,
    "mapping" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_mapping" PRIMARY KEY ("restaurant_id", "id")
);
CREATE UNIQUE INDEX "ix_menu_mapping_headings" ON "menu_mapping" ("restaurant_id", "headings");
CREATE TRIGGER wall_menu_mapping_insert BEFORE INSERT ON menu_mapping WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_menu_mapping_update BEFORE UPDATE ON menu_mapping WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_menu_mapping_delete BEFORE DELETE ON menu_mapping WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
