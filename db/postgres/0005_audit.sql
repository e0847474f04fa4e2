-- The activity log is append-only. ALWAYS: also where replication would skip triggers.
CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The activity log is append-only.' USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only();

CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only();

ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_never_changed;

ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_never_emptied;
