-- What owners set for their restaurant and its branches; restaurants can be suspended, branches closed.
ALTER TABLE "tenancy_restaurant" ADD COLUMN "suspended_at" INTEGER NULL;
ALTER TABLE "tenancy_restaurant" ADD COLUMN "suspended_why" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_restaurant" ADD COLUMN "shows_diet" INTEGER NULL;
ALTER TABLE "tenancy_restaurant" ADD COLUMN "idle_minutes" INTEGER NOT NULL DEFAULT 60;
ALTER TABLE "tenancy_restaurant" ADD COLUMN "shared_idle_minutes" INTEGER NOT NULL DEFAULT 8;
ALTER TABLE "tenancy_restaurant" ADD COLUMN "guide_marks" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_restaurant" ADD COLUMN "guide_closed_at" INTEGER NULL;
ALTER TABLE "tenancy_branch" ADD COLUMN "registration_number" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "rounding_unit_minor" INTEGER NULL;
ALTER TABLE "tenancy_branch" ADD COLUMN "bill_note" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "tenders" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "upi_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "hours" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "pickup_hours" TEXT NOT NULL DEFAULT '';
ALTER TABLE "tenancy_branch" ADD COLUMN "paused_until" INTEGER NULL;
ALTER TABLE "tenancy_branch" ADD COLUMN "closed_at" INTEGER NULL;
ALTER TABLE "kitchen_station" ADD COLUMN "retired_at" INTEGER NULL;
ALTER TABLE "kitchen_station" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;
-- The owners of restaurants that are here have long been at work.
UPDATE "tenancy_restaurant" SET "guide_closed_at" = "opened_at";
