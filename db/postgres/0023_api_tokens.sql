-- Tokens for programs, and when they were used last.
CREATE TABLE staff_api_token (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    scopes text NOT NULL,
    branch_id uuid,
    networks text NOT NULL,
    made_by_member uuid NOT NULL,
    made_by_name text NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT pk_staff_api_token PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_staff_api_token_made_by_member FOREIGN KEY (restaurant_id, made_by_member) REFERENCES staff_member (restaurant_id, id) ON DELETE RESTRICT
);
CREATE TABLE staff_api_token_use (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    last_at bigint,
    last_ip text NOT NULL,
    CONSTRAINT pk_staff_api_token_use PRIMARY KEY (restaurant_id, id)
);
CREATE INDEX ix_staff_api_token_made_by_member ON staff_api_token (restaurant_id, made_by_member);
CREATE STATISTICS st_staff_api_token_branch (dependencies) ON restaurant_id, branch_id FROM staff_api_token;
CALL restpy_wall('staff_api_token', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_api_token_use', 'SELECT, INSERT, UPDATE');
