"""The key shelf: a schema of its own, so that the main backup can leave it out (docs/adr/0007-key-shelf.md)."""

from django.db import migrations

FORWARD = """
CREATE SCHEMA IF NOT EXISTS keyshelf;
CREATE TABLE keyshelf.key (
    id uuid PRIMARY KEY,
    realm text NOT NULL,
    wrapped bytea,
    master_id text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CONSTRAINT key_is_there_or_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX key_master ON keyshelf.key (master_id) WHERE wrapped IS NOT NULL;
CREATE FUNCTION keyshelf.stay_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.wrapped IS NULL OR NEW.id <> OLD.id OR NEW.realm <> OLD.realm THEN
        RAISE EXCEPTION 'a destroyed key stays destroyed, and a key keeps its name';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stay_destroyed BEFORE UPDATE ON keyshelf.key FOR EACH ROW EXECUTE FUNCTION keyshelf.stay_destroyed();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amparo_app') THEN
        GRANT USAGE ON SCHEMA keyshelf TO amparo_app;
        REVOKE ALL ON keyshelf.key FROM amparo_app;
        GRANT SELECT, INSERT, UPDATE ON keyshelf.key TO amparo_app;
    END IF;
END $$;
"""

BACKWARD = """
DROP TABLE keyshelf.key;
DROP FUNCTION keyshelf.stay_destroyed();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reference")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
