-- The activity log is append-only. INSERT OR REPLACE deletes without telling the delete trigger, so an insert over an
-- existing entry is refused as well.
CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'The activity log is append-only.');
END;

CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'The activity log is append-only.');
END;

CREATE TRIGGER audit_entry_never_replaced BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE restaurant_id = NEW.restaurant_id AND id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'The activity log is append-only.');
END;
