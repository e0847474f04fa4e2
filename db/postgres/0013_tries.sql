-- Guesses in a row, and the devices a person has signed in from.
CREATE TABLE platform_try (
    id text NOT NULL,
    failures integer NOT NULL,
    last_at bigint NOT NULL,
    closed_until bigint NOT NULL,
    CONSTRAINT pk_platform_try PRIMARY KEY (id)
);
CREATE INDEX ix_platform_try_last_at ON platform_try (last_at);
CREATE TABLE staff_device (
    person_id uuid NOT NULL,
    id text NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL,
    ip text NOT NULL,
    user_agent text NOT NULL,
    CONSTRAINT pk_staff_device PRIMARY KEY (person_id, id),
    CONSTRAINT fk_staff_device_person_id FOREIGN KEY (person_id) REFERENCES staff_person (id) ON DELETE CASCADE
);
CREATE INDEX ix_staff_device_last_at ON staff_device (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_try, staff_device TO restpy_app;
