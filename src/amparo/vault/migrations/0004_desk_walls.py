"""What lies on a desk about a person is hidden from whom the person is hidden: a possible match told before an exclusion too.

An exclusion names a file; the file's app carries it to the person, and from there it goes on to tasks, notices, clocks, drafts and
jobs. Lifted, it lets them be seen again in the same way.
"""

from django.db import migrations

# table of the desk → the columns that name its units; with these the desk makes the arrays of a row anew, and so do we, after it
UNITS = {
    "desk_task": ("unit_id",),
    "desk_runningclock": ("unit_id", "asked_by_id"),
    "desk_notice": ("unit_id",),
    "desk_job": ("unit_id",),
    "desk_draft": (),
}

HIDE = """
CREATE FUNCTION vault_desk_walls() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    held record;
BEGIN
    SELECT hidden, exempt INTO held FROM vault_person WHERE id = NEW.subject_id;
    IF FOUND THEN
        NEW.hidden := NEW.hidden || held.hidden;
        NEW.exempt := NEW.exempt || held.exempt;
    END IF;
    RETURN NEW;
END $$;
"""
UNDO_HIDE = "DROP FUNCTION vault_desk_walls() CASCADE;"


FOLLOW = """
CREATE FUNCTION vault_desk_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    {updates}
    RETURN NULL;
END $$;
CREATE TRIGGER desk_follows AFTER UPDATE OF hidden, exempt ON vault_person FOR EACH ROW
    WHEN ((OLD.hidden, OLD.exempt) IS DISTINCT FROM (NEW.hidden, NEW.exempt)) EXECUTE FUNCTION vault_desk_follows();
""".format(
    updates="\n    ".join(
        f"UPDATE public.{table} SET scope = scope WHERE subject_type = 'person' AND subject_id = NEW.id;" for table in UNITS
    )
)
UNDO_FOLLOW = "DROP FUNCTION vault_desk_follows() CASCADE;"
ANSWERS = """
UPDATE desk_notice n SET subject_type = 'person', subject_id = m.person_id FROM vault_possiblematch m
WHERE n.kind = 'match_answered' AND n.subject_id IS NULL AND m.id = n.target_id;
"""
NOW = ANSWERS + "".join(f"UPDATE {table} SET scope = scope WHERE subject_type = 'person';" for table in UNITS)


def hide(table: str) -> str:
    """Triggers run in the order of their names: this one after the desk's `row_walls`."""
    watched = ", ".join((*UNITS[table], "subject_type", "subject_id", "scope", "hidden", "exempt"))
    return f"""
        CREATE TRIGGER row_walls_of_person BEFORE INSERT OR UPDATE OF {watched} ON {table}
        FOR EACH ROW WHEN (NEW.subject_type = 'person') EXECUTE FUNCTION vault_desk_walls();
    """


class Migration(migrations.Migration):
    dependencies = [("vault", "0003_decided_unit"), ("desk", "0002_walls")]

    operations = [
        migrations.RunSQL(HIDE, UNDO_HIDE),
        *(migrations.RunSQL(hide(table), migrations.RunSQL.noop) for table in UNITS),
        migrations.RunSQL(FOLLOW, UNDO_FOLLOW),
        migrations.RunSQL(NOW, migrations.RunSQL.noop),
    ]
