"""An exclusion that takes a file from the unit that looks after the child: who has it in the same moment, and what goes along."""

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import AuditLine, Institution, Membership, Unit, User
from amparo.access.sessions import actor_of
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Case, Involvement, Milestone
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_code, new_id
from amparo.desk.models import Notice, RunningClock, Task
from tests.cases.pages import alert, now, protected, signed_in, taken, text
from tests.cases.test_attacks import stayed
from tests.cases.test_exclusions import hide, lift, rows_behind_the_wall

LOOKER = system("looker")


def unit(cast, code, kind, house, *, parent=None, ubigeo=("08",), role=""):
    """One more unit with one person in it, as an actor of the cast."""
    above = cast.units[parent] if parent else None
    made = Unit.objects.create(
        code=code, institution=Institution.objects.get(code=house), parent=above, name=code, kind=kind, ubigeo=list(ubigeo)
    )
    made.refresh_from_db()
    user = User.objects.create(code=new_code("USR"), email=f"{code}@example.pe", display_name=code)
    membership = Membership.objects.create(user=user, unit=made, role=role or kind, state="active")
    membership.unit = made
    cast.units[code], cast.users[code], cast.actors[code] = made, user, actor_of(user, membership)
    return cast.actors[code]


@pytest.fixture
def second(cast):
    """Another protection unit whose jurisdiction covers Cusco."""
    return unit(cast, "otra-upe-cusco", "upe", "mimp", parent="mimp-hq")


def live(case, part="protection"):
    """Who has the part now: unit code → relation."""
    with acting_as(LOOKER):
        rows = Involvement.objects.filter(case=case, part=part, until=None)
        return dict(rows.values_list("unit__code", "relation"))


def clocks(case, code):
    with acting_as(LOOKER):
        rows = RunningClock.objects.filter(subject_id=case.pk, unit__code=code, state="running")
        return set(rows.values_list("rule_code", flat=True))


def tasks(case, code):
    with acting_as(LOOKER):
        return set(Task.objects.filter(subject_id=case.pk, unit__code=code, state="open").values_list("kind", flat=True))


def notices(kind="nobody_protects"):
    with acting_as(LOOKER):
        return {notice.user.display_name for notice in Notice.objects.filter(kind=kind)}


def test_the_next_unit_of_the_place_has_it_in_the_same_moment(cast, second):
    case = protected(cast)
    owed = clocks(case, "upe-cusco")
    assert "court_copies" in owed
    hide(cast, case, "upe-cusco")
    assert live(case) == {"otra-upe-cusco": "receiver"}
    assert clocks(case, "upe-cusco") == set()
    assert clocks(case, "otra-upe-cusco") == owed
    assert tasks(case, "upe-cusco") == set()
    assert {"take_charge", "send_to_court"} <= tasks(case, "otra-upe-cusco")
    with acting_as(second) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
        assert Milestone.objects.visible_to(by).filter(case=case, kind="passed_on", unit_id=second.unit_id).count() == 1
    assert live(case) == {"otra-upe-cusco": "responsible"}
    assert rows_behind_the_wall(cast.upe, "cases_case", "id", case.pk) == 0
    line = AuditLine.objects.get(verb="pass_part")
    assert (line.subject, line.actor) == (case.code, cast.dpo.user_code)
    assert line.detail == "part=protection;from=upe-cusco;to=otra-upe-cusco"
    assert notices() == set()


def test_an_alert_that_waits_goes_on_with_its_clock(cast, second):
    case = alert(cast)
    assert live(case) == {"upe-cusco": "receiver"}
    hide(cast, case, "upe-cusco")
    assert live(case) == {"otra-upe-cusco": "receiver"}
    assert clocks(case, "otra-upe-cusco") == {"alert_taken"}
    assert tasks(case, "otra-upe-cusco") == {"take_charge"}


def test_a_unit_without_people_or_itself_kept_away_is_not_the_next(cast, second):
    case = protected(cast)
    hide(cast, case, "otra-upe-cusco")
    hide(cast, case, "upe-cusco")
    assert "otra-upe-cusco" not in live(case)
    other = protected(cast)
    Membership.objects.filter(unit=cast.units["otra-upe-cusco"]).update(state="ended")
    hide(cast, other, "upe-cusco")
    assert "otra-upe-cusco" not in live(other)


def test_where_no_other_unit_covers_the_place_the_unit_above_says_who_protects(cast):
    case = protected(cast)
    owed = clocks(case, "upe-cusco")
    hide(cast, case, "upe-cusco")
    assert (live(case), clocks(case, "mimp-hq")) == ({}, owed)
    assert "name_protector" in tasks(case, "mimp-hq")
    client = signed_in(cast, "upe_chief")
    address = reverse("name_protector", args=[case.code])
    page = text(client.get("/"))
    assert "Diga hoy qué unidad se hace cargo" in page and address in page
    form = text(client.get(address))
    assert "upe-loreto" in form and "upe-cusco" not in form
    assert client.get(reverse("case", args=[case.code])).status_code in (403, 404)
    sent = {"id": new_id(), "seen": now_of(case).version, "to_unit": cast.outsider.unit_id}
    assert client.post(address, {**sent, "to_unit": cast.upe.unit_id}).status_code == 200  # not in the list
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302  # a second click
    assert live(case) == {"upe-loreto": "receiver"}
    assert clocks(case, "upe-loreto") == owed
    assert "name_protector" not in tasks(case, "mimp-hq")
    with acting_as(cast.outsider) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    again = {"id": new_id(), "seen": now_of(case).version, "to_unit": cast.outsider.unit_id}
    assert "Ya hay una unidad que la protege" in text(client.post(address, again))


def now_of(case):
    with acting_as(LOOKER):
        return Case.objects.get(pk=case.pk)


def test_a_protection_worker_in_the_unit_above_takes_charge_himself(cast):
    user = cast.users["upe_chief"]
    membership = Membership.objects.create(user=user, unit=cast.units["mimp-hq"], role="upe", state="active")
    case = protected(cast)
    hide(cast, case, "upe-cusco")
    assert live(case) == {"mimp-hq": "receiver"}
    membership.unit = cast.units["mimp-hq"]
    with acting_as(actor_of(user, membership)) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    assert live(case) == {"mimp-hq": "responsible"}


def test_where_there_is_nobody_who_hid_it_and_the_officer_of_data_know(cast):
    case = protected(cast)
    made = hide(cast, case, "mimp-hq", by="prosecutor")
    assert tasks(case, "fistrap-cusco") >= {"name_protector"}
    assert notices() == {"dpo"}
    assert live(case) == {"upe-cusco": "responsible"}
    assert "Nadie la protege ahora" in text(signed_in(cast, "prosecutor").get("/"))
    page = text(signed_in(cast, "dpo").get(reverse("inbox")))
    assert "Nadie tiene a cargo la protección" in page and reverse("case", args=[case.code]) not in page
    lift(cast, made)
    assert rows_behind_the_wall(cast.upe, "cases_case", "id", case.pk) == 1
    with acting_as(cast.prosecutor) as by, pytest.raises(Invalid, match="Ya hay una unidad"):
        act.name_protector(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.outsider.unit_id, by=by)


def test_the_prosecutor_who_hid_it_names_a_unit_that_comes_later(cast):
    case = protected(cast)
    hide(cast, case, "mimp-hq", by="prosecutor")
    unit(cast, "upe-municipal", "upe", "inabif", ubigeo=("21",))
    with acting_as(cast.prosecutor) as by:
        own = Task.objects.visible_to(by).filter(unit_id=by.unit_id, state="open").exclude(kind="name_protector").count()
        target = cast.units["upe-municipal"].pk
        act.name_protector(id=new_id(), seen=now(case).version, case=case.pk, to_unit=target, by=by)
        assert Task.objects.visible_to(by).filter(unit_id=by.unit_id, state="open").count() == own
    assert live(case) == {"upe-municipal": "receiver"}


def test_the_officer_who_hid_it_is_told_once(cast):
    hide(cast, protected(cast), "mimp-hq")
    assert notices() == {"dpo"}
    with acting_as(LOOKER):
        assert Notice.objects.filter(kind="nobody_protects").count() == 1


@pytest.mark.parametrize("who", ["officer", "upe", "police_chief", "dpo", "admin"])
def test_nobody_else_names_who_protects(cast, who):
    case = taken(cast)
    with acting_as(LOOKER):
        version = Case.objects.get(pk=case.pk).version
    with acting_as(cast.actors[who]) as by, pytest.raises((Denied, NotFound)):
        act.name_protector(id=new_id(), seen=version, case=case.pk, to_unit=cast.outsider.unit_id, by=by)


def test_each_person_of_the_unit_kept_away_is_the_unit_kept_away(cast, second):
    case = protected(cast)
    hide(cast, case, user="upe")
    assert live(case) == {"upe-cusco": "responsible"}
    hide(cast, case, user="upe_two")
    assert live(case) == {"otra-upe-cusco": "receiver"}


def test_a_colleague_who_is_let_in_goes_on_protecting(cast, second):
    case = protected(cast)
    hide(cast, case, "upe-cusco", exempt=["upe_two"])
    assert live(case) == {"upe-cusco": "responsible"}
    assert tasks(case, "otra-upe-cusco") == set()


def test_an_exclusion_of_who_has_nothing_to_do_with_it_moves_nothing(cast, second):
    case = protected(cast)
    hide(cast, case, "pnp-cusco")
    hide(cast, case, "salud-cusco")
    assert live(case) == {"upe-cusco": "responsible"}
    assert notices() == set() and not AuditLine.objects.filter(verb="pass_part").exists()


def test_a_closed_file_goes_to_nobody(cast, second):
    case = protected(cast)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="reintegrated", by=by)
    hide(cast, case, "upe-cusco")
    assert tasks(case, "otra-upe-cusco") == set() and notices() == set()


def test_the_penal_part_goes_to_the_next_prosecutor_or_stays(cast):
    case = protected(cast)
    hide(cast, case, "fistrap-cusco")
    assert live(case, "penal") == {"fistrap-cusco": "responsible"}
    assert notices() == set()
    unit(cast, "cusco-fistrap", "prosecutor", "mpfn", parent="mpfn-hq")
    other = protected(cast)
    hide(cast, other, "fistrap-cusco")
    assert live(other, "penal") == {"cusco-fistrap": "receiver"}
    assert live(other) == {"upe-cusco": "responsible"}


def test_the_only_unit_in_charge_gives_way_to_a_protection_unit(cast):
    """An alert from a place that no protection unit covered: the station alone has it, and is kept away."""
    with acting_as(cast.officer) as by:
        event = act.raise_alert(
            id=new_id(), seen=0, event=EventFacts(channel="police_station", place="210101", danger="no"),
            children=(ChildFacts(),) * 2, by=by,
        )  # fmt: skip
        one, other = Case.objects.filter(event=event)
    assert live(one) == {}
    hide(cast, one, "pnp-cusco")
    assert notices() == {"dpo"}
    unit(cast, "upe-puno", "upe", "mimp", parent="mimp-hq", ubigeo=("21",))
    hide(cast, other, "pnp-cusco")
    assert live(other) == {"upe-puno": "receiver"}
    assert tasks(other, "upe-puno") >= {"take_charge"}


def test_she_lives_in_the_centre_that_is_kept_away(cast, second):
    case = stayed(cast, ("leave_unannounced", ""))
    assert clocks(case, "care-sur") == {"unauthorised_leave"}
    hide(cast, case, "care-sur")
    assert "centre_kept_away" in tasks(case, "upe-cusco")
    assert "unauthorised_leave" in clocks(case, "upe-cusco")
    assert clocks(case, "care-sur") == set()
    assert live(case) == {"upe-cusco": "responsible"}


def test_centre_and_protection_unit_at_once(cast, second):
    case = stayed(cast)
    hide(cast, case, "care-sur")
    hide(cast, case, "upe-cusco")
    assert "centre_kept_away" in tasks(case, "otra-upe-cusco")
