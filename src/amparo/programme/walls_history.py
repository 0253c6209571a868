"""What a row said before stays, as SQL: an earlier version is neither changed nor removed. Scopes may still be kept anew."""

from django.db import migrations

# Every table of `models.base.Kept`.
KEPT_TABLES = (
    "objective", "clause", "territory", "indicator", "target", "headcount", "budgetphase", "moneyclaim", "followup", "workitem",
    "training", "attendance", "campaign", "commitment",
)  # fmt: skip

STAYS = """
CREATE FUNCTION programme_former_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.replaced_by_id IS NOT NULL AND (TG_OP = 'DELETE'
        OR to_jsonb(OLD) - '{scope,hidden,exempt}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{scope,hidden,exempt}'::text[]) THEN
        RAISE EXCEPTION 'what was said before stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'former_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER former_stays BEFORE UPDATE OR DELETE ON programme_{table}"
    " FOR EACH ROW EXECUTE FUNCTION programme_former_stays();\n"
    for table in KEPT_TABLES
)


def operations() -> list[migrations.RunSQL]:
    """All of it, for the migration."""
    return [migrations.RunSQL(STAYS, "DROP FUNCTION programme_former_stays CASCADE")]
