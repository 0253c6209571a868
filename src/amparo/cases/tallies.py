"""What may be counted without seeing a row, as SQL: free places of centres, files and overdue terms by region.

Each function runs as the owner and gives numbers by category only, never an id of a file. Who may ask is decided by the
verb of the page; small numbers are hidden by `cases.masking` before a page is drawn.
"""

BEDS = """
CREATE FUNCTION cases_free_beds() RETURNS TABLE (centre uuid, total int, taken int, held int, waiting int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id,
        (SELECT count(*) FROM cases_bed b WHERE b.centre_id = c.id AND b.in_use)::int,
        (SELECT count(*) FROM cases_stay s JOIN cases_bed b ON b.id = s.bed_id
            WHERE b.centre_id = c.id AND s.until IS NULL AND s.state IN ('present', 'away'))::int,
        (SELECT count(*) FROM cases_stay s JOIN cases_bed b ON b.id = s.bed_id
            WHERE b.centre_id = c.id AND s.until IS NULL AND s.state = 'reserved')::int,
        (SELECT count(*) FROM cases_referral r WHERE r.to_unit_id = c.unit_id AND r.service = 'shelter_place'
            AND (r.state IN ('sent', 'seen')
                OR r.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM cases_stay s WHERE s.referral_id = r.id)))::int
    FROM cases_centre c
$$;
"""

# A place is "" where nobody knows it; `prefixes` narrows to regions, none of them means the whole country.
FILES = """
CREATE FUNCTION cases_tally_files(prefixes text[]) RETURNS TABLE (region text, state text, files int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.region::text, c.protection::text, count(*)::int FROM cases_case c
    WHERE cardinality(prefixes) = 0 OR c.region = ANY (prefixes) GROUP BY 1, 2
$$;
CREATE FUNCTION cases_tally_overdue(prefixes text[]) RETURNS TABLE (region text, rule_code text, unit_kind text, overdue int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.region::text, k.rule_code::text, u.kind::text, count(*)::int
    FROM desk_runningclock k JOIN cases_case c ON c.id = k.subject_id JOIN access_unit u ON u.id = k.unit_id
    WHERE k.subject_type = 'case' AND k.state = 'running' AND k.due_at < now()
        AND (cardinality(prefixes) = 0 OR c.region = ANY (prefixes)) GROUP BY 1, 2, 3
$$;
"""

MAKE = BEDS + FILES
UNDO = "DROP FUNCTION cases_tally_overdue(text[]); DROP FUNCTION cases_tally_files(text[]); DROP FUNCTION cases_free_beds();"
