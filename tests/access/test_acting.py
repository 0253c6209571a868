"""`acting_as`: the database knows who acts, inside only, and the audit is written with what was done or not at all."""

import pytest
from django.db import connection, transaction

from amparo.access import audit
from amparo.access.acting import acting_as, current_actor
from amparo.access.actors import system
from amparo.access.models import AuditLine, Unit

pytestmark = pytest.mark.system_postgres


def scope_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.scope', true)")
        return cursor.fetchone()[0] or ""


def test_the_database_knows_the_actor_inside_and_forgets_outside(cast):
    with acting_as(cast.officer):
        assert scope_in_database() == f"{{{cast.officer.unit_id}}}"
        with acting_as(system("sweep")):
            assert scope_in_database() == "{0}"
        assert scope_in_database() == f"{{{cast.officer.unit_id}}}"
    assert scope_in_database() in ("", "{}")
    assert current_actor() is None


def test_we_are_the_bound_role(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("amparo_app", False)


def test_what_is_rolled_back_leaves_no_line(cast):
    with pytest.raises(RuntimeError), acting_as(cast.officer):
        audit.record(by=cast.officer, verb="work", subject_type="page", subject="x")
        raise RuntimeError
    assert not AuditLine.objects.exists()


def test_what_an_inner_actor_failed_to_do_leaves_no_line(cast):
    with acting_as(cast.officer):
        audit.record(by=cast.officer, verb="work", subject_type="page", subject="kept")
        with pytest.raises(RuntimeError), acting_as(system("sweep")):
            audit.record(by=system("sweep"), verb="work", subject_type="page", subject="lost")
            raise RuntimeError
    assert list(AuditLine.objects.values_list("subject", flat=True)) == ["kept"]


def test_the_application_cannot_change_a_line(cast):
    with acting_as(cast.officer):
        audit.record(by=cast.officer, verb="work", subject_type="page", subject="x")
    for change in ("UPDATE access_auditline SET verb = 'y'", "DELETE FROM access_auditline", "TRUNCATE access_auditline"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_words_are_no_codes(cast):
    with acting_as(cast.officer), pytest.raises(ValueError, match="codes"):
        audit.record(by=cast.officer, verb="work", subject_type="page", subject="Rosa Elena")


def test_a_unit_knows_the_units_above_it_and_follows_them(cast):
    station = Unit.objects.get(code="pnp-cusco")
    assert station.path == [station.pk, cast.units["pnp-hq"].pk]
    other = Unit.objects.create(
        code="pnp-south", institution=station.institution, parent=cast.units["pnp-hq"], name="x", kind="police"
    )
    station.parent = other
    station.save()
    station.refresh_from_db()
    assert station.path == [station.pk, other.pk, cast.units["pnp-hq"].pk]


def test_a_unit_never_stands_below_itself(cast):
    top = cast.units["pnp-hq"]
    top.parent = cast.units["pnp-cusco"]
    with pytest.raises(Exception, match="below itself"), transaction.atomic():
        top.save()


def test_a_refused_act_leaves_nothing_and_its_id_serves_again(cast):
    from amparo.access.models import Performed
    from amparo.cases.actions import raise_alert
    from amparo.cases.facts import ChildFacts, EventFacts
    from amparo.core.errors import Invalid
    from amparo.core.ids import new_id

    key = new_id()
    with acting_as(cast.officer) as by:
        with pytest.raises(Invalid):
            raise_alert(id=key, seen=0, event=EventFacts("citizen"), children=(), by=by)
        assert not Performed.objects.filter(pk=key).exists()
        assert raise_alert(id=key, seen=0, event=EventFacts("citizen"), children=(ChildFacts(),), by=by).pk == key
