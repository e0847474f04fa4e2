-- Personal data that earlier versions wrote into the activity log is replaced by "changed". The log is append-only: its owner takes
-- the trigger away, corrects the entries once and puts the trigger back, in one transaction. Each restaurant's log gets an
-- entry with the number of its entries and the SHA-256 of the corrected ones, before and after. Names of the members of staff who did
-- something stay: the log exists to name them.
CREATE FUNCTION upkeep.without_personal_data(changes text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    -- Written as text, part by part: what is not replaced stays as it was, to the letter.
    SELECT coalesce('[' || string_agg(CASE WHEN personal.names IS NULL THEN entry.value::text ELSE (
        SELECT '{' || string_agg(to_json(part.key)::text || ':' || CASE WHEN part.key NOT IN ('before', 'after') THEN part.value::text ELSE (
            SELECT '{' || coalesce(string_agg(to_json(field.key)::text || ':' || CASE WHEN field.key = ANY (personal.names) AND field.value::text NOT IN ('""', 'null') THEN '"changed"' ELSE field.value::text END, ',' ORDER BY field.place), '') || '}'
            FROM json_each(part.value) WITH ORDINALITY AS field (key, value, place)) END, ',' ORDER BY part.place) || '}'
        FROM json_each(entry.value) WITH ORDINALITY AS part (key, value, place)) END, ',' ORDER BY entry.place) || ']', changes)
    FROM json_array_elements(changes::json) WITH ORDINALITY AS entry (value, place)
    LEFT JOIN (VALUES
        ('Approval', ARRAY['command']), ('Bill', ARRAY['guestName', 'buyerName', 'buyerTaxNumber', 'buyerAddress']), ('Factor', ARRAY['name', 'credential']),
        ('Invitation', ARRAY['name', 'email']), ('Order', ARRAY['guestName', 'guestPhone']), ('OrderLine', ARRAY['note']), ('Person', ARRAY['name', 'email']),
        ('Tablet', ARRAY['userAgent']), ('Tender', ARRAY['reference'])) AS personal (type, names) ON personal.type = entry.value ->> 'type'
$$;

CREATE TEMP TABLE personal_entry ON COMMIT DROP AS
SELECT restaurant_id, id, changes AS before, upkeep.without_personal_data(changes) AS after FROM audit_entry WHERE changes <> upkeep.without_personal_data(changes);

CREATE TEMP TABLE log_before ON COMMIT DROP AS
SELECT restaurant_id, count(*) AS number FROM audit_entry WHERE restaurant_id IN (SELECT restaurant_id FROM personal_entry) GROUP BY restaurant_id;

DROP TRIGGER audit_entry_never_changed ON audit_entry;

UPDATE audit_entry SET changes = personal_entry.after FROM personal_entry
WHERE audit_entry.restaurant_id = personal_entry.restaurant_id AND audit_entry.id = personal_entry.id;

CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only();

ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_never_changed;

-- The entry belongs into the month that is running now.
SELECT upkeep.make_activity_months();

INSERT INTO audit_entry (restaurant_id, id, branch_id, at, actor_kind, person_id, person_name, role, ip, user_agent, action, object_type, object_id, object_label, reason, remark, changes)
SELECT log_before.restaurant_id,
    (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
    NULL, (extract(epoch FROM now()) * 1000000)::bigint, 'System', NULL, 'update', 'system', '', '', 'audit.personal-data-removed', 'AuditEntry', log_before.restaurant_id,
    corrected.number || ' entries', 'Names and contact data of guests, buyers and staff, notes on dishes, and payment references are not kept in the activity log.', '',
    format('[{"type":"AuditEntry","before":{"entries":%s,"sha256":"%s"},"after":{"entries":%s,"sha256":"%s"}}]', log_before.number, corrected.before,
        (SELECT count(*) FROM audit_entry AS entry WHERE entry.restaurant_id = log_before.restaurant_id), corrected.after)
FROM log_before
JOIN (SELECT entry.restaurant_id, count(*) AS number,
        encode(sha256(convert_to(string_agg(encode(sha256(convert_to(personal_entry.before, 'UTF8')), 'hex'), '' ORDER BY entry.id), 'UTF8')), 'hex') AS before,
        encode(sha256(convert_to(string_agg(encode(sha256(convert_to(entry.changes, 'UTF8')), 'hex'), '' ORDER BY entry.id), 'UTF8')), 'hex') AS after
    FROM personal_entry JOIN audit_entry AS entry USING (restaurant_id, id) GROUP BY entry.restaurant_id) AS corrected USING (restaurant_id);

DROP FUNCTION upkeep.without_personal_data(text);
