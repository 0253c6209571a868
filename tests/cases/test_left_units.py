"""A unit in which nobody works any more, or which closed: its files are never with nobody."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from amparo.access import actions as access
from amparo.access import dependants
from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import AuditLine, Membership, Unit
from amparo.cases import actions as act
from amparo.cases.provided_units import PASS_ON, pass_on_unit
from amparo.core.errors import Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import Task
from tests.cases.pages import alert, now, protected, signed_in, text
from tests.cases.test_attacks import stayed
from tests.cases.test_exclusions import hide
from tests.cases.test_succession import clocks, live, now_of, second, tasks, unit  # noqa: F401 - `second` is a fixture


def role_of(cast, name):
    return Membership.objects.get(user=cast.users[name], state="active")


def end(cast, name):
    with acting_as(cast.admin) as by:
        row = role_of(cast, name)
        access.end_role(id=new_id(), seen=row.version, membership=row.pk, by=by)


def close_account(cast, name):
    with acting_as(cast.admin) as by:
        user = cast.users[name]
        user.refresh_from_db()
        access.deactivate_user(id=new_id(), seen=user.version, user=user.pk, by=by)


def waiting_jobs():
    return list(ProcrastinateJob.objects.filter(task_name=PASS_ON).order_by("pk").values_list("args", flat=True))


def emptied(cast):
    """The accounts of both who protect in Cusco are closed; what the worker does then is done."""
    close_account(cast, "upe")
    assert waiting_jobs() == []
    close_account(cast, "upe_two")
    assert waiting_jobs() == [{"unit": cast.units["upe-cusco"].pk}]
    worker(cast)


def worker(cast, code="upe-cusco"):
    pass_on_unit(unit=cast.units[code].pk, by=system(PASS_ON))


def test_the_last_person_does_not_leave_open_files_behind(cast):
    protected(cast)
    end(cast, "upe")
    with pytest.raises(Invalid) as refused:
        end(cast, "upe_two")
    said = str(refused.value)
    assert "menos de 11 expedientes abiertos" in said and "Dé antes la función a otra persona" in said and "AMP-" not in said
    assert role_of(cast, "upe_two").state == "active"
    end(cast, "defender")  # nothing rests on that unit
    assert waiting_jobs() == [{"unit": cast.units["defensa-cusco"].pk}]


def test_an_account_that_must_close_leaves_its_files_to_the_next_unit(cast, second):  # noqa: F811
    case = protected(cast)
    owed = clocks(case, "upe-cusco")
    emptied(cast)
    assert live(case) == {"otra-upe-cusco": "receiver"}
    assert clocks(case, "otra-upe-cusco") == owed
    assert {"take_charge", "send_to_court"} <= tasks(case, "otra-upe-cusco")
    line = AuditLine.objects.get(verb="pass_part")
    assert (line.subject, line.detail) == (case.code, "part=protection;from=upe-cusco;to=otra-upe-cusco")
    with acting_as(second) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    before = AuditLine.objects.count()
    worker(cast)  # begun again: nothing is left to do
    assert AuditLine.objects.count() == before


def test_where_somebody_came_in_the_meantime_nothing_moves(cast, second):  # noqa: F811
    case = protected(cast)
    close_account(cast, "upe")
    close_account(cast, "upe_two")
    Membership.objects.filter(user=cast.users["outsider"]).update(unit=cast.units["upe-cusco"])
    worker(cast)
    assert live(case) == {"upe-cusco": "responsible"}


def test_the_unit_above_says_who_has_them_where_no_other_covers_the_place(cast):
    case = protected(cast)
    emptied(cast)
    assert "name_protector" in tasks(case, "mimp-hq")
    address = reverse("name_protector", args=[case.code])
    client = signed_in(cast, "upe_chief")
    form = text(client.get(address))
    assert "ya no trabaja nadie en ella" in form and "upe-loreto" in form and "upe-cusco" not in form
    sent = {"id": new_id(), "seen": now_of(case).version, "to_unit": cast.outsider.unit_id}
    assert client.post(address, sent).status_code == 302
    assert live(case) == {"upe-loreto": "receiver"} and "name_protector" not in tasks(case, "mimp-hq")


def test_an_alert_that_waits_for_an_empty_unit_is_given_from_the_page_of_who_supervises(cast):
    Membership.objects.filter(unit=cast.units["upe-cusco"]).update(state="ended")
    case = alert(cast)
    client = signed_in(cast, "upe_chief")
    address = reverse("name_protector", args=[case.code])
    assert f'href="{address}"' in text(client.get("/"))
    sent = {"id": new_id(), "seen": now_of(case).version, "to_unit": cast.outsider.unit_id}
    assert client.post(address, sent).status_code == 302
    assert live(case) == {"upe-loreto": "receiver"}
    assert (clocks(case, "upe-loreto"), tasks(case, "mimp-hq")) == ({"alert_taken"}, set())


def test_where_nobody_is_above_an_officer_of_data_says_who_has_it(cast):
    case, other = protected(cast), protected(cast)
    hide(cast, case, "mimp-hq")
    assert "name_protector" in tasks(case, "house")
    unit(cast, "upe-municipal", "upe", "inabif", ubigeo=("21",))
    client = signed_in(cast, "dpo")
    address = reverse("name_protector", args=[case.code])
    page = text(client.get("/"))
    assert address in page and "Nadie la protege ahora" in page and f'"{reverse("case", args=[case.code])}"' not in page
    form = text(client.get(address))
    assert "upe-municipal" in form and "upe-loreto" not in form  # below the unit from which it is hidden
    assert client.get(reverse("name_protector", args=[other.code])).status_code == 404
    assert client.get(reverse("case", args=[case.code])).status_code in (403, 404)
    sent = {"id": new_id(), "seen": now_of(case).version, "to_unit": cast.units["upe-municipal"].pk}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302  # a second click
    assert live(case) == {"upe-municipal": "receiver"} and tasks(case, "house") == set()
    with acting_as(cast.dpo) as by, pytest.raises(NotFound):
        act.name_protector(id=new_id(), seen=now_of(case).version, case=case.pk, to_unit=cast.upe.unit_id, by=by)


def test_the_officer_reads_what_to_do_where_no_unit_can_have_it(cast):
    case = protected(cast)
    hide(cast, case, "mimp-hq")
    page = text(signed_in(cast, "dpo").get(reverse("name_protector", args=[case.code])))
    assert "pida hoy a la administración que cree una" in page


def test_a_child_in_a_centre_without_people(cast):
    case = stayed(cast, ("leave_unannounced", ""))
    close_account(cast, "centre")
    worker(cast, "care-sur")
    assert "centre_kept_away" in tasks(case, "upe-cusco")
    assert "unauthorised_leave" in clocks(case, "upe-cusco") and clocks(case, "care-sur") == set()


def test_a_closed_file_of_a_unit_that_closed_is_opened_again_by_another(cast):
    case = protected(cast)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="reintegrated", by=by)
    end(cast, "upe")
    end(cast, "upe_two")
    worker(cast)
    assert live(case) == {"upe-cusco": "responsible"}  # empty is not closed: people may come
    with acting_as(cast.admin) as by:
        row = Unit.objects.get(code="upe-cusco")
        change = access.propose_closing(id=new_id(), seen=row.version, unit=row.pk, by=by)
    with acting_as(cast.admin_two) as by:
        access.confirm_unit_change(id=new_id(), seen=change.version, change=change.pk, by=by)
    worker(cast)
    assert live(case) == {"upe-loreto": "responsible"} and tasks(case, "upe-loreto") == set()
    with acting_as(cast.outsider) as by:
        assert act.reopen_case(id=new_id(), seen=now(case).version, case=case.pk, by=by).protection == "presumed"


def test_a_closed_file_that_no_unit_can_have_is_asked_of_the_officer_of_data(cast):
    case = protected(cast)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="reintegrated", by=by)
    Membership.objects.filter(unit__kind="upe").update(state="ended")
    Unit.objects.filter(code="upe-cusco").update(active=False)
    worker(cast)
    assert "name_protector" in tasks(case, "house")
    Membership.objects.filter(user=cast.users["outsider"]).update(state="active")
    with acting_as(cast.dpo) as by:
        act.name_protector(id=new_id(), seen=now_of(case).version, case=case.pk, to_unit=cast.outsider.unit_id, by=by)
    assert live(case) == {"upe-loreto": "responsible"} and now_of(case).protection == "closed"


def test_the_tasks_of_an_empty_unit_go_up_and_come_back(cast):
    case = protected(cast)
    before = tasks(case, "upe-cusco")
    close_account(cast, "upe")
    close_account(cast, "upe_two")
    assert (tasks(case, "upe-cusco"), tasks(case, "mimp-hq")) == (set(), before)
    with acting_as(cast.admin) as by:
        row = access.propose_role(
            id=new_id(), seen=0, user=cast.users["outsider"].pk, unit=cast.units["upe-cusco"].pk, role="upe", by=by
        )
    assert tasks(case, "mimp-hq") == before
    with acting_as(cast.admin_two) as by:
        access.confirm_role(id=new_id(), seen=row.version, membership=row.pk, by=by)
    assert (tasks(case, "upe-cusco"), tasks(case, "mimp-hq")) == (before, set())
    with acting_as(cast.upe_chief) as by:
        assert not Task.objects.visible_to(by).filter(unit_id=by.unit_id).exists()


def test_closing_an_account_says_what_becomes_of_the_files(cast):
    page = text(signed_in(cast, "admin").get(reverse("deactivate_user", args=[cast.users["upe"].code])))
    assert "los expedientes abiertos pasan a la unidad que sigue" in page
    assert dependants.at_work(cast.units["upe-cusco"].pk) and not dependants.at_work(cast.units["house"].pk)
