"""A snapshot is never changed; but once its dialogue was held, everybody who takes part may read it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION programme_open_snapshot(one uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programme_dialogue WHERE snapshot_id = one AND state IN ('held', 'closed')) THEN
        UPDATE programme_snapshot SET reach = 'compact' WHERE id = one;
        UPDATE programme_snapshotfigure SET reach = 'compact' WHERE snapshot_id = one;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_commitment_steps_keep_due_and_done")]

    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION programme_open_snapshot(uuid)")]
