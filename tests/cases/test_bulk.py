"""Registers in bulk: the same files as single alerts would make, harmless to repeat, and taken back whole."""

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import AuditLine, Exclusion
from amparo.cases import actions as act
from amparo.cases.actions import bulk
from amparo.cases.facts import ChildFacts, Claim, RegisterChild, RegisterEvent
from amparo.cases.models import Case, Event, Milestone, StatusDecision
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied
from amparo.core.ids import new_id
from amparo.vault.models import Person
from amparo.vault.rules import Identity


def register(number):
    event = RegisterEvent(new_id(), PartialDate(2024, 3), "080101", "NI 12")
    facts = ChildFacts(sex="female", age=13, identity=Identity(given_names="Inventada", first_surname="Registro"))
    children = [
        RegisterChild(new_id(), event.id, facts, (("purpose", "sexual"), ("purpose", "sexual")), (Claim("presumed"),))
        for _ in range(number)
    ]
    return [event], children


def bring(by, batch, events, children, id=None):
    act.register_children(id=id or new_id(), seen=0, batch=batch, events=events, children=children, by=by)


def test_a_chunk_that_comes_twice_makes_each_file_once(cast):
    batch, (events, children) = new_id(), register(3)
    with acting_as(cast.officer) as by:
        bring(by, batch, events, children[:2])
        bring(by, batch, events, children)
        assert Case.objects.visible_to(by).filter(batch=batch).count() == 3
        assert Event.objects.visible_to(by).count() == 1
        assert StatusDecision.objects.visible_to(by).count() == 3
    with acting_as(cast.upe):
        assert not Case.objects.exists(), "a register of the past is its own unit's"


@pytest.mark.parametrize("lot", [1, 2, 1_000])
def test_taken_back_nothing_is_left(cast, monkeypatch, lot):
    monkeypatch.setattr(bulk, "LOT", lot)
    batch, (events, children) = new_id(), register(3)
    with acting_as(cast.upe) as by:
        bring(by, batch, events, children)
        act.withdraw_children(id=new_id(), seen=0, batch=batch, cases=[child.id for child in children], by=by)
        assert (
            not Case.objects.exists()
            and not Event.objects.exists()
            and not Person.objects.exists()
            and not Milestone.objects.exists()
        )
    assert AuditLine.objects.filter(detail__contains="undone=3").count() == 1, "one line for all the lots"


@pytest.mark.parametrize("lot", [1, 1_000])
def test_what_somebody_worked_on_is_not_taken_back(cast, monkeypatch, lot):
    monkeypatch.setattr(bulk, "LOT", lot)
    batch, (events, children) = new_id(), register(2)
    with acting_as(cast.upe) as by:
        bring(by, batch, events, children)
        act.triage(id=new_id(), seen=1, case=children[1].id, risk="high", by=by)
        with pytest.raises(Conflict):
            act.withdraw_children(id=new_id(), seen=0, batch=batch, cases=[child.id for child in children], by=by)
        assert Case.objects.count() == 2


def test_health_brings_no_register(cast):
    events, children = register(1)
    with acting_as(cast.health) as by, pytest.raises(Denied):
        bring(by, new_id(), events, children)


def test_what_is_hidden_from_the_importer_is_not_taken_back_with_the_rest(cast):
    batch, (events, children) = new_id(), register(2)
    with acting_as(cast.upe) as by:
        bring(by, batch, events, children)
    Exclusion.objects.create(subject_type="case", subject_id=children[0].id, unit_id=cast.upe.unit_id, reason="official_involved")
    with acting_as(cast.upe) as by, pytest.raises(Conflict):
        act.withdraw_children(id=new_id(), seen=0, batch=batch, cases=[child.id for child in children], by=by)
    with acting_as(system("test")):
        assert Case.objects.filter(batch=batch).count() == 2
