-- Events as consumers read them, how far each consumer has read, and what it has not done yet.
ALTER TABLE platform_outbox ADD COLUMN data text NOT NULL DEFAULT '';

CREATE TABLE platform_consumer (
    name text NOT NULL,
    position bigint NOT NULL,
    CONSTRAINT pk_platform_consumer PRIMARY KEY (name)
);
GRANT SELECT, INSERT, UPDATE ON platform_consumer TO restpy_app;

CREATE TABLE platform_delivery (
    id uuid NOT NULL,
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    of_restaurant_id uuid NULL,
    of_branch_id uuid NULL,
    topic text NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    happened_at bigint NOT NULL,
    tries integer NOT NULL,
    next_at bigint NOT NULL,
    last_error text NOT NULL,
    CONSTRAINT pk_platform_delivery PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_platform_delivery_event_id ON platform_delivery (consumer, event_id);
CREATE INDEX ix_platform_delivery_next_at ON platform_delivery (consumer, next_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_delivery TO restpy_app;
