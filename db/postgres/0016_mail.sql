-- Letters on their way; text and address are sealed, and gone once a letter was sent.
CREATE TABLE platform_mail (
    id uuid NOT NULL,
    sealed_letter text NOT NULL,
    queued_at bigint NOT NULL,
    useful_until bigint NOT NULL,
    next_at bigint NULL,
    tries integer NOT NULL,
    unsure integer NOT NULL,
    sent_at bigint NULL,
    given_up_at bigint NULL,
    last_error text NOT NULL,
    CONSTRAINT pk_platform_mail PRIMARY KEY (id)
);
CREATE INDEX ix_platform_mail_next_at ON platform_mail (next_at);
CREATE INDEX ix_platform_mail_queued_at ON platform_mail (queued_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_mail TO restpy_app;
