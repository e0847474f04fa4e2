-- The database as a second wall between restaurants; why so: docs/adr/0012. The roles come from db/roles.sql.
-- Who adds a table decides here what may be done with it: one CALL of restpy_wall, or nobody but its owner reaches it.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO restpy_app, restpy_sealer, restpy_reporting;

-- Rows are there for whoever says their restaurant, and for nobody else. FORCE: for the owner as well, whose scripts say
-- that they are one (app.door = 'migration'). Without a word the setting is null or empty: no row.
CREATE PROCEDURE restpy_wall(of_table regclass, application text, reports boolean DEFAULT false) LANGUAGE plpgsql AS $$
DECLARE
    restaurant text := 'restaurant_id = nullif(current_setting(''app.restaurant_id'', true), '''')::uuid';
    migration text := 'current_setting(''app.door'', true) = ''migration''';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', of_table);
    EXECUTE format('CREATE POLICY restaurant ON %s USING (%s) WITH CHECK (%s)', of_table, restaurant, restaurant);
    EXECUTE format('CREATE POLICY migration ON %s TO CURRENT_USER USING (%s) WITH CHECK (%s)', of_table, migration, migration);
    EXECUTE format('GRANT %s ON %s TO restpy_app', application, of_table);
    IF reports THEN EXECUTE format('GRANT SELECT ON %s TO restpy_reporting', of_table); END IF;
END;
$$;

-- An opening for work that cannot name one restaurant. Each stands in src/Platform/Wall/Door.cs with its reason.
CREATE PROCEDURE restpy_door(of_table regclass, door text, verbs text[], key text DEFAULT NULL, to_role text DEFAULT 'restpy_app') LANGUAGE plpgsql AS $$
DECLARE
    opened text := format('current_setting(''app.door'', true) = %s', CASE WHEN key IS NULL THEN quote_literal(door) ELSE format('%L || %I', door || ':', key) END);
    verb text;
BEGIN
    FOREACH verb IN ARRAY verbs LOOP
        EXECUTE format('CREATE POLICY %I ON %s FOR %s TO %I %s', 'door_' || door || '_' || lower(verb), of_table, verb, to_role,
            CASE verb WHEN 'INSERT' THEN format('WITH CHECK (%s)', opened)
                      WHEN 'UPDATE' THEN format('USING (%s) WITH CHECK (%s)', opened, opened)
                      ELSE format('USING (%s)', opened) END);
    END LOOP;
END;
$$;

-- Shared by all restaurants: no row of them is one restaurant's own.
GRANT SELECT ON schema_migration TO restpy_app;
GRANT SELECT, INSERT ON platform_key TO restpy_app;
GRANT SELECT, INSERT, UPDATE ON staff_person, tenancy_restaurant TO restpy_app;

-- One restaurant's own. Who issues a document or writes a log line cannot change it afterwards.
CALL restpy_wall('audit_entry', 'SELECT, INSERT');
CALL restpy_wall('billing_adjustment', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_bill', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_cash_count', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_cash_move', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_credit_line', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_credit_note', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_credit_tax', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_drawer', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_line', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_print', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_role_cap', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_series', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('billing_tax', 'SELECT, INSERT', reports => true);
CALL restpy_wall('billing_z_report', 'SELECT, INSERT', reports => true);
CALL restpy_wall('floor_area', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('floor_qr', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('floor_table', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('kitchen_station', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('menu_branch_price', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_category', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_item', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('menu_item_group', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_modifier', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_modifier_group', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_off_at_branch', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('menu_stock', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('menu_upload', 'SELECT, INSERT, DELETE');
CALL restpy_wall('menu_variant', 'SELECT, INSERT, UPDATE, DELETE', reports => true);
CALL restpy_wall('ordering_basket_line', 'SELECT, INSERT, UPDATE, DELETE');
CALL restpy_wall('ordering_kot', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('ordering_line', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('ordering_order', 'SELECT, INSERT, UPDATE', reports => true);
CALL restpy_wall('payments_tender', 'SELECT, INSERT', reports => true);
CALL restpy_wall('platform_command', 'SELECT, INSERT, DELETE');
CALL restpy_wall('platform_counter', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('platform_outbox', 'SELECT, INSERT, UPDATE (position), DELETE');
CALL restpy_wall('staff_member', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_membership', 'SELECT, INSERT');
CALL restpy_wall('staff_session', 'SELECT, INSERT, UPDATE, DELETE');
CALL restpy_wall('tenancy_branch', 'SELECT, INSERT, UPDATE', reports => true);
GRANT SELECT ON audit_entry TO restpy_sealer;

CALL restpy_door('staff_session', 'session', ARRAY['SELECT', 'INSERT', 'UPDATE'], key => 'id');
CALL restpy_door('staff_session', 'limits', ARRAY['SELECT']);
CALL restpy_door('staff_session', 'housekeeping', ARRAY['SELECT', 'DELETE']);
CALL restpy_door('staff_membership', 'person', ARRAY['SELECT'], key => 'person_id');
CALL restpy_door('platform_outbox', 'stream', ARRAY['SELECT', 'UPDATE']);
CALL restpy_door('platform_outbox', 'housekeeping', ARRAY['SELECT', 'DELETE']);
CALL restpy_door('platform_counter', 'stream', ARRAY['SELECT']);
CALL restpy_door('platform_command', 'housekeeping', ARRAY['SELECT', 'DELETE']);
CALL restpy_door('menu_upload', 'housekeeping', ARRAY['SELECT', 'DELETE']);
CALL restpy_door('ordering_basket_line', 'housekeeping', ARRAY['SELECT', 'DELETE']);
CALL restpy_door('audit_entry', 'sealing', ARRAY['SELECT'], to_role => 'restpy_sealer');
