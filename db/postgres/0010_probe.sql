-- The restaurants the isolation probe attacks and attacks from, and what its runs found.
ALTER TABLE tenancy_restaurant ADD COLUMN is_canary boolean NOT NULL DEFAULT false;
CREATE TABLE trust_probe (
    id uuid NOT NULL,
    at bigint NOT NULL,
    build text NOT NULL,
    endpoints integer NOT NULL,
    models integer NOT NULL,
    attempts integer NOT NULL,
    milliseconds bigint NOT NULL,
    failures integer NOT NULL,
    not_attacked integer NOT NULL,
    found text NOT NULL,
    CONSTRAINT pk_trust_probe PRIMARY KEY (id)
);
CREATE INDEX ix_trust_probe_at ON trust_probe (at);
-- Written once: what a run found cannot be changed by the program it speaks of.
GRANT SELECT, INSERT ON trust_probe TO restpy_app;
