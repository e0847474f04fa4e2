-- Tablets paired with a branch, what opens them, and which sessions were opened on one.
ALTER TABLE staff_session ADD COLUMN tablet_id uuid NULL;
CREATE TABLE staff_tablet (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    branch_id uuid NOT NULL,
    name text NOT NULL,
    screen text NOT NULL,
    made_by uuid NOT NULL,
    made_by_name text NOT NULL,
    made_at bigint NOT NULL,
    paired_at bigint,
    user_agent text NOT NULL,
    ended_at bigint,
    CONSTRAINT pk_staff_tablet PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE staff_tablet_key (
    id text NOT NULL,
    is_code boolean NOT NULL,
    restaurant_id uuid NOT NULL,
    restaurant_name text NOT NULL,
    branch_id uuid NOT NULL,
    branch_name text NOT NULL,
    tablet_id uuid NOT NULL,
    name text NOT NULL,
    screen text NOT NULL,
    language text NOT NULL,
    last_seen_at bigint NOT NULL,
    ip text NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT pk_staff_tablet_key PRIMARY KEY (id)
);
CREATE INDEX ix_staff_tablet_branch_id_ended_at ON staff_tablet (restaurant_id, branch_id, ended_at);
CREATE INDEX ix_staff_tablet_key_ends_at ON staff_tablet_key (ends_at);
CREATE INDEX ix_staff_tablet_key_tablet_id ON staff_tablet_key (restaurant_id, tablet_id);
CREATE STATISTICS st_staff_tablet_branch (dependencies) ON restaurant_id, branch_id FROM staff_tablet;
CREATE STATISTICS st_staff_tablet_key_branch (dependencies) ON restaurant_id, branch_id FROM staff_tablet_key;
CALL restpy_wall('staff_tablet', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_tablet_key', 'SELECT, INSERT, UPDATE, DELETE');
CALL restpy_door('staff_tablet_key', 'tablet', ARRAY['SELECT', 'UPDATE'], key => 'id');
CALL restpy_door('staff_tablet_key', 'limits', ARRAY['SELECT']);
CALL restpy_door('staff_tablet_key', 'housekeeping', ARRAY['SELECT', 'DELETE']);
