-- The roles Restpy needs on PostgreSQL, and one database made theirs. Run by an administrator of the server, connected to the
-- database Restpy shall live in; again whenever you like, for instance with other passwords.
--
--   psql "host=… user=postgres dbname=restpy" -v owner_password=… -v app_password=… -f db/roles.sql
--
-- restpy_owner      owns the tables; only ./restpy migrate signs in as it
-- restpy_app        what ./restpy up runs as: owns nothing, sees one restaurant at a time
-- restpy_sealer     reads the activity log, nothing else (sealer_password)
-- restpy_reporting  reads the trade of the restaurant it names, nothing else (reporting_password)
-- A role without a password given here cannot sign in by password.
\set ON_ERROR_STOP on
BEGIN;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['restpy_owner', 'restpy_app', 'restpy_sealer', 'restpy_reporting'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I', name); END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOCREATEDB NOCREATEROLE NOINHERIT', name);
        -- Only a superuser may say these, and only where they are not so already; a managed server has none to give.
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = name AND (rolsuper OR rolbypassrls OR rolreplication)) THEN
            EXECUTE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOREPLICATION', name);
        END IF;
    END LOOP;
END;
$$;

\if :{?owner_password}
ALTER ROLE restpy_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE restpy_app PASSWORD :'app_password';
\endif
\if :{?sealer_password}
ALTER ROLE restpy_sealer PASSWORD :'sealer_password';
\endif
\if :{?reporting_password}
ALTER ROLE restpy_reporting PASSWORD :'reporting_password';
\endif

-- The database and what is in it belong to the owner, also what an earlier version made as another role.
DO $$
DECLARE
    thing record;
BEGIN
    -- On a managed server the administrator is no superuser and must be a member of the new owner to hand over.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role(current_user, 'restpy_owner', 'MEMBER') THEN
        EXECUTE format('GRANT restpy_owner TO %I', current_user);
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO restpy_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO restpy_app, restpy_sealer, restpy_reporting', current_database());
    FOR thing IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace::regnamespace::text IN ('public', 'activity', 'upkeep') AND c.relkind IN ('r', 'p') AND c.relowner <> 'restpy_owner'::regrole LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO restpy_owner', thing.name);
    END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace::regnamespace::text IN ('public', 'activity', 'upkeep') AND p.proowner <> 'restpy_owner'::regrole
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('ALTER ROUTINE %s OWNER TO restpy_owner', thing.name);
    END LOOP;
    -- Where the months of the activity log stand, and what makes them.
    FOR thing IN SELECT n.nspname AS name FROM pg_namespace n WHERE n.nspname IN ('activity', 'upkeep') AND n.nspowner <> 'restpy_owner'::regrole LOOP
        EXECUTE format('ALTER SCHEMA %I OWNER TO restpy_owner', thing.name);
    END LOOP;
    -- The door for scripts is the owner's, whoever that was when the table was made.
    FOR thing IN SELECT p.polrelid::regclass AS name FROM pg_policy p
        WHERE p.polname = 'migration' AND p.polroles <> ARRAY['restpy_owner'::regrole::oid] LOOP
        EXECUTE format('ALTER POLICY migration ON %s TO restpy_owner', thing.name);
    END LOOP;
END;
$$;
ALTER SCHEMA public OWNER TO restpy_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO restpy_app, restpy_sealer, restpy_reporting;

COMMIT;
