-- Tokens for programs, and when they were used last.
CREATE TABLE "staff_api_token" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "branch_id" TEXT,
    "networks" TEXT NOT NULL,
    "made_by_member" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    CONSTRAINT "pk_staff_api_token" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_staff_api_token_made_by_member" FOREIGN KEY ("restaurant_id", "made_by_member") REFERENCES "staff_member" ("restaurant_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "staff_api_token_use" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "last_at" INTEGER,
    "last_ip" TEXT NOT NULL,
    CONSTRAINT "pk_staff_api_token_use" PRIMARY KEY ("restaurant_id", "id")
);
CREATE INDEX "ix_staff_api_token_made_by_member" ON "staff_api_token" ("restaurant_id", "made_by_member");
CREATE TRIGGER wall_staff_api_token_insert BEFORE INSERT ON staff_api_token WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_api_token_update BEFORE UPDATE ON staff_api_token WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_api_token_delete BEFORE DELETE ON staff_api_token WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_api_token_use_insert BEFORE INSERT ON staff_api_token_use WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_api_token_use_update BEFORE UPDATE ON staff_api_token_use WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_api_token_use_delete BEFORE DELETE ON staff_api_token_use WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
