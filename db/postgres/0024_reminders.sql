-- Who is to be told that a token ends, and codes for tablets that leave no tablet behind where nobody types them.
CREATE TABLE staff_token_reminder (
    id uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    due_at bigint NOT NULL,
    CONSTRAINT pk_staff_token_reminder PRIMARY KEY (id)
);
CREATE INDEX ix_staff_token_reminder_due_at ON staff_token_reminder (due_at);
CALL restpy_wall('staff_token_reminder', 'SELECT, INSERT, DELETE');
CALL restpy_door('staff_token_reminder', 'reminders', ARRAY['SELECT']);
INSERT INTO staff_token_reminder (id, restaurant_id, due_at)
    SELECT id, restaurant_id, ends_at - 604800000000 FROM staff_api_token WHERE ended_at IS NULL AND ends_at - made_at > 604800000000;
ALTER TABLE staff_tablet_key ADD COLUMN made_by uuid NULL;
ALTER TABLE staff_tablet_key ADD COLUMN made_by_name text NULL;
DELETE FROM staff_tablet WHERE paired_at IS NULL;
