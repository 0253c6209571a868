"""What the database keeps by itself: the path of a unit, the audit that only grows, the cache of the rate limits."""

from django.db import migrations

from amparo.access.rls import append_only

UNIT_PATH = """
CREATE FUNCTION access_unit_path() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NULL THEN
        NEW.path := ARRAY[NEW.id];
    ELSE
        SELECT array_prepend(NEW.id, path) INTO NEW.path FROM access_unit WHERE id = NEW.parent_id;
        IF NEW.id = ANY (NEW.path[2:]) THEN
            RAISE EXCEPTION 'a unit cannot stand below itself' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unit_path BEFORE INSERT OR UPDATE OF parent_id, path ON access_unit
    FOR EACH ROW EXECUTE FUNCTION access_unit_path();
CREATE FUNCTION access_unit_children() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE access_unit SET path = path WHERE parent_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_children AFTER UPDATE ON access_unit
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION access_unit_children();
"""
UNDO_UNIT_PATH = """
DROP TRIGGER unit_children ON access_unit; DROP TRIGGER unit_path ON access_unit;
DROP FUNCTION access_unit_children(); DROP FUNCTION access_unit_path();
"""
CACHE = """
CREATE UNLOGGED TABLE access_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX access_cache_expires ON access_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_people"), ("core", "0002_keyshelf")]

    operations = [
        migrations.RunSQL(UNIT_PATH, UNDO_UNIT_PATH),
        migrations.RunSQL(CACHE, "DROP TABLE access_cache;"),
        *append_only("access_auditline"),
        *append_only("access_demomark"),
    ]
