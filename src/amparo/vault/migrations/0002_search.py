"""Walls, and the search that nobody can read.

`amparo_app` has no right on `vault_person_search`: it writes and asks through functions of the owner that look at the actor's scope
(`&&` is not leakproof, so a policy would switch the index off; docs/explanation/vault.md).
"""

from django.db import migrations

from amparo.access.rls import secure

SCOPES = """
CREATE FUNCTION vault_system_scope() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT 0 = ANY (NEW.scope) THEN
        NEW.scope := NEW.scope || 0;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER system_scope BEFORE INSERT OR UPDATE OF scope ON vault_person FOR EACH ROW EXECUTE FUNCTION vault_system_scope();
CREATE TRIGGER system_scope BEFORE INSERT OR UPDATE OF scope ON vault_reveal FOR EACH ROW EXECUTE FUNCTION vault_system_scope();
CREATE TRIGGER system_scope BEFORE INSERT OR UPDATE OF scope ON vault_namesearch FOR EACH ROW EXECUTE FUNCTION vault_system_scope();

CREATE FUNCTION vault_person_scope() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT scope, hidden, exempt INTO STRICT NEW.scope, NEW.hidden, NEW.exempt FROM public.vault_person WHERE id = NEW.person_id;
    RETURN NEW;
END $$;
CREATE TRIGGER person_scope BEFORE INSERT OR UPDATE ON vault_identitydocument FOR EACH ROW EXECUTE FUNCTION vault_person_scope();

CREATE FUNCTION vault_match_scope() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT scope, hidden, exempt INTO STRICT NEW.scope, NEW.hidden, NEW.exempt FROM public.vault_person WHERE id = NEW.person_id;
    IF NEW.state IN ('same', 'asked') THEN
        NEW.scope := NEW.scope || NEW.asking_unit_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER match_scope BEFORE INSERT OR UPDATE ON vault_possiblematch FOR EACH ROW EXECUTE FUNCTION vault_match_scope();
"""
UNDO_SCOPES = """
DROP TRIGGER match_scope ON vault_possiblematch; DROP TRIGGER person_scope ON vault_identitydocument;
DROP TRIGGER system_scope ON vault_person; DROP TRIGGER system_scope ON vault_reveal; DROP TRIGGER system_scope ON vault_namesearch;
DROP FUNCTION vault_match_scope(); DROP FUNCTION vault_person_scope(); DROP FUNCTION vault_system_scope();
"""

TABLES = """
CREATE TABLE vault_lex (id bigint PRIMARY KEY, realm text NOT NULL, enc bytea NOT NULL) WITH (fillfactor = 90);
CREATE TABLE vault_lexdel (h bigint, id bigint, PRIMARY KEY (h, id));
CREATE TABLE vault_indexwalk (realm text PRIMARY KEY, reached uuid NOT NULL, started_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE vault_person_search (
    pid uuid PRIMARY KEY REFERENCES vault_person ON DELETE CASCADE,
    f int[] NOT NULL,
    scope int[] NOT NULL,
    hidden int[],
    exempt int[]
);
CREATE INDEX vault_person_search_f ON vault_person_search USING gin (f array_ops) WITH (fastupdate = off);
REVOKE ALL ON vault_person_search FROM amparo_app;
"""
UNDO_TABLES = "DROP TABLE vault_person_search; DROP TABLE vault_indexwalk; DROP TABLE vault_lexdel; DROP TABLE vault_lex;"

# The actor's ids, as the policies read them.
MINE = """
    mine int[] := COALESCE(NULLIF(current_setting('app.scope', true), '')::int[], '{}');
    me int[] := COALESCE(NULLIF(current_setting('app.identity', true), '')::int[], '{}');
"""

FUNCTIONS = f"""
CREATE FUNCTION vault_put_features(pids uuid[], keys text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE {MINE}
    written integer;
BEGIN
    INSERT INTO public.vault_person_search AS kept (pid, f, scope, hidden, exempt)
    SELECT person.id, made.f::int[], person.scope, NULLIF(person.hidden, '{{}}'), NULLIF(person.exempt, '{{}}')
    FROM unnest(pids, keys) AS made (pid, f) JOIN public.vault_person AS person ON person.id = made.pid
    WHERE person.scope && mine AND (NOT person.hidden && me OR person.exempt && me)
    ON CONFLICT (pid) DO UPDATE SET f = excluded.f WHERE kept.f <> excluded.f;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END $$;

CREATE FUNCTION vault_drop_features(pids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE {MINE}
BEGIN
    DELETE FROM public.vault_person_search
    WHERE pid = ANY (pids) AND scope && mine AND (hidden IS NULL OR NOT hidden && me OR exempt && me);
END $$;

CREATE FUNCTION vault_find(wanted int[], exact int[], fuzzy int[], most integer) RETURNS TABLE (pid uuid, score integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE {MINE}
BEGIN
    RETURN QUERY
    SELECT kept.pid, 4 * intarray.icount(kept.f OPERATOR(intarray.&) exact) + 3 * intarray.icount(kept.f OPERATOR(intarray.&) fuzzy)
    FROM public.vault_person_search AS kept
    WHERE kept.f OPERATOR(pg_catalog.&&) wanted AND kept.scope OPERATOR(pg_catalog.&&) mine
        AND (kept.hidden IS NULL OR NOT kept.hidden OPERATOR(pg_catalog.&&) me OR kept.exempt OPERATOR(pg_catalog.&&) me)
    ORDER BY 2 DESC, cardinality(kept.f), 1 LIMIT most;  -- of two who answer equally, who has fewer other names
END $$;

CREATE FUNCTION vault_follow_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.vault_identitydocument SET person_id = person_id WHERE person_id = NEW.id;
    UPDATE public.vault_possiblematch SET person_id = person_id WHERE person_id = NEW.id;
    UPDATE public.vault_person_search
    SET scope = NEW.scope, hidden = NULLIF(NEW.hidden, '{{}}'), exempt = NULLIF(NEW.exempt, '{{}}') WHERE pid = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER follow_person AFTER UPDATE OF scope, hidden, exempt ON vault_person FOR EACH ROW
    WHEN ((OLD.scope, OLD.hidden, OLD.exempt) IS DISTINCT FROM (NEW.scope, NEW.hidden, NEW.exempt))
    EXECUTE FUNCTION vault_follow_person();
"""
UNDO_FUNCTIONS = """
DROP TRIGGER follow_person ON vault_person; DROP FUNCTION vault_follow_person();
DROP FUNCTION vault_find(int[], int[], int[], integer); DROP FUNCTION vault_drop_features(uuid[]);
DROP FUNCTION vault_put_features(uuid[], text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_identities"), ("access", "0002_walls")]

    operations = [
        migrations.RunSQL(SCOPES, UNDO_SCOPES),
        *secure("vault_person"),
        *secure("vault_identitydocument"),
        *secure("vault_reveal"),
        *secure("vault_namesearch"),
        *secure("vault_possiblematch"),
        migrations.RunSQL(TABLES, UNDO_TABLES),
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
    ]
