-- What people show beside the password, and what roles ask for.
ALTER TABLE staff_session ADD COLUMN proved_at bigint NOT NULL DEFAULT 0;
ALTER TABLE staff_session ADD COLUMN second text NOT NULL DEFAULT 'None';
ALTER TABLE staff_session ADD COLUMN only_enrols boolean NOT NULL DEFAULT FALSE;
CREATE TABLE staff_role_security (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    role text NOT NULL,
    demand text NOT NULL,
    asked_at bigint NOT NULL,
    CONSTRAINT pk_staff_role_security PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE staff_factor (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    credential text NOT NULL,
    counter bigint NOT NULL,
    transports text NOT NULL,
    is_backup_eligible boolean NOT NULL,
    added_at bigint NOT NULL,
    CONSTRAINT pk_staff_factor PRIMARY KEY (id),
    CONSTRAINT fk_staff_factor_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);
CREATE TABLE staff_recovery_code (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    hash text NOT NULL,
    made_at bigint NOT NULL,
    used_at bigint,
    CONSTRAINT pk_staff_recovery_code PRIMARY KEY (id),
    CONSTRAINT fk_staff_recovery_code_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);
CREATE TABLE staff_mail_code (
    person_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    purpose text NOT NULL,
    holder text NOT NULL,
    hash text NOT NULL,
    sent_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    tried integer NOT NULL,
    spent_at bigint,
    CONSTRAINT pk_staff_mail_code PRIMARY KEY (person_id),
    CONSTRAINT fk_staff_mail_code_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);
CREATE TABLE staff_code_mailing (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    neighbourhood text NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT pk_staff_code_mailing PRIMARY KEY (id)
);
CREATE TABLE staff_passkey_challenge (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    purpose text NOT NULL,
    holder text NOT NULL,
    state text NOT NULL,
    ends_at bigint NOT NULL,
    spent_at bigint,
    CONSTRAINT pk_staff_passkey_challenge PRIMARY KEY (id)
);
CREATE TABLE staff_pending (
    id text NOT NULL,
    person_id uuid NOT NULL,
    device text NOT NULL,
    ends_at bigint NOT NULL,
    done_at bigint,
    CONSTRAINT pk_staff_pending PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_staff_role_security_role ON staff_role_security (restaurant_id, role);
CREATE UNIQUE INDEX ix_staff_factor_credential ON staff_factor (credential);
CREATE INDEX ix_staff_factor_person_id ON staff_factor (person_id);
CREATE INDEX ix_staff_recovery_code_person_id ON staff_recovery_code (person_id);
CREATE INDEX ix_staff_mail_code_sent_at ON staff_mail_code (sent_at);
CREATE INDEX ix_staff_code_mailing_at ON staff_code_mailing (at);
CREATE INDEX ix_staff_code_mailing_neighbourhood ON staff_code_mailing (neighbourhood);
CREATE INDEX ix_staff_code_mailing_person_id ON staff_code_mailing (person_id);
CREATE INDEX ix_staff_passkey_challenge_ends_at ON staff_passkey_challenge (ends_at);
CREATE INDEX ix_staff_pending_ends_at ON staff_pending (ends_at);
CALL restpy_wall('staff_role_security', 'SELECT, INSERT, UPDATE');
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_factor, staff_recovery_code, staff_mail_code, staff_code_mailing, staff_passkey_challenge, staff_pending TO restpy_app;
