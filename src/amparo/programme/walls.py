"""The second wall of the partnership, as SQL: who is in the scope of each row, from its `reach`, kept by the database itself.

A row is always seen by the unit that wrote it, by those above it and by the system (0). The rest follows from who takes part
in the compact (`programme_participation`): see `models.base.Reach`. No row of a child is anywhere near.
"""

from django.db import migrations

from amparo.access.rls import secure

COMPACT_TABLES = (
    "participation", "party", "signatory", "objective", "clause", "amendment", "amendmentchange", "territory", "partnerperiod",
    "document", "evidence", "verdict", "period", "commitment", "commitmentstep", "headcount", "contribution", "budgetphase",
    "practice", "practicestep", "solicitation", "threshold", "course", "official", "indicator", "indicatorlink", "target",
    "qualitynote", "pack", "dialogue", "dialoguechoice", "delegate", "agendaitem", "dialogueagreement", "followup", "moneyclaim",
)  # fmt: skip
AWARD_TABLES = (
    "awardamendment", "riskrating", "budgetline", "visit", "finding", "actionpoint", "safeguardingcheck", "entry", "line",
    "workitem", "training", "attendance", "campaign", "outreach", "communitysignal", "riskplace", "result", "resultpart",
    "snapshot", "snapshotfigure", "report", "reportdraft", "reportversion", "remark",
)  # fmt: skip
OWN_TABLES = ("compact", "award", "subaward")

_HEAD = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS"
_PLHEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS"

# ruff: noqa: S608 - all names here are constants of this module
SCOPE = f"""
-- `how` is the row's reach: in SQL functions a column of the same name (participation has one) would be meant instead
CREATE FUNCTION programme_scope(one uuid, writer int, how text, prime uuid, sub uuid, places varchar[]) RETURNS int[] {_HEAD} $$
    SELECT ARRAY(
        SELECT 0 UNION SELECT unnest(path) FROM access_unit WHERE id = writer
        UNION SELECT unnest(u.path) FROM programme_participation p JOIN access_unit u ON u.id = p.member_id
        WHERE p.compact_id = one AND p.until IS NULL AND how <> 'own' AND (
            p.capacity IN ('party', 'evaluator')
            OR (p.capacity = 'commission' AND how IN ('award', 'compact')
                AND (p.regions && places OR (how = 'compact' AND places = '{{}}')))
            OR (how = 'compact' AND p.capacity IN ('partner', 'subrecipient', 'observer'))
            OR (how = 'award' AND p.organisation_id = prime AND p.capacity = 'partner')
            OR (how = 'award' AND p.organisation_id = sub AND p.capacity IN ('subrecipient', 'partner'))))
$$;

CREATE FUNCTION programme_scope_row() RETURNS trigger {_PLHEAD} $$
BEGIN
    NEW.scope := programme_scope(NEW.compact_id, NEW.unit_id, NEW.reach, NULL, NULL, NEW.regions);
    IF TG_TABLE_NAME = 'programme_participation' THEN
        NEW.scope := ARRAY(SELECT DISTINCT u FROM unnest(NEW.scope || (SELECT path FROM access_unit WHERE id = NEW.member_id)) u);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION programme_scope_award_row() RETURNS trigger {_PLHEAD} $$
DECLARE parent uuid; prime uuid; sub uuid;
BEGIN
    SELECT recipient_id, award_id INTO sub, parent FROM programme_subaward WHERE id = NEW.subaward_id;
    SELECT recipient_id INTO prime FROM programme_award WHERE id = COALESCE(NEW.award_id, parent);
    NEW.scope := programme_scope(NEW.compact_id, NEW.unit_id, NEW.reach, prime, sub, NEW.regions);
    RETURN NEW;
END $$;

CREATE FUNCTION programme_scope_own() RETURNS trigger {_PLHEAD} $$
DECLARE parent uuid;
BEGIN
    IF TG_TABLE_NAME = 'programme_compact' THEN
        NEW.scope := programme_scope(NEW.id, NEW.unit_id, NEW.reach, NULL, NULL, NEW.regions);
    ELSIF TG_TABLE_NAME = 'programme_award' THEN
        NEW.scope := programme_scope(NEW.compact_id, NEW.unit_id, NEW.reach, NEW.recipient_id, NULL, NEW.regions);
    ELSE
        SELECT recipient_id INTO parent FROM programme_award WHERE id = NEW.award_id;
        NEW.scope := programme_scope(NEW.compact_id, NEW.unit_id, NEW.reach, parent, NEW.recipient_id, NEW.regions);
    END IF;
    RETURN NEW;
END $$;
"""

_ALL = (*OWN_TABLES, *COMPACT_TABLES, *AWARD_TABLES)
_TOUCH = "\n    ".join(
    f"UPDATE programme_{table} SET reach = reach WHERE {'id' if table == 'compact' else 'compact_id'} = one;" for table in _ALL
)

# Rare: somebody joins or leaves a compact, an award changes hands, a unit moves. Every row of the compact is scoped anew.
AGAIN = f"""
CREATE FUNCTION programme_rescope(one uuid) RETURNS void {_PLHEAD} $$
BEGIN
    {_TOUCH}
END $$;

CREATE FUNCTION programme_joined() RETURNS trigger {_PLHEAD} $$
BEGIN
    PERFORM programme_rescope(one) FROM (SELECT DISTINCT compact_id AS one FROM changed) every;
    RETURN NULL;
END $$;
CREATE TRIGGER participation_added AFTER INSERT ON programme_participation REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION programme_joined();

CREATE FUNCTION programme_moved() RETURNS trigger {_PLHEAD} $$
BEGIN
    PERFORM programme_rescope(NEW.compact_id);
    RETURN NULL;
END $$;
CREATE TRIGGER participation_ended AFTER UPDATE ON programme_participation FOR EACH ROW
    WHEN ((OLD.until, OLD.capacity, OLD.member_id, OLD.organisation_id) IS DISTINCT FROM (NEW.until, NEW.capacity, NEW.member_id, NEW.organisation_id))
    EXECUTE FUNCTION programme_moved();
CREATE TRIGGER award_changed_hands AFTER UPDATE ON programme_award FOR EACH ROW
    WHEN (OLD.recipient_id IS DISTINCT FROM NEW.recipient_id) EXECUTE FUNCTION programme_moved();
CREATE TRIGGER subaward_changed_hands AFTER UPDATE ON programme_subaward FOR EACH ROW
    WHEN ((OLD.recipient_id, OLD.award_id) IS DISTINCT FROM (NEW.recipient_id, NEW.award_id)) EXECUTE FUNCTION programme_moved();

CREATE FUNCTION programme_unit_moved() RETURNS trigger {_PLHEAD} $$
BEGIN
    PERFORM programme_rescope(one) FROM (
        SELECT DISTINCT compact_id AS one FROM programme_participation WHERE member_id = NEW.id) every;
    RETURN NULL;
END $$;
CREATE TRIGGER programme_unit_moved AFTER UPDATE ON access_unit FOR EACH ROW
    WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION programme_unit_moved();
"""

# Double entry, refused at commit: no entry without two lines, none whose lines do not sum to zero, in both currencies.
BALANCE = f"""
CREATE FUNCTION programme_balanced() RETURNS trigger {_PLHEAD} $$
DECLARE one uuid; found record;
BEGIN
    IF TG_TABLE_NAME = 'programme_entry' THEN one := NEW.id; ELSE one := NEW.entry_id; END IF;
    SELECT count(*) AS n, COALESCE(sum(amount), 0) AS amount, COALESCE(sum(value), 0) AS value INTO found
        FROM programme_line WHERE entry_id = one;
    IF found.n < 2 OR found.amount <> 0 OR found.value <> 0 THEN
        RAISE EXCEPTION 'unbalanced entry' USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON programme_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION programme_balanced();
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT OR UPDATE ON programme_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION programme_balanced();
REVOKE DELETE, TRUNCATE ON programme_entry, programme_line, programme_snapshot, programme_snapshotfigure,
    programme_commitmentstep, programme_practicestep, programme_verdict, programme_attendance FROM amparo_app;
REVOKE UPDATE ON programme_entry, programme_line, programme_snapshot, programme_snapshotfigure,
    programme_commitmentstep, programme_practicestep, programme_verdict FROM amparo_app;
"""

# A table added later follows its compact: joining and leaving sets `reach = reach` there (`programme_rescope`).
FOLLOW = f"""
CREATE FUNCTION programme_follow() RETURNS trigger {_PLHEAD} $$
BEGIN
    EXECUTE format('UPDATE %I SET reach = reach WHERE compact_id = $1', TG_ARGV[0]) USING NEW.id;
    RETURN NULL;
END $$;
"""

UNDO = """
DROP TRIGGER programme_unit_moved ON access_unit;
DROP FUNCTION programme_balanced, programme_unit_moved, programme_moved, programme_joined, programme_rescope CASCADE;
DROP FUNCTION programme_scope_own, programme_scope_award_row, programme_scope_row, programme_scope CASCADE;
"""


def _trigger(table: str, function: str) -> str:
    return (
        f"CREATE TRIGGER scope_of_row BEFORE INSERT OR UPDATE ON programme_{table} FOR EACH ROW EXECUTE FUNCTION {function}();\n"
    )


def later(table: str, *, of_award: bool = False) -> list[migrations.RunSQL]:
    """The wall of a table of compact rows, or of rows of an award, that comes with a later migration."""
    follow = (
        f"CREATE TRIGGER {table}_follows AFTER UPDATE OF reach ON programme_compact"
        f" FOR EACH ROW EXECUTE FUNCTION programme_follow('programme_{table}');"
    )
    trigger = _trigger(table, "programme_scope_award_row" if of_award else "programme_scope_row") + follow
    return [
        migrations.RunSQL(trigger, f"DROP TRIGGER {table}_follows ON programme_compact"),
        *secure(f"programme_{table}"),
    ]


def operations() -> list[migrations.RunSQL]:
    """All of it, in order, for the migration."""
    triggers = "".join(_trigger(table, "programme_scope_own") for table in OWN_TABLES)
    triggers += "".join(_trigger(table, "programme_scope_row") for table in COMPACT_TABLES)
    triggers += "".join(_trigger(table, "programme_scope_award_row") for table in AWARD_TABLES)
    walls = [migrations.RunSQL(SCOPE + triggers + AGAIN + BALANCE, UNDO)]
    for table in _ALL:
        walls += secure(f"programme_{table}")
    return walls
