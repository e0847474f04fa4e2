-- People: what each may do, invitations, ways back in. A session names the place it stands in; one from before, which does
-- not, is over, and its person signs in again.
ALTER TABLE staff_person ADD COLUMN signed_out_before bigint NULL;
ALTER TABLE staff_session ADD COLUMN member_id uuid NULL;
ALTER TABLE staff_session ADD COLUMN standing uuid NULL;
CREATE TABLE staff_invitation (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    branch_id uuid,
    language text NOT NULL,
    invited_by uuid,
    invited_by_name text NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    accepted_at bigint,
    withdrawn_at bigint,
    CONSTRAINT pk_staff_invitation PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE staff_override (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    member_id uuid NOT NULL,
    permission text NOT NULL,
    allowed boolean NOT NULL,
    branch_id uuid,
    until bigint,
    reason text NOT NULL,
    made_by uuid NOT NULL,
    made_by_name text NOT NULL,
    made_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT pk_staff_override PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_staff_override_member_id FOREIGN KEY (restaurant_id, member_id) REFERENCES staff_member (restaurant_id, id) ON DELETE RESTRICT
);
CREATE TABLE staff_password_reset (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint,
    started_by text NOT NULL,
    CONSTRAINT pk_staff_password_reset PRIMARY KEY (id),
    CONSTRAINT fk_staff_password_reset_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);
CREATE TABLE staff_role_rule (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    role text NOT NULL,
    permission text NOT NULL,
    allowed boolean NOT NULL,
    CONSTRAINT pk_staff_role_rule PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE staff_tenure (
    member_id uuid NOT NULL,
    mark uuid NOT NULL,
    standing uuid NOT NULL,
    CONSTRAINT pk_staff_tenure PRIMARY KEY (member_id)
);
CREATE INDEX ix_staff_session_member_id ON staff_session (restaurant_id, member_id);
CREATE INDEX ix_staff_invitation_created_at ON staff_invitation (restaurant_id, created_at);
CREATE INDEX ix_staff_override_member_id_ended_at ON staff_override (restaurant_id, member_id, ended_at);
CREATE INDEX ix_staff_password_reset_ends_at ON staff_password_reset (ends_at);
CREATE INDEX ix_staff_password_reset_person_id ON staff_password_reset (person_id);
CREATE UNIQUE INDEX ix_staff_role_rule_role_permission ON staff_role_rule (restaurant_id, role, permission);
CREATE STATISTICS st_staff_override_branch (dependencies) ON restaurant_id, branch_id FROM staff_override;
CREATE STATISTICS st_staff_invitation_branch (dependencies) ON restaurant_id, branch_id FROM staff_invitation;
CALL restpy_wall('staff_invitation', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_override', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_role_rule', 'SELECT, INSERT, UPDATE');
CALL restpy_door('staff_session', 'person', ARRAY['SELECT'], key => 'person_id');
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_password_reset TO restpy_app;
GRANT SELECT, INSERT, UPDATE ON staff_tenure TO restpy_app;
INSERT INTO staff_tenure (member_id, mark, standing) SELECT id, id, id FROM staff_member;
