-- What browsers report of the content policy, counted by the words of ours.
CREATE TABLE trust_report (
    day bigint NOT NULL,
    directive text NOT NULL,
    page text NOT NULL,
    source text NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT pk_trust_report PRIMARY KEY (day, directive, page, source)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON trust_report TO restpy_app;
