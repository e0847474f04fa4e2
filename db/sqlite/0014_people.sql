-- People: what each may do, invitations, ways back in. A session names the place it stands in; one from before, which does
-- not, is over, and its person signs in again.
ALTER TABLE "staff_person" ADD COLUMN "signed_out_before" INTEGER NULL;
ALTER TABLE "staff_session" ADD COLUMN "member_id" TEXT NULL;
ALTER TABLE "staff_session" ADD COLUMN "standing" TEXT NULL;
CREATE TABLE "staff_invitation" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "branch_id" TEXT NULL,
    "language" TEXT NOT NULL,
    "invited_by" TEXT NULL,
    "invited_by_name" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "accepted_at" INTEGER NULL,
    "withdrawn_at" INTEGER NULL,
    CONSTRAINT "pk_staff_invitation" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "staff_override" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "allowed" INTEGER NOT NULL,
    "branch_id" TEXT NULL,
    "until" INTEGER NULL,
    "reason" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    CONSTRAINT "pk_staff_override" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_staff_override_member_id" FOREIGN KEY ("restaurant_id", "member_id") REFERENCES "staff_member" ("restaurant_id", "id") ON DELETE RESTRICT
);
CREATE TABLE "staff_password_reset" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_password_reset" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    "started_by" TEXT NOT NULL,
    CONSTRAINT "fk_staff_password_reset_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);
CREATE TABLE "staff_role_rule" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "allowed" INTEGER NOT NULL,
    CONSTRAINT "pk_staff_role_rule" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "staff_tenure" (
    "member_id" TEXT NOT NULL CONSTRAINT "pk_staff_tenure" PRIMARY KEY,
    "mark" TEXT NOT NULL,
    "standing" TEXT NOT NULL
);
CREATE INDEX "ix_staff_session_member_id" ON "staff_session" ("restaurant_id", "member_id");
CREATE INDEX "ix_staff_invitation_created_at" ON "staff_invitation" ("restaurant_id", "created_at");
CREATE INDEX "ix_staff_override_member_id_ended_at" ON "staff_override" ("restaurant_id", "member_id", "ended_at");
CREATE INDEX "ix_staff_password_reset_ends_at" ON "staff_password_reset" ("ends_at");
CREATE INDEX "ix_staff_password_reset_person_id" ON "staff_password_reset" ("person_id");
CREATE UNIQUE INDEX "ix_staff_role_rule_role_permission" ON "staff_role_rule" ("restaurant_id", "role", "permission");
CREATE TRIGGER wall_staff_invitation_insert BEFORE INSERT ON staff_invitation WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_invitation_update BEFORE UPDATE ON staff_invitation WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_invitation_delete BEFORE DELETE ON staff_invitation WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_override_insert BEFORE INSERT ON staff_override WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_override_update BEFORE UPDATE ON staff_override WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_override_delete BEFORE DELETE ON staff_override WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_role_rule_insert BEFORE INSERT ON staff_role_rule WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_role_rule_update BEFORE UPDATE ON staff_role_rule WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_role_rule_delete BEFORE DELETE ON staff_role_rule WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
INSERT INTO "staff_tenure" ("member_id", "mark", "standing") SELECT "id", "id", "id" FROM "staff_member";
