"""A task for a unit where nobody works waits at a unit above; both see it."""

import django.db.models.deletion
from django.db import migrations, models

# `meant_for` never changes without `unit`: the columns watched stay those that other apps' triggers on this table watch.
WALLS = """
DROP TRIGGER row_walls ON desk_task;
CREATE TRIGGER row_walls BEFORE INSERT OR UPDATE OF {columns}, subject_type, subject_id, scope, hidden, exempt ON desk_task
    FOR EACH ROW EXECUTE FUNCTION desk_row_walls({named});
"""
FOLLOW = """
CREATE OR REPLACE FUNCTION desk_follow_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE desk_task SET scope = scope WHERE {units};
    UPDATE desk_runningclock SET scope = scope WHERE NEW.id IN (unit_id, asked_by_id);
    UPDATE desk_notice SET scope = scope WHERE unit_id = NEW.id;
    UPDATE desk_job SET scope = scope WHERE unit_id = NEW.id;
    RETURN NULL;
END $$;
"""
FORWARD = WALLS.format(columns="unit_id", named="'unit_id', 'meant_for_id'") + FOLLOW.format(
    units="NEW.id IN (unit_id, meant_for_id)"
)
BACKWARD = WALLS.format(columns="unit_id", named="'unit_id'") + FOLLOW.format(units="unit_id = NEW.id")


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="meant_for",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit", db_index=False
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("meant_for__isnull", False), ("state", "open")), fields=["meant_for"], name="task_meant_for"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
