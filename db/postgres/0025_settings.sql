-- What owners set for their restaurant and its branches; restaurants can be suspended, branches closed.
ALTER TABLE tenancy_restaurant ADD COLUMN suspended_at bigint;
ALTER TABLE tenancy_restaurant ADD COLUMN suspended_why text NOT NULL DEFAULT '';
ALTER TABLE tenancy_restaurant ADD COLUMN shows_diet boolean;
ALTER TABLE tenancy_restaurant ADD COLUMN idle_minutes integer NOT NULL DEFAULT 60;
ALTER TABLE tenancy_restaurant ADD COLUMN shared_idle_minutes integer NOT NULL DEFAULT 8;
ALTER TABLE tenancy_restaurant ADD COLUMN guide_marks text NOT NULL DEFAULT '';
ALTER TABLE tenancy_restaurant ADD COLUMN guide_closed_at bigint;
ALTER TABLE tenancy_branch ADD COLUMN registration_number text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN rounding_unit_minor bigint;
ALTER TABLE tenancy_branch ADD COLUMN bill_note text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN tenders text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN upi_id text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN hours text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN pickup_hours text NOT NULL DEFAULT '';
ALTER TABLE tenancy_branch ADD COLUMN paused_until bigint;
ALTER TABLE tenancy_branch ADD COLUMN closed_at bigint;
ALTER TABLE kitchen_station ADD COLUMN retired_at bigint;
ALTER TABLE kitchen_station ADD COLUMN version bigint NOT NULL DEFAULT 0;
-- The owners of restaurants that are here have long been at work.
UPDATE tenancy_restaurant SET guide_closed_at = opened_at;
