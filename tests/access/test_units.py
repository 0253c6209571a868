"""Units: who makes, moves and closes them; what takes two administrators, and what nobody closes."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from amparo.access import actions, dependants, queries, rules
from amparo.access.acting import acting_as
from amparo.access.models import AuditLine, Exclusion, Institution, Unit, UnitChange
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_id
from tests.access.people import sign_in
from tests.access.samples import do


def propose(cast, *, by=None, house="mimp", kind="upe", code="upe-nueva", ubigeo=("0801",), parent=None):
    where = Institution.objects.get(code=house).pk
    above = cast.units[parent].pk if parent else None
    new = {"institution": where, "parent": above, "code": code, "name": "Nueva", "kind": kind, "ubigeo": list(ubigeo)}
    return do(actions.propose_unit, seen=0, **new, by=by or cast.admin)


def move(cast, unit, parent, *, by=None):
    row = Unit.objects.get(pk=unit.pk)
    above = cast.units[parent].pk if parent else None
    return do(actions.propose_move, seen=row.version, unit=row.pk, parent=above, by=by or cast.admin)


def close(cast, unit, *, by=None):
    row = Unit.objects.get(pk=unit.pk)
    return do(actions.propose_closing, seen=row.version, unit=row.pk, by=by or cast.admin)


def confirm(cast, change, *, by=None):
    return do(actions.confirm_unit_change, seen=change.version, change=change.pk, by=by or cast.admin_two)


def test_one_administrator_alone_draws_no_alert_to_a_new_unit(cast):
    change = propose(cast)
    assert change.state == "proposed"
    assert not Unit.objects.filter(code="upe-nueva").exists()
    with pytest.raises(Invalid, match="otra persona"):
        confirm(cast, change, by=cast.admin)
    assert confirm(cast, change).state == "done"
    assert Unit.objects.get(code="upe-nueva").ubigeo == ["0801"]


def test_the_kind_of_a_unit_counts_as_much_as_its_house(cast):
    """Alerts are sent by the kind of a unit: one of that kind in a house without cases would draw them all the same."""
    assert propose(cast, house="house", kind="upe").state == "proposed"
    assert propose(cast, house="mimp", kind="headquarters", code="sede").state == "proposed"
    assert propose(cast, house="commission", kind="crtp", code="crtp-puno").state == "done"


@pytest.mark.parametrize("kind", ["audit", "privacy", "commission", "compact", "partner", "evaluator", "administration"])
def test_houses_that_see_no_cases_take_one(kind):
    assert not rules.unit_takes_two(institution_kind=kind, unit_kind="headquarters")


def test_the_database_refuses_it_too(cast):
    change = propose(cast)
    for values in ({"confirmed_by": cast.users["admin"]}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitChange.objects.filter(pk=change.pk).update(**values)


def test_moving_takes_two_and_keeps_to_the_house(cast):
    unit = cast.units["pnp-cusco"]
    change = move(cast, unit, "pnp-loreto")
    unit.refresh_from_db()
    assert unit.parent_id == cast.units["pnp-hq"].pk
    confirm(cast, change)
    unit.refresh_from_db()
    assert unit.path == [unit.pk, cast.units["pnp-loreto"].pk, cast.units["pnp-hq"].pk]
    with pytest.raises(Invalid, match="sí misma"):
        move(cast, cast.units["pnp-loreto"], "pnp-cusco")
    with pytest.raises(Invalid, match="misma institución"):
        move(cast, cast.units["pnp-loreto"], "mimp-hq")


def test_a_unit_has_one_proposal_at_a_time_and_its_proposer_takes_it_back(cast):
    change = move(cast, cast.units["pnp-cusco"], "pnp-loreto")
    with pytest.raises(Invalid, match="espera"):
        move(cast, cast.units["pnp-cusco"], None, by=cast.admin_two)
    assert do(actions.refuse_unit_change, seen=1, change=change.pk, by=cast.admin).state == "refused"
    with pytest.raises(Invalid):
        confirm(cast, UnitChange.objects.get(pk=change.pk))
    assert move(cast, cast.units["pnp-cusco"], None).state == "proposed"


def test_a_unit_does_not_leave_the_part_of_the_tree_from_which_a_file_is_hidden(cast):
    station, top = cast.units["pnp-cusco"], cast.units["pnp-hq"]
    hidden = Exclusion.objects.create(subject_type="case", subject_id=new_id(), unit=top, reason="order")
    with pytest.raises(Invalid, match="no se puede mover"):
        move(cast, station, None)
    confirm(cast, move(cast, station, "pnp-loreto"))  # still below the same top
    Exclusion.objects.filter(pk=hidden.pk).update(ended_at=hidden.since)
    assert confirm(cast, move(cast, station, None)).unit.parent is None


def test_what_was_allowed_is_asked_again_when_it_is_confirmed(cast):
    change = move(cast, cast.units["pnp-cusco"], None)
    Exclusion.objects.create(subject_type="case", subject_id=new_id(), unit=cast.units["pnp-hq"], reason="order")
    with pytest.raises(Invalid, match="no se puede mover"):
        confirm(cast, change)
    change.refresh_from_db()
    assert change.state == "proposed"


def test_a_unit_with_people_does_not_close(cast):
    with pytest.raises(Invalid, match="personas"):
        close(cast, cast.units["pnp-cusco"])


def test_closing_takes_two_and_leaves_nothing_behind(cast, monkeypatch):
    unit = confirm(cast, propose(cast)).unit
    monkeypatch.setattr(dependants, "_ASKED", [lambda pk: ["14 cosas"] if pk == unit.pk else []])
    with pytest.raises(Invalid, match="14 cosas"):
        close(cast, unit)
    monkeypatch.setattr(dependants, "_ASKED", [])
    change = close(cast, unit)
    monkeypatch.setattr(dependants, "_ASKED", [lambda pk: ["14 cosas"]])  # it got one while the proposal waited
    with pytest.raises(Invalid, match="14 cosas"):
        confirm(cast, change)
    monkeypatch.setattr(dependants, "_ASKED", [])
    assert not confirm(cast, change).unit.active
    with pytest.raises(Invalid, match="cerrada"):
        close(cast, unit)


@pytest.mark.parametrize("who", ["officer", "upe", "upe_chief", "crtp", "dpo", "auditor"])
def test_nobody_but_administrators_proposes_or_confirms(cast, who):
    with pytest.raises(Denied):
        propose(cast, by=cast.actors[who])
    with pytest.raises(Denied):
        confirm(cast, propose(cast), by=cast.actors[who])


def test_the_officer_of_data_is_told_and_sees_both_people(cast, django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        change = propose(cast)
        propose(cast, house="commission", kind="crtp", code="crtp-puno")  # no case: not worth a letter
    assert [message.to for message in mail.outbox] == [["dpo@example.pe"]]
    assert not any(word in mail.outbox[0].body.lower() for word in ("upe", "nueva", "cusco"))
    confirm(cast, change)
    with acting_as(cast.dpo):
        seen = next(row for row in queries.role_changes(cast.dpo) if row.unit == "Nueva" and "mimp" in row.what)
    assert (seen.proposed_by, seen.confirmed_by, seen.state) == ("admin", "admin two", "done")
    client = sign_in(cast.users["dpo"])
    assert "Atiende: 0801" in client.get("/casa/cambios/").content.decode()
    assert "Atiende: 0801" in client.get("/").content.decode()
    line = AuditLine.objects.get(verb="confirm_unit_change")
    assert (line.subject, line.detail) == ("upe-nueva", "change=create;below=none;state=done")


def test_the_pages_propose_show_and_decide(cast):
    first, second = sign_in(cast.users["admin"]), sign_in(cast.users["admin_two"])
    form = {"id": new_id(), "seen": 0, "code": "upe-nueva", "name": "UPE Nueva", "kind": "upe", "ubigeo": "0801"}
    page = first.post("/casa/institucion/mimp/unidad/", form, follow=True)
    assert "cuando lo confirme otra administradora" in page.content.decode()
    assert "1 cambio de unidad espera" in first.get("/casa/").content.decode()
    change = UnitChange.objects.get()
    address = f"/casa/cambios-de-unidades/{change.pk}"
    own, others = (client.get("/casa/cambios-de-unidades/").content.decode() for client in (first, second))
    assert "confirmar/" not in own and "rechazar/" in own
    assert "confirmar/" in others and "Recibirá avisos que hoy llegan a:" in others and "upe-cusco" in others
    assert "upe-loreto" not in others
    assert first.post(f"{address}/confirmar/", {"id": new_id(), "seen": 1}).status_code == 400
    assert second.post(f"{address}/nada/", {"id": new_id(), "seen": 1}).status_code == 404
    assert second.post(f"{address}/confirmar/", {"id": new_id(), "seen": 9}).status_code == 409
    assert second.post(f"{address}/confirmar/", {"id": new_id(), "seen": 1}).status_code == 302
    assert Unit.objects.get(code="upe-nueva").kind == "upe"
    assert "No hay ningún cambio en espera" in second.get("/casa/cambios-de-unidades/").content.decode()
    closing = {"id": new_id(), "seen": 1}
    assert first.post("/casa/unidad/upe-nueva/cerrar/", closing).status_code == 302
    place = {"id": new_id(), "seen": 1, "parent": cast.units["pnp-loreto"].pk}
    assert first.post("/casa/unidad/pnp-cusco/mover/", place).status_code == 302
    text = second.get("/casa/cambios-de-unidades/").content.decode()
    assert "Se cierra." in text and "Cambia de lugar. Depende de pnp-loreto." in text
    assert Unit.objects.get(code="upe-nueva").active


def test_the_form_offers_the_kinds_by_which_alerts_are_sent(cast):
    page = sign_in(cast.users["admin"]).get("/casa/institucion/mpfn/unidad/").content.decode()
    assert all(f'value="{kind}"' in page for kind in ("prosecutor", "family_prosecutor", "udavit", "headquarters"))
