-- The activity log in months; why so: docs/adr/0014. To whoever reads and writes it, audit_entry stays what it was: its name,
-- columns, keys, indexes, grants, policies and triggers. The months stand in a schema nobody else may enter: a row is reached
-- through audit_entry, or not at all.
CREATE SCHEMA activity;
CREATE SCHEMA upkeep;
GRANT USAGE ON SCHEMA upkeep TO restpy_app;

-- The smallest id of an instant: ids are UUIDv7 and begin with their milliseconds.
CREATE FUNCTION upkeep.first_id(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;
REVOKE EXECUTE ON FUNCTION upkeep.first_id(timestamptz) FROM PUBLIC;

-- A table becomes a month: walled like all others, with no policy, so that not even its owner reads past audit_entry. The row
-- trigger comes from audit_entry; a statement that empties one month is refused like one that empties all.
CREATE PROCEDURE upkeep.close_month(of_table regclass) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', of_table);
    EXECUTE format('CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION public.audit_entry_append_only()', of_table);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_never_emptied', of_table);
END;
$$;
REVOKE EXECUTE ON PROCEDURE upkeep.close_month(regclass) FROM PUBLIC;

-- What is there becomes everything before next month. Nodes that write meanwhile wait for this, then find the new table.
ALTER TABLE audit_entry SET SCHEMA activity;
ALTER TABLE activity.audit_entry RENAME TO audit_entry_before;
DROP POLICY restaurant ON activity.audit_entry_before;
DROP POLICY migration ON activity.audit_entry_before;
DROP POLICY door_sealing_select ON activity.audit_entry_before;
REVOKE ALL ON activity.audit_entry_before FROM restpy_app, restpy_sealer;
DROP TRIGGER audit_entry_never_changed ON activity.audit_entry_before;
DROP TRIGGER audit_entry_never_emptied ON activity.audit_entry_before;

CREATE TABLE audit_entry (LIKE activity.audit_entry_before, CONSTRAINT pk_audit_entry PRIMARY KEY (restaurant_id, id)) PARTITION BY RANGE (id);
CREATE INDEX ix_audit_entry_action_at ON audit_entry (restaurant_id, action, at);
CREATE INDEX ix_audit_entry_at ON audit_entry (restaurant_id, at);
CREATE INDEX ix_audit_entry_object_id_at ON audit_entry (restaurant_id, object_id, at);
CREATE INDEX ix_audit_entry_person_id_at ON audit_entry (restaurant_id, person_id, at);
CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only();
CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_never_changed;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_never_emptied;
CALL restpy_wall('audit_entry', 'SELECT, INSERT');
GRANT SELECT ON audit_entry TO restpy_sealer;
CALL restpy_door('audit_entry', 'sealing', ARRAY['SELECT'], to_role => 'restpy_sealer');

-- Its rows are read once to see that none is newer. On a large log a constraint validated beforehand spares that: docs/operations/scale.md.
DO $$
BEGIN
    EXECUTE format('ALTER TABLE audit_entry ATTACH PARTITION activity.audit_entry_before FOR VALUES FROM (MINVALUE) TO (%L)',
        upkeep.first_id((date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'));
END;
$$;
ALTER TABLE activity.audit_entry_before DROP CONSTRAINT IF EXISTS audit_entry_before_next_month;
CALL upkeep.close_month('activity.audit_entry_before');

-- Whatever has no month: a node whose clock is years ahead, a job nobody ran. Nothing is ever refused for it.
CREATE TABLE activity.audit_entry_rest (LIKE audit_entry);
ALTER TABLE audit_entry ATTACH PARTITION activity.audit_entry_rest DEFAULT;
CALL upkeep.close_month('activity.audit_entry_rest');

-- Makes this month and the next ones where they are missing, and nothing else. The product calls it, which owns no table: it
-- runs as the owner. A month some of whose rows are in the rest already is left out: they are found where they are.
CREATE FUNCTION upkeep.make_activity_months() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    this_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    before uuid := (SELECT substring(pg_get_expr(relpartbound, oid) FROM 'TO \(''([0-9a-f-]{36})''\)') FROM pg_class WHERE oid = 'activity.audit_entry_before'::regclass)::uuid;
    made integer := 0;
    first timestamp;
    name text;
BEGIN
    -- Of several nodes one makes them.
    PERFORM pg_advisory_xact_lock(7201003);
    FOR step IN 0..3 LOOP
        first := this_month + make_interval(months => step);
        name := 'audit_entry_' || to_char(first, 'YYYY_MM');
        CONTINUE WHEN upkeep.first_id(first AT TIME ZONE 'UTC') < before OR to_regclass('activity.' || name) IS NOT NULL;
        BEGIN
            -- Attached, not made as a part: that would make everybody wait who reads or writes the log.
            EXECUTE format('CREATE TABLE activity.%I (LIKE public.audit_entry)', name);
            EXECUTE format('ALTER TABLE public.audit_entry ATTACH PARTITION activity.%I FOR VALUES FROM (%L) TO (%L)', name,
                upkeep.first_id(first AT TIME ZONE 'UTC'), upkeep.first_id((first + interval '1 month') AT TIME ZONE 'UTC'));
            EXECUTE format('CALL upkeep.close_month(%L)', 'activity.' || name);
            made := made + 1;
        EXCEPTION WHEN check_violation THEN
            RAISE WARNING 'audit_entry has rows of % in its rest: the month is not made.', to_char(first, 'YYYY-MM');
        END;
    END LOOP;
    RETURN made;
END;
$$;
REVOKE EXECUTE ON FUNCTION upkeep.make_activity_months() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION upkeep.make_activity_months() TO restpy_app;
SELECT upkeep.make_activity_months();

-- A branch is one restaurant's. Unless it is told, the server multiplies the two as if they had nothing to do with each other,
-- takes a branch of a thousand restaurants for one row, and then any index that begins with both is as good to it as the right
-- one: it read all bills a branch ever had to find today's.
CREATE STATISTICS st_billing_bill_branch (dependencies) ON restaurant_id, branch_id FROM billing_bill;
CREATE STATISTICS st_billing_credit_note_branch (dependencies) ON restaurant_id, branch_id FROM billing_credit_note;
CREATE STATISTICS st_billing_drawer_branch (dependencies) ON restaurant_id, branch_id FROM billing_drawer;
CREATE STATISTICS st_billing_series_branch (dependencies) ON restaurant_id, branch_id FROM billing_series;
CREATE STATISTICS st_billing_z_report_branch (dependencies) ON restaurant_id, branch_id FROM billing_z_report;
CREATE STATISTICS st_floor_area_branch (dependencies) ON restaurant_id, branch_id FROM floor_area;
CREATE STATISTICS st_floor_qr_branch (dependencies) ON restaurant_id, branch_id FROM floor_qr;
CREATE STATISTICS st_floor_table_branch (dependencies) ON restaurant_id, branch_id FROM floor_table;
CREATE STATISTICS st_kitchen_station_branch (dependencies) ON restaurant_id, branch_id FROM kitchen_station;
CREATE STATISTICS st_menu_branch_price_branch (dependencies) ON restaurant_id, branch_id FROM menu_branch_price;
CREATE STATISTICS st_menu_off_at_branch_branch (dependencies) ON restaurant_id, branch_id FROM menu_off_at_branch;
CREATE STATISTICS st_menu_stock_branch (dependencies) ON restaurant_id, branch_id FROM menu_stock;
CREATE STATISTICS st_ordering_basket_line_branch (dependencies) ON restaurant_id, branch_id FROM ordering_basket_line;
CREATE STATISTICS st_ordering_kot_branch (dependencies) ON restaurant_id, branch_id FROM ordering_kot;
CREATE STATISTICS st_ordering_line_branch (dependencies) ON restaurant_id, branch_id FROM ordering_line;
CREATE STATISTICS st_ordering_order_branch (dependencies) ON restaurant_id, branch_id FROM ordering_order;
CREATE STATISTICS st_payments_tender_branch (dependencies) ON restaurant_id, branch_id FROM payments_tender;
CREATE STATISTICS st_platform_outbox_branch (dependencies) ON restaurant_id, branch_id FROM platform_outbox;

-- Each event gets its place by an update: what that leaves behind is swept up often, not when a fifth of the table is dead.
ALTER TABLE platform_outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
