"""What the database keeps by itself: who sees an import, and that its counts are those of its rows."""

from django.db import migrations

from amparo.access.rls import secure

SCOPE = """
CREATE FUNCTION exchange_scope_of_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.scope := ARRAY[0, NEW.unit_id];
    NEW.hidden := '{}'; NEW.exempt := '{}';
    RETURN NEW;
END $$;
CREATE FUNCTION exchange_scope_of_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT scope, hidden, exempt INTO NEW.scope, NEW.hidden, NEW.exempt FROM exchange_batch WHERE id = NEW.batch_id;
    RETURN NEW;
END $$;
CREATE TRIGGER scope_of_batch BEFORE INSERT OR UPDATE OF unit_id, scope ON exchange_batch
    FOR EACH ROW EXECUTE FUNCTION exchange_scope_of_batch();
CREATE TRIGGER scope_of_piece BEFORE INSERT ON exchange_piece FOR EACH ROW EXECUTE FUNCTION exchange_scope_of_part();
CREATE TRIGGER scope_of_event BEFORE INSERT ON exchange_registerevent FOR EACH ROW EXECUTE FUNCTION exchange_scope_of_part();
CREATE TRIGGER scope_of_row BEFORE INSERT ON exchange_row FOR EACH ROW EXECUTE FUNCTION exchange_scope_of_part();
"""
UNDO_SCOPE = """
DROP TRIGGER scope_of_row ON exchange_row; DROP TRIGGER scope_of_event ON exchange_registerevent;
DROP TRIGGER scope_of_piece ON exchange_piece; DROP TRIGGER scope_of_batch ON exchange_batch;
DROP FUNCTION exchange_scope_of_part(); DROP FUNCTION exchange_scope_of_batch();
"""

# One statement may write 500 rows: the counts are moved once for all of them. A function for each kind of statement, because
# each knows other transition tables.
MOVE = """
CREATE FUNCTION exchange_count_{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE exchange_batch b SET
        rows = b.rows + m.rows, released = b.released + m.released, quarantined = b.quarantined + m.quarantined,
        duplicates = b.duplicates + m.duplicates, merged = b.merged + m.merged, aside = b.aside + m.aside,
        done = b.done + m.done, children = b.children + m.children
    FROM (
        SELECT batch_id,
            COALESCE(sum(sign) FILTER (WHERE kind <> 'aside'), 0) AS rows,
            COALESCE(sum(sign) FILTER (WHERE kind = 'released'), 0) AS released,
            COALESCE(sum(sign) FILTER (WHERE kind = 'quarantined'), 0) AS quarantined,
            COALESCE(sum(sign) FILTER (WHERE kind = 'duplicate'), 0) AS duplicates,
            COALESCE(sum(sign) FILTER (WHERE kind = 'merged'), 0) AS merged,
            COALESCE(sum(sign) FILTER (WHERE kind = 'aside'), 0) AS aside,
            COALESCE(sum(sign) FILTER (WHERE kind = 'released' AND state = 'done'), 0) AS done,
            COALESCE(sum(sign * cardinality(cases)), 0) AS children
        FROM ({moved}) moved GROUP BY batch_id
    ) m WHERE b.id = m.batch_id;
    RETURN NULL;
END $$;
CREATE TRIGGER count_{name} AFTER {event} ON exchange_row REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION exchange_count_{name}();
"""
GONE = "SELECT batch_id, kind, state, cases, -1 AS sign FROM gone"
COME = "SELECT batch_id, kind, state, cases, 1 AS sign FROM come"
COUNTS = (
    MOVE.format(name="new", event="INSERT", tables="NEW TABLE AS come", moved=COME)
    + MOVE.format(
        name="changed", event="UPDATE", tables="OLD TABLE AS gone NEW TABLE AS come", moved=f"{GONE} UNION ALL {COME}"
    )
    + MOVE.format(name="gone", event="DELETE", tables="OLD TABLE AS gone", moved=GONE)
)
UNDO_COUNTS = """
DROP TRIGGER count_gone ON exchange_row; DROP TRIGGER count_changed ON exchange_row; DROP TRIGGER count_new ON exchange_row;
DROP FUNCTION exchange_count_gone(); DROP FUNCTION exchange_count_changed(); DROP FUNCTION exchange_count_new();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_registers")]

    operations = [
        migrations.RunSQL(SCOPE, UNDO_SCOPE),
        *secure("exchange_batch"),
        *secure("exchange_piece"),
        *secure("exchange_registerevent"),
        *secure("exchange_row"),
        migrations.RunSQL(COUNTS, UNDO_COUNTS),
    ]
