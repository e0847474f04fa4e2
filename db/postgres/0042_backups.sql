-- What snapshots and drills of the backups brought.
CREATE TABLE backups_run (
    id uuid NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL,
    ok boolean NOT NULL,
    bytes bigint NOT NULL,
    lost_milliseconds bigint NOT NULL,
    restore_milliseconds bigint NOT NULL,
    told text NOT NULL,
    seal text NOT NULL,
    CONSTRAINT pk_backups_run PRIMARY KEY (id)
);
CREATE INDEX ix_backups_run_at ON backups_run (kind, at);
-- Written once: what a drill found cannot be changed by the program it speaks of.
GRANT SELECT, INSERT ON backups_run TO restpy_app;
