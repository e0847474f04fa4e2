-- What people show beside the password, and what roles ask for.
ALTER TABLE "staff_session" ADD COLUMN "proved_at" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "staff_session" ADD COLUMN "second" TEXT NOT NULL DEFAULT 'None';
ALTER TABLE "staff_session" ADD COLUMN "only_enrols" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "staff_role_security" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "demand" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    CONSTRAINT "pk_staff_role_security" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "staff_factor" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_factor" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "credential" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "transports" TEXT NOT NULL,
    "is_backup_eligible" INTEGER NOT NULL,
    "added_at" INTEGER NOT NULL,
    CONSTRAINT "fk_staff_factor_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);
CREATE TABLE "staff_recovery_code" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_recovery_code" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "fk_staff_recovery_code_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);
CREATE TABLE "staff_mail_code" (
    "person_id" TEXT NOT NULL CONSTRAINT "pk_staff_mail_code" PRIMARY KEY,
    "challenge_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "tried" INTEGER NOT NULL,
    "spent_at" INTEGER NULL,
    CONSTRAINT "fk_staff_mail_code_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);
CREATE TABLE "staff_code_mailing" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_code_mailing" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "neighbourhood" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);
CREATE TABLE "staff_passkey_challenge" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_passkey_challenge" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "spent_at" INTEGER NULL
);
CREATE TABLE "staff_pending" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_pending" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "done_at" INTEGER NULL
);
CREATE UNIQUE INDEX "ix_staff_role_security_role" ON "staff_role_security" ("restaurant_id", "role");
CREATE UNIQUE INDEX "ix_staff_factor_credential" ON "staff_factor" ("credential");
CREATE INDEX "ix_staff_factor_person_id" ON "staff_factor" ("person_id");
CREATE INDEX "ix_staff_recovery_code_person_id" ON "staff_recovery_code" ("person_id");
CREATE INDEX "ix_staff_mail_code_sent_at" ON "staff_mail_code" ("sent_at");
CREATE INDEX "ix_staff_code_mailing_at" ON "staff_code_mailing" ("at");
CREATE INDEX "ix_staff_code_mailing_neighbourhood" ON "staff_code_mailing" ("neighbourhood");
CREATE INDEX "ix_staff_code_mailing_person_id" ON "staff_code_mailing" ("person_id");
CREATE INDEX "ix_staff_passkey_challenge_ends_at" ON "staff_passkey_challenge" ("ends_at");
CREATE INDEX "ix_staff_pending_ends_at" ON "staff_pending" ("ends_at");
CREATE TRIGGER wall_staff_role_security_insert BEFORE INSERT ON staff_role_security WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_role_security_update BEFORE UPDATE ON staff_role_security WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_role_security_delete BEFORE DELETE ON staff_role_security WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
