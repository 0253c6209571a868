"""The second wall of the files, as SQL: who is in the scope of each row, kept by the database itself.

    everyone  all units that ever had to do with the file, and those above them: the file's own row
    now       units that have to do with it now: the child's identity in the vault
    core      units that have to do with it now as more than a service: measure, plan, place, screening, decisions
A row of the file is also seen by the unit that wrote it ("keeps what he wrote"); a referral by its two ends and by who is
responsible. 0 (the system) is in every scope.
"""

from django.db import migrations

from amparo.access.rls import SIGHT, secure

CORE_TABLES = (
    "cases_casecode",
    "cases_involvement",
    "cases_milestone",
    "cases_screening",
    "cases_screeninganswer",
    "cases_statusdecision",
    "cases_measure",
    "cases_plan",
    "cases_goal",
    "cases_stay",
    "cases_followup",
)
REFERRAL_TABLES = ("cases_referral", "cases_referralmessage")

SETS = """
CREATE FUNCTION cases_path(unit int) RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT COALESCE((SELECT path FROM access_unit WHERE id = unit), '{}') $$;

CREATE FUNCTION cases_sets(one uuid, OUT everyone int[], OUT now_all int[], OUT core int[], OUT charge int[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(SELECT DISTINCT u FROM cases_involvement i JOIN access_unit a ON a.id = i.unit_id, unnest(a.path) u WHERE i.case_id = one),
           ARRAY(SELECT DISTINCT u FROM cases_involvement i JOIN access_unit a ON a.id = i.unit_id, unnest(a.path) u
                 WHERE i.case_id = one AND i.until IS NULL),
           ARRAY(SELECT DISTINCT u FROM cases_involvement i JOIN access_unit a ON a.id = i.unit_id, unnest(a.path) u
                 WHERE i.case_id = one AND i.until IS NULL AND i.part <> 'service'),
           ARRAY(SELECT DISTINCT u FROM cases_involvement i JOIN access_unit a ON a.id = i.unit_id, unnest(a.path) u
                 WHERE i.case_id = one AND i.until IS NULL AND i.part <> 'service' AND i.relation = 'responsible')
$$;

CREATE FUNCTION cases_exclusion(one uuid, OUT hidden int[], OUT exempt int[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(COALESCE(e.unit_id, -e.user_id)), '{}'),
           ARRAY(SELECT DISTINCT x FROM access_exclusion f, unnest(f.exempt) x
                 WHERE f.subject_type = 'case' AND f.subject_id = one AND f.ended_at IS NULL)
    FROM access_exclusion e WHERE e.subject_type = 'case' AND e.subject_id = one AND e.ended_at IS NULL
$$;

CREATE FUNCTION cases_union(VARIADIC parts int[]) RETURNS int[] LANGUAGE sql IMMUTABLE AS
$$ SELECT ARRAY(SELECT DISTINCT u FROM unnest(parts) u ORDER BY u) $$;
"""

BEFORE = """
CREATE FUNCTION cases_scope_of_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.scope := cases_union(VARIADIC ARRAY[0] || cases_path(NEW.unit_id));
    NEW.hidden := '{}'; NEW.exempt := '{}';
    RETURN NEW;
END $$;

CREATE FUNCTION cases_scope_of_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record; e record;
BEGIN
    SELECT * INTO s FROM cases_sets(NEW.case_id);
    SELECT * INTO e FROM cases_exclusion(NEW.case_id);
    NEW.scope := cases_union(VARIADIC ARRAY[0] || s.core || cases_path(NEW.unit_id));
    NEW.hidden := e.hidden; NEW.exempt := e.exempt;
    RETURN NEW;
END $$;

CREATE FUNCTION cases_scope_of_referral() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record; e record; r record;
BEGIN
    SELECT * INTO s FROM cases_sets(NEW.case_id);
    SELECT * INTO e FROM cases_exclusion(NEW.case_id);
    IF TG_TABLE_NAME = 'cases_referral' THEN
        NEW.scope := cases_union(VARIADIC ARRAY[0] || s.charge || cases_path(NEW.unit_id) || cases_path(NEW.to_unit_id));
    ELSE
        SELECT unit_id, to_unit_id INTO r FROM cases_referral WHERE id = NEW.referral_id;
        NEW.scope := cases_union(VARIADIC ARRAY[0] || s.charge || cases_path(r.unit_id) || cases_path(r.to_unit_id));
    END IF;
    NEW.hidden := e.hidden; NEW.exempt := e.exempt;
    RETURN NEW;
END $$;

CREATE TRIGGER scope_of_file BEFORE INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_scope_of_file();
CREATE TRIGGER scope_of_event BEFORE INSERT ON cases_event FOR EACH ROW EXECUTE FUNCTION cases_scope_of_file();
"""

CORE = (
    "UPDATE {table} t SET scope = cases_union(VARIADIC ARRAY[0] || f.core || cases_path(t.unit_id)),"
    " hidden = f.hidden, exempt = f.exempt FROM cases_fresh f WHERE t.case_id = f.id;"
)
REFRESH = """
CREATE FUNCTION cases_refresh(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS cases_fresh (
        id uuid, everyone int[], now_all int[], core int[], charge int[], hidden int[], exempt int[]) ON COMMIT DELETE ROWS;
    DELETE FROM cases_fresh;
    INSERT INTO cases_fresh SELECT one, s.everyone, s.now_all, s.core, s.charge, e.hidden, e.exempt
        FROM unnest(ids) one, cases_sets(one) s, cases_exclusion(one) e;
    UPDATE cases_case t SET scope = cases_union(VARIADIC ARRAY[0] || f.everyone || cases_path(t.unit_id)), hidden = f.hidden, exempt = f.exempt
        FROM cases_fresh f WHERE t.id = f.id;
    UPDATE cases_event t SET
        scope = ARRAY(SELECT DISTINCT u FROM cases_case c, unnest(c.scope) u WHERE c.event_id = t.id
                      UNION SELECT unnest(ARRAY[0] || cases_path(t.unit_id))),
        hidden = ARRAY(SELECT DISTINCT u FROM cases_case c, unnest(c.hidden) u WHERE c.event_id = t.id),
        exempt = ARRAY(SELECT DISTINCT u FROM cases_case c, unnest(c.exempt) u WHERE c.event_id = t.id)
        WHERE t.id IN (SELECT c.event_id FROM cases_case c JOIN cases_fresh f ON f.id = c.id);
    UPDATE vault_person t SET scope = cases_union(VARIADIC ARRAY[0] || f.now_all), hidden = f.hidden, exempt = f.exempt
        FROM cases_fresh f JOIN cases_case c ON c.id = f.id WHERE t.id = c.person_id;
    UPDATE vault_identitydocument t SET scope = cases_union(VARIADIC ARRAY[0] || f.now_all), hidden = f.hidden, exempt = f.exempt
        FROM cases_fresh f JOIN cases_case c ON c.id = f.id WHERE t.person_id = c.person_id;
    {core}
    UPDATE cases_referral t SET scope = cases_union(VARIADIC ARRAY[0] || f.charge || cases_path(t.unit_id) || cases_path(t.to_unit_id)),
        hidden = f.hidden, exempt = f.exempt FROM cases_fresh f WHERE t.case_id = f.id;
    UPDATE cases_referralmessage t SET scope = r.scope, hidden = r.hidden, exempt = r.exempt
        FROM cases_referral r, cases_fresh f WHERE r.id = t.referral_id AND t.case_id = f.id;
END $$;
""".replace(
    "{core}",
    "\n    ".join(CORE.replace("{table}", table) for table in CORE_TABLES),
)

AFTER = """
CREATE FUNCTION cases_involvement_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM cases_refresh(ARRAY(SELECT DISTINCT case_id FROM changed));
    RETURN NULL;
END $$;
CREATE TRIGGER involvement_added AFTER INSERT ON cases_involvement REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cases_involvement_changed();
CREATE FUNCTION cases_involvement_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM cases_refresh(ARRAY[NEW.case_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER involvement_ended AFTER UPDATE OF until, relation, unit_id ON cases_involvement
    FOR EACH ROW EXECUTE FUNCTION cases_involvement_ended();

CREATE FUNCTION cases_excluded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.subject_type = 'case' THEN PERFORM cases_refresh(ARRAY[NEW.subject_id]); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER case_excluded AFTER INSERT OR UPDATE ON access_exclusion FOR EACH ROW EXECUTE FUNCTION cases_excluded();

CREATE FUNCTION cases_unit_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM cases_refresh(ARRAY(SELECT DISTINCT case_id FROM cases_involvement WHERE unit_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER unit_moved AFTER UPDATE ON access_unit FOR EACH ROW
    WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION cases_unit_moved();
"""

UNDO = """
DROP TRIGGER unit_moved ON access_unit; DROP TRIGGER case_excluded ON access_exclusion;
DROP TRIGGER involvement_ended ON cases_involvement; DROP TRIGGER involvement_added ON cases_involvement;
DROP FUNCTION cases_unit_moved, cases_excluded, cases_involvement_ended, cases_involvement_changed, cases_refresh CASCADE;
DROP FUNCTION cases_scope_of_referral, cases_scope_of_row, cases_scope_of_file CASCADE;
DROP FUNCTION cases_exclusion, cases_sets, cases_path, cases_union CASCADE;
"""


def _trigger(table: str, function: str) -> str:
    return f"CREATE TRIGGER scope_of_row BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();\n"


def operations() -> list[migrations.RunSQL]:
    """All of it, in order, for the migration."""
    triggers = "".join(_trigger(table, "cases_scope_of_row") for table in CORE_TABLES)
    triggers += "".join(_trigger(table, "cases_scope_of_referral") for table in REFERRAL_TABLES)
    walls = [migrations.RunSQL(SETS + BEFORE + triggers + REFRESH + AFTER, UNDO)]
    for table in ("cases_event", "cases_case", *CORE_TABLES, *REFERRAL_TABLES):
        insert = "true" if table in ("cases_involvement",) else None
        walls += secure(table, insert=insert) if insert else secure(table)
    return walls


# The one row that several files share. Its `hidden` is the union over them: a new child of it goes to nobody who is kept from one.
# Who is kept from one child still reads the event of another: it is seen wherever one of its files is, asked under the reader's
# own walls, and only where the union would hide it.
EVENT_SEEN = """
CREATE FUNCTION cases_event_seen(one uuid) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN RETURN EXISTS (SELECT FROM cases_case WHERE event_id = one); END $$;
"""
EVENT_SIGHT = f"{SIGHT.removesuffix(')')} OR cases_event_seen(id))"


def event_operations() -> list[migrations.RunSQL]:
    """The event's own policies, for the migration."""
    return [
        migrations.RunSQL(EVENT_SEEN, "DROP FUNCTION cases_event_seen(uuid);"),
        migrations.RunSQL(_event_policies(EVENT_SIGHT), _event_policies(SIGHT)),
    ]


def _event_policies(sight: str) -> str:
    return f"""
        ALTER POLICY app_sees ON cases_event USING ({sight});
        ALTER POLICY app_changes ON cases_event USING ({sight}) WITH CHECK ({sight});
        ALTER POLICY app_removes ON cases_event USING ({sight});
    """
