-- Rate buckets shared by the nodes: of addresses (as keyed hashes), no restaurant's. Worth nothing after a crash, so not logged.
CREATE UNLOGGED TABLE platform_bucket (
    id uuid NOT NULL,
    full_at bigint NOT NULL,
    CONSTRAINT pk_platform_bucket PRIMARY KEY (id)
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_bucket TO restpy_app;
