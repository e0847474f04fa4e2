-- The search rule (Kernel/SearchText.cs): without accents and case. The database may have been made with a collation that knows
-- ASCII letters only; lower-case letters of all scripts come from ICU, which servers are built with.
CREATE FUNCTION search_fold(typed text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(replace(replace(replace(
        translate(
            regexp_replace(lower(normalize(typed, NFKD) COLLATE "und-x-icu"), U&'[\0300-\036F\1AB0-\1AFF\1DC0-\1DFF\20D0-\20FF\FE20-\FE2F]', '', 'g'),
            U&'\00F8\0142\0111\00F0\0131\03C2\2019\2018\02BC', U&'olddi\03C3\0027\0027\0027'),
        U&'\00DF', 'ss'), U&'\00E6', 'ae'), U&'\0153', 'oe'), U&'\00FE', 'th')
$$;
GRANT EXECUTE ON FUNCTION search_fold(text) TO restpy_app, restpy_reporting;
