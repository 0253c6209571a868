"""What an exclusion means for a row, in one place: the apps' triggers fill `hidden` and `exempt` of their rows with these."""

from django.db import migrations

ARRAYS = """
CREATE FUNCTION access_hidden(kind text, subject uuid) RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT COALESCE(array_agg(DISTINCT COALESCE(unit_id, -user_id)), '{}')
    FROM access_exclusion WHERE subject_type = kind AND subject_id = subject AND ended_at IS NULL
$$;
CREATE FUNCTION access_exempt(kind text, subject uuid) RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT COALESCE(array_agg(DISTINCT person), '{}')
    FROM access_exclusion, unnest(exempt) AS person
    WHERE subject_type = kind AND subject_id = subject AND ended_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_versions_and_single_reset")]

    operations = [
        migrations.RunSQL(
            ARRAYS, "DROP FUNCTION access_hidden(text, uuid); DROP FUNCTION access_exempt(text, uuid);"
        )
    ]
