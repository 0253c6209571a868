"""The desk of who takes part in the partnership and opens no file: what waits for him by its own words, and where his work is."""

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.desk.models import Task
from amparo.programme import actions as act
from amparo.programme.actions import waiting
from tests.programme import dialogues as d
from tests.programme import grants
from tests.programme.pages import get
from tests.programme.promises import promised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]


def overdue(made):
    """A commitment of the donor that fell due last year."""
    row = promised(made, "us", "U-01", due=PartialDate(timezone.localdate().year - 1, 6, 30))
    with acting_as(made.cast.us):
        waiting.commitment(row, made.cast.us)
    return row


def test_what_waits_is_told_by_the_words_of_the_commitment(compact):
    row = overdue(compact)
    page = get(compact, "us", "/")
    assert f"{row.code}. {row.text_es}" in page and "Cumpla un compromiso de su parte." in page
    assert f"/compromisos/{row.code}/" in page


def test_a_task_of_the_dialogue_leads_to_its_room(compact):
    row = d.choosing(compact)
    page = get(compact, "peru", "/")
    assert "Elija indicadores y preguntas" in page and f"/dialogos/{row.number}/" in page


@pytest.mark.parametrize("who", ["us", "peru", "partner", "subrecipient"])
def test_nobody_who_opens_no_file_is_offered_one(compact, who):
    page = get(compact, who, "/")
    assert "Abrir por código" not in page and "sin novedad" not in page and "Alianzas en vigor" in page


def test_a_partner_finds_what_it_carries_out(compact):
    award = grants.signed(compact)
    sub = grants.sub_signed(compact, award)
    assert f"/alianza/adjudicaciones/{award.pk}/" in get(compact, "partner", "/")
    assert f"/alianza/subacuerdos/{sub.pk}/" in get(compact, "subrecipient", "/")
    assert "Alianzas en vigor" in get(compact, "evaluator", "/")


def test_of_a_compact_that_is_over_nobody_owes_anything(compact):
    overdue(compact)
    by = compact.cast.us
    with acting_as(by):
        assert Task.objects.visible_to(by).filter(subject_id=compact.compact.pk, state="open").exists()
        act.close_compact(id=new_id(), seen=compact.again().version, compact=compact.compact.pk, by=by)
        assert not Task.objects.visible_to(by).filter(subject_id=compact.compact.pk, state="open").exists()
