"""What hangs on a draft is draft, as SQL: a visit, a rating, a budget line of an award nobody else may see is seen by nobody else.

Before this, such a row told who was going to receive an award or a sub-award before it was signed. Signing opens the rows with it.
"""

from django.db import migrations

from amparo.programme.walls import AWARD_TABLES

# ruff: noqa: S608 - all names here are constants of this module
_PLHEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS"

_ROW = """
BEGIN
    SELECT recipient_id, award_id, reach INTO sub, parent, lower_reach FROM programme_subaward WHERE id = NEW.subaward_id;
    SELECT recipient_id, reach INTO prime, upper_reach FROM programme_award WHERE id = COALESCE(NEW.award_id, parent);
    NEW.scope := programme_scope(NEW.compact_id, NEW.unit_id, {reach}, prime, sub, NEW.regions);
    RETURN NEW;
END $$;
"""
_HEAD = f"""
CREATE OR REPLACE FUNCTION programme_scope_award_row() RETURNS trigger {_PLHEAD} $$
DECLARE parent uuid; prime uuid; sub uuid; upper_reach text; lower_reach text;
"""
_TOUCH = "\n    ".join(
    f"IF TG_ARGV[0] = 'award' THEN UPDATE programme_{table} SET reach = reach WHERE award_id = NEW.id;"
    f" ELSE UPDATE programme_{table} SET reach = reach WHERE subaward_id = NEW.id; END IF;"
    for table in AWARD_TABLES
)

DRAFTS = f"""
{_HEAD}{_ROW.format(reach="CASE WHEN 'own' IN (upper_reach, lower_reach) THEN 'own' ELSE NEW.reach END")}
CREATE FUNCTION programme_signed() RETURNS trigger {_PLHEAD} $$
BEGIN
    {_TOUCH}
    RETURN NULL;
END $$;
CREATE TRIGGER award_signed AFTER UPDATE ON programme_award FOR EACH ROW
    WHEN (OLD.reach <> NEW.reach AND 'own' IN (OLD.reach, NEW.reach)) EXECUTE FUNCTION programme_signed('award');
CREATE TRIGGER subaward_signed AFTER UPDATE ON programme_subaward FOR EACH ROW
    WHEN (OLD.reach <> NEW.reach AND 'own' IN (OLD.reach, NEW.reach)) EXECUTE FUNCTION programme_signed('subaward');
"""
_AGAIN = "\n".join(
    f"UPDATE programme_{table} SET reach = reach WHERE award_id IN (SELECT id FROM programme_award WHERE reach = 'own')"
    f" OR subaward_id IN (SELECT id FROM programme_subaward WHERE reach = 'own');"
    for table in AWARD_TABLES
)

UNDO = f"DROP FUNCTION programme_signed CASCADE; {_HEAD}{_ROW.format(reach='NEW.reach')}"


def operations() -> list[migrations.RunSQL]:
    """All of it, for the migration; rows that hang on drafts already are scoped anew."""
    return [migrations.RunSQL(DRAFTS, UNDO), migrations.RunSQL(_AGAIN, migrations.RunSQL.noop)]
