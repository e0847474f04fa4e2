-- Personal data that earlier versions wrote into the activity log is replaced by "changed". The log is append-only: its owner takes
-- the trigger away, corrects the entries once and puts the trigger back, in one transaction. Each restaurant's log gets an
-- entry with the number of its entries and the SHA-256 of the corrected ones, before and after. Names of the members of staff who did
-- something stay: the log exists to name them.
CREATE TEMP TABLE personal_value AS
WITH list (type, names) AS (VALUES
    ('Approval', '["command"]'), ('Bill', '["guestName","buyerName","buyerTaxNumber","buyerAddress"]'), ('Factor', '["name","credential"]'),
    ('Invitation', '["name","email"]'), ('Order', '["guestName","guestPhone"]'), ('OrderLine', '["note"]'), ('Person', '["name","email"]'),
    ('Tablet', '["userAgent"]'), ('Tender', '["reference"]'))
SELECT list.type, side.value || '.' || name.value AS path FROM list, json_each(list.names) AS name, json_each('["before","after"]') AS side;

CREATE TEMP TABLE personal_path AS
SELECT entry.restaurant_id, entry.id, entry.changes AS before, row.fullkey || '.' || personal_value.path AS path,
    row_number() OVER (PARTITION BY entry.restaurant_id, entry.id ORDER BY row.key, personal_value.path) AS step
FROM audit_entry AS entry, json_each(entry.changes) AS row
JOIN personal_value ON personal_value.type = json_extract(row.value, '$.type')
WHERE coalesce(json_extract(row.value, '$.' || personal_value.path), '') NOT IN ('', 'changed');

CREATE UNIQUE INDEX temp.ix_personal_path ON personal_path (restaurant_id, id, step);

CREATE TEMP TABLE log_before AS
SELECT entries.restaurant_id, entries.number, corrected.sha256 FROM
    (SELECT restaurant_id, count(*) AS number FROM audit_entry GROUP BY restaurant_id) AS entries
JOIN (SELECT restaurant_id, sha256(group_concat(sha256(before), '')) AS sha256
    FROM (SELECT restaurant_id, before FROM personal_path WHERE step = 1 ORDER BY restaurant_id, id) GROUP BY restaurant_id) AS corrected USING (restaurant_id);

DROP TRIGGER audit_entry_never_updated;

UPDATE audit_entry SET changes = (
    WITH RECURSIVE corrected (step, text) AS (
        SELECT 0, audit_entry.changes
        UNION ALL
        SELECT path.step, json_replace(corrected.text, path.path, 'changed') FROM corrected
        JOIN personal_path AS path ON path.restaurant_id = audit_entry.restaurant_id AND path.id = audit_entry.id AND path.step = corrected.step + 1)
    SELECT text FROM corrected ORDER BY step DESC LIMIT 1)
WHERE (restaurant_id, id) IN (SELECT restaurant_id, id FROM personal_path);

CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'The activity log is append-only.');
END;

INSERT INTO audit_entry (restaurant_id, id, branch_id, at, actor_kind, person_id, person_name, role, ip, user_agent, action, object_type, object_id, object_label, reason, remark, changes)
SELECT log_before.restaurant_id,
    printf('%08X-%04X-7%03X-%04X-%012X', moment.ms >> 16, moment.ms & 0xFFFF, random() & 0xFFF, 0x8000 | (random() & 0x3FFF), random() & 0xFFFFFFFFFFFF),
    NULL, moment.ms * 1000, 'System', NULL, 'update', 'system', '', '', 'audit.personal-data-removed', 'AuditEntry', log_before.restaurant_id,
    corrected.number || ' entries', 'Names and contact data of guests, buyers and staff, notes on dishes, and payment references are not kept in the activity log.', '',
    json_array(json_object('type', 'AuditEntry',
        'before', json_object('entries', log_before.number, 'sha256', log_before.sha256),
        'after', json_object('entries', (SELECT count(*) FROM audit_entry AS entry WHERE entry.restaurant_id = log_before.restaurant_id), 'sha256', corrected.sha256)))
FROM log_before
JOIN (SELECT restaurant_id, count(*) AS number, sha256(group_concat(sha256(changes), '')) AS sha256
    FROM (SELECT restaurant_id, changes FROM audit_entry WHERE (restaurant_id, id) IN (SELECT restaurant_id, id FROM personal_path) ORDER BY restaurant_id, id)
    GROUP BY restaurant_id) AS corrected USING (restaurant_id),
    (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS ms) AS moment;
