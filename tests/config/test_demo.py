"""The demonstration: every story is told to its end by the same actions that people use, and telling it twice changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import DemoMark, User
from amparo.cases.models import Case, Referral, StatusDecision, Stay
from amparo.config.demo.spread import TOUR, load
from amparo.desk.models import RunningClock
from amparo.programme.models import Compact, Participation


@pytest.fixture
def told(fresh_database):
    load(cases=len(TOUR) + 4, seed=7)


def test_the_tour_has_what_it_promises_and_a_second_load_changes_nothing(told):
    def counts():
        with acting_as(system("test")) as by:
            return (
                Case.objects.visible_to(by).count(),
                Referral.objects.visible_to(by).filter(state="refused").exists(),
                Stay.objects.visible_to(by).filter(state="away").exists(),
                RunningClock.objects.visible_to(by).filter(state="running").exists(),
                set(StatusDecision.objects.visible_to(by).values_list("status", flat=True)),
                set(Case.objects.visible_to(by).values_list("protection", flat=True)),
            )

    first = counts()
    assert first[0] >= len(TOUR) + 4
    assert all(first[1:4])
    assert {"ruled_out", "identified", "presumed"} <= first[4]
    assert {"alert", "protected", "in_plan", "closed", "presumed"} <= first[5]
    load(cases=len(TOUR) + 4, seed=7)
    assert counts() == first


def test_it_refuses_a_database_with_real_accounts(db):
    User.objects.create(code="USR-1", email="real@example.pe", display_name="x")
    assert not DemoMark.objects.exists()
    with pytest.raises(CommandError):
        call_command("load_demo", "--cases", "1")


def test_the_compacts_of_the_public_record_are_there_with_who_takes_part(told):
    with acting_as(system("test")) as by:
        compacts = {row.code: row.state for row in Compact.objects.visible_to(by).filter(is_demo=False)}
        seats = Participation.objects.visible_to(by).values_list("compact__is_demo", "member__code", "capacity")
        recorded = {(member, capacity) for demo, member, capacity in seats if not demo}
        invented = {(member, capacity) for demo, member, capacity in seats if demo}
    assert compacts["peru-2017"] == "closed"
    assert {"ghana-2015", "philippines-2017", "jamaica-2018", "mongolia-2020", "colombia-2022"} <= set(compacts)
    assert {("gobierno-peru", "party"), ("gobierno-eeuu", "party"), ("crtp-08", "commission")} <= recorded & invented
    assert ("socio", "partner") in invented - recorded  # an invented partner takes no part in a real compact
