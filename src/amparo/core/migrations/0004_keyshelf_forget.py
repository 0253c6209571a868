"""What is left of a draft's key after it was destroyed may go; keys of people, files and registers leave their mark for ever."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION keyshelf.forget_drafts(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM keyshelf.key WHERE realm = 'drafts' AND wrapped IS NULL AND destroyed_at < before RETURNING 1
    ) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION keyshelf.forget_drafts(timestamptz) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amparo_app') THEN
        GRANT EXECUTE ON FUNCTION keyshelf.forget_drafts(timestamptz) TO amparo_app;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_exchange_rates")]

    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION keyshelf.forget_drafts(timestamptz);")]
