"""A unit on which a child's file rests is not closed, and who wanted to close it learns a number and no more."""

import pytest

from amparo.access import actions, dependants
from amparo.access.acting import acting_as
from amparo.access.models import Membership, Unit
from amparo.cases import actions as act
from amparo.cases.masking import SMALLEST_SHOWN
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from tests.cases.pages import alert, now, protected, referred, taken
from tests.cases.samples import move_stay


def resting(cast, unit):
    """As an administrator asks, who sees no case."""
    with acting_as(cast.admin):
        return dependants.resting_on(cast.units[unit].pk)


def test_an_alert_that_waits_and_a_file_in_charge_rest_on_the_unit(cast):
    assert resting(cast, "upe-cusco") == []
    alert(cast)
    assert resting(cast, "upe-cusco") == ["menos de 11 expedientes abiertos"]
    assert resting(cast, "upe-loreto") == []


def test_a_closed_file_rests_on_nobody(cast):
    case = protected(cast)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="reintegrated", by=by)
    assert resting(cast, "upe-cusco") == []


def test_a_file_handed_over_rests_on_the_other_unit(cast):
    case = taken(cast)
    with acting_as(cast.upe) as by:
        act.hand_over(id=new_id(), seen=now(case).version, case=case.pk, part="protection", to_unit=cast.outsider.unit_id, by=by)
    assert resting(cast, "upe-cusco") == []
    assert resting(cast, "upe-loreto") == ["menos de 11 expedientes abiertos"]


def test_a_running_referral_rests_on_who_answers_it(cast):
    row = referred(cast, protected(cast))
    assert resting(cast, "salud-cusco") == ["menos de 11 derivaciones sin terminar"]
    with acting_as(cast.health) as by:
        act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="refuse", reason="no_capacity", by=by)
    assert resting(cast, "salud-cusco") == []


def test_a_kept_bed_and_a_child_in_it_rest_on_the_centre(cast):
    kwargs = move_stay(cast)
    assert "menos de 11 plazas ocupadas o reservadas" in resting(cast, "care-sur")
    with acting_as(cast.centre):
        act.move_stay(**kwargs)
    assert "menos de 11 plazas ocupadas o reservadas" in resting(cast, "care-sur")


def test_eleven_are_said_as_they_are(cast):
    alert(cast, children=SMALLEST_SHOWN)
    assert resting(cast, "upe-cusco") == ["11 expedientes abiertos"]


def test_such_a_unit_does_not_close_and_an_empty_one_does(cast):
    alert(cast)
    Membership.objects.filter(unit=cast.units["upe-cusco"]).update(state="ended")
    with acting_as(cast.admin) as by:
        row = Unit.objects.get(code="upe-cusco")
        with pytest.raises(Invalid) as refused:
            actions.propose_closing(id=new_id(), seen=row.version, unit=row.pk, by=by)
        said = str(refused.value)
        assert "menos de 11 expedientes abiertos" in said and "Entregar a otra unidad" in said and "AMP-" not in said
        other = Unit.objects.get(code="ugel-cusco")
        Membership.objects.filter(unit=other).update(state="ended")
        assert actions.propose_closing(id=new_id(), seen=other.version, unit=other.pk, by=by).state == "proposed"
