"""What the database keeps by itself: who may reach a row of the desk, whichever path of the program wrote it."""

from django.db import migrations

from amparo.access.rls import SIGHT, secure

SCOPE_OF = """
CREATE FUNCTION desk_scope_of(units int[]) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(DISTINCT id ORDER BY id)
    FROM (SELECT unnest(path) AS id FROM access_unit WHERE access_unit.id = ANY (units) UNION SELECT 0) AS every
$$;
"""

# The trigger's arguments name the columns with units; a row that names none is reached by the system (0) and its person only.
ROW_WALLS = """
CREATE FUNCTION desk_row_walls() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fields jsonb := to_jsonb(NEW);
    units int[];
BEGIN
    IF TG_NARGS > 0 THEN
        SELECT array_agg((fields ->> name)::int) INTO units FROM unnest(TG_ARGV) AS name WHERE fields ->> name IS NOT NULL;
    END IF;
    NEW.scope := desk_scope_of(COALESCE(units, '{}'));
    NEW.hidden := '{}';
    NEW.exempt := '{}';
    IF NEW.subject_id IS NOT NULL THEN
        NEW.hidden := access_hidden(NEW.subject_type, NEW.subject_id);
        NEW.exempt := access_exempt(NEW.subject_type, NEW.subject_id);
    END IF;
    RETURN NEW;
END $$;
"""
UNITS = {
    "desk_task": ("unit_id",),
    "desk_runningclock": ("unit_id", "asked_by_id"),
    "desk_notice": ("unit_id",),
    "desk_job": ("unit_id",),
    "desk_draft": (),
}
TABLES = (*UNITS, "desk_clocksuspension")


def row_walls(table: str) -> str:
    """The trigger of one table. It runs where a column it reads, or one it keeps, is written."""
    watched = ", ".join((*UNITS[table], "subject_type", "subject_id", "scope", "hidden", "exempt"))
    named = ", ".join(f"'{column}'" for column in UNITS[table])
    return f"""
        CREATE TRIGGER row_walls BEFORE INSERT OR UPDATE OF {watched} ON {table}
        FOR EACH ROW EXECUTE FUNCTION desk_row_walls({named});
    """


SUSPENSIONS = """
CREATE FUNCTION desk_suspension_walls() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT scope, hidden, exempt INTO NEW.scope, NEW.hidden, NEW.exempt FROM desk_runningclock WHERE id = NEW.clock_id;
    RETURN NEW;
END $$;
CREATE TRIGGER row_walls BEFORE INSERT OR UPDATE OF clock_id, scope, hidden, exempt ON desk_clocksuspension
    FOR EACH ROW EXECUTE FUNCTION desk_suspension_walls();
CREATE FUNCTION desk_suspensions_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE desk_clocksuspension SET scope = NEW.scope WHERE clock_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER suspensions_follow AFTER UPDATE ON desk_runningclock FOR EACH ROW
    WHEN ((OLD.scope, OLD.hidden, OLD.exempt) IS DISTINCT FROM (NEW.scope, NEW.hidden, NEW.exempt))
    EXECUTE FUNCTION desk_suspensions_follow();
"""

# An exclusion made or lifted, or a unit moved in the tree, reaches the rows that are there already.
FOLLOW = """
CREATE FUNCTION desk_follow_exclusion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed access_exclusion;
BEGIN
    FOREACH changed IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW] WHEN 'DELETE' THEN ARRAY[OLD] ELSE ARRAY[OLD, NEW] END LOOP
        UPDATE desk_task SET scope = scope WHERE subject_type = changed.subject_type AND subject_id = changed.subject_id;
        UPDATE desk_runningclock SET scope = scope WHERE subject_type = changed.subject_type AND subject_id = changed.subject_id;
        UPDATE desk_notice SET scope = scope WHERE subject_type = changed.subject_type AND subject_id = changed.subject_id;
        UPDATE desk_draft SET scope = scope WHERE subject_type = changed.subject_type AND subject_id = changed.subject_id;
        UPDATE desk_job SET scope = scope WHERE subject_type = changed.subject_type AND subject_id = changed.subject_id;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER desk_follows AFTER INSERT OR UPDATE OR DELETE ON access_exclusion
    FOR EACH ROW EXECUTE FUNCTION desk_follow_exclusion();
CREATE FUNCTION desk_follow_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE desk_task SET scope = scope WHERE unit_id = NEW.id;
    UPDATE desk_runningclock SET scope = scope WHERE NEW.id IN (unit_id, asked_by_id);
    UPDATE desk_notice SET scope = scope WHERE unit_id = NEW.id;
    UPDATE desk_job SET scope = scope WHERE unit_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER desk_follows AFTER UPDATE ON access_unit
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION desk_follow_unit();
"""
UNDO = """
DROP TRIGGER desk_follows ON access_unit; DROP TRIGGER desk_follows ON access_exclusion;
DROP FUNCTION desk_follow_unit(); DROP FUNCTION desk_follow_exclusion();
"""
UNDO_WALLS = "DROP FUNCTION desk_suspensions_follow() CASCADE; DROP FUNCTION desk_suspension_walls() CASCADE; DROP FUNCTION desk_row_walls() CASCADE; DROP FUNCTION desk_scope_of(int[]);"

# A row addressed to one person is reached by that person (minus the user id is in `app.identity`), by nobody else of the unit.
IDENTITY = "COALESCE(NULLIF(current_setting('app.identity', true), '')::int[], '{}')"
OWN = f"(-user_id = ANY ({IDENTITY}))"
OWN_SHOWN = (
    f"({OWN} AND (NOT hidden OPERATOR(pg_catalog.&&) {IDENTITY} OR exempt OPERATOR(pg_catalog.&&) {IDENTITY}))"
)
PERSONAL = f"{OWN_SHOWN} OR ({SIGHT})"


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_desk"), ("access", "0004_exclusion_arrays")]

    operations = [
        migrations.RunSQL(SCOPE_OF + ROW_WALLS, UNDO_WALLS),
        *(migrations.RunSQL(row_walls(table), migrations.RunSQL.noop) for table in UNITS),
        migrations.RunSQL(SUSPENSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, UNDO),
        *secure("desk_task", insert="true"),
        *secure("desk_runningclock", insert="true"),
        *secure("desk_clocksuspension"),
        *secure("desk_notice", insert="true", sight=PERSONAL),
        *secure("desk_draft", insert=OWN, sight=PERSONAL),
        *secure("desk_job", insert=PERSONAL, sight=PERSONAL),
    ]
