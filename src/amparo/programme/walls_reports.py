"""What was sent stays, as SQL: a value is corrected by another one, a report answered is never written again.

The application's role cannot remove either; triggers refuse what an UPDATE would change. Scopes may still be kept anew.
"""

from django.db import migrations

# ruff: noqa: S608 - all names here are constants of this module
_HEAD = "LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS"

STAYS = f"""
CREATE FUNCTION programme_value_stays() RETURNS trigger {_HEAD} $$
BEGIN
    IF OLD.state <> 'draft' AND (OLD.indicator_id, OLD.starts, OLD.ends, OLD.regions, OLD.value, OLD.numerator, OLD.denominator,
        OLD.award_id, OLD.subaward_id, OLD.method, OLD.explanation_es, OLD.explanation_en, OLD.source_id, OLD.as_of)
        IS DISTINCT FROM (NEW.indicator_id, NEW.starts, NEW.ends, NEW.regions, NEW.value, NEW.numerator, NEW.denominator,
        NEW.award_id, NEW.subaward_id, NEW.method, NEW.explanation_es, NEW.explanation_en, NEW.source_id, NEW.as_of) THEN
        RAISE EXCEPTION 'what was sent stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_value_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_value_stays BEFORE UPDATE ON programme_result FOR EACH ROW EXECUTE FUNCTION programme_value_stays();

CREATE FUNCTION programme_report_stays() RETURNS trigger {_HEAD} $$
BEGIN
    IF OLD.state = 'accepted' AND (OLD.state, OLD.award_id, OLD.subaward_id, OLD.year, OLD.quarter, OLD.due_on)
        IS DISTINCT FROM (NEW.state, NEW.award_id, NEW.subaward_id, NEW.year, NEW.quarter, NEW.due_on) THEN
        RAISE EXCEPTION 'an accepted report stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_report_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accepted_report_stays BEFORE UPDATE ON programme_report FOR EACH ROW EXECUTE FUNCTION programme_report_stays();

CREATE FUNCTION programme_version_stays() RETURNS trigger {_HEAD} $$
BEGIN
    IF (OLD.report_id, OLD.number, OLD.achievements, OLD.difficulties, OLD.next_steps, OLD.snapshot_id)
        IS DISTINCT FROM (NEW.report_id, NEW.number, NEW.achievements, NEW.difficulties, NEW.next_steps, NEW.snapshot_id)
        OR (OLD.accepted IS NOT NULL AND (OLD.accepted, OLD.answered_at) IS DISTINCT FROM (NEW.accepted, NEW.answered_at)) THEN
        RAISE EXCEPTION 'a sent report stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_report_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_report_stays BEFORE UPDATE ON programme_reportversion FOR EACH ROW EXECUTE FUNCTION programme_version_stays();

CREATE FUNCTION programme_part_stays() RETURNS trigger {_HEAD} $$
BEGIN
    IF (SELECT state FROM programme_result WHERE id = OLD.result_id) <> 'draft' AND (TG_OP = 'DELETE' OR
        (OLD.dimension, OLD.code, OLD.value, OLD.numerator, OLD.denominator)
        IS DISTINCT FROM (NEW.dimension, NEW.code, NEW.value, NEW.numerator, NEW.denominator)) THEN
        RAISE EXCEPTION 'what was sent stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_value_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_part_stays BEFORE UPDATE OR DELETE ON programme_resultpart FOR EACH ROW EXECUTE FUNCTION programme_part_stays();

REVOKE DELETE, TRUNCATE ON programme_result, programme_report, programme_reportversion, programme_remark FROM amparo_app;
REVOKE UPDATE ON programme_remark FROM amparo_app;
"""

UNDO = """
GRANT DELETE ON programme_result, programme_report, programme_reportversion, programme_remark TO amparo_app;
GRANT UPDATE ON programme_remark TO amparo_app;
DROP FUNCTION programme_part_stays, programme_version_stays, programme_report_stays, programme_value_stays CASCADE;
"""


def operations() -> list[migrations.RunSQL]:
    """All of it, for the migration."""
    return [migrations.RunSQL(STAYS, UNDO)]
