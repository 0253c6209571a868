"""The pack of the first dialogue (6 February 2020), made from the public record: each fact stands there with its source."""

import re
from datetime import date
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme import snapshots
from amparo.programme.models import Delegate, Dialogue
from amparo.programme.packs import context, docx, shapes
from tests.programme.real import load, real_compact
from tests.programme.test_pack import opened, text_of

pytestmark = pytest.mark.django_db
CUT_OFF = date(2020, 2, 6)


@pytest.fixture
def first(cast):
    """The first dialogue of the real compact, frozen as of its day."""
    compact = real_compact(cast)
    with acting_as(cast.peru):
        row = Dialogue.objects.visible_to(cast.peru).get(compact=compact, number=1)
        act.freeze(id=new_id(), seen=row.version, dialogue=row.pk, cut_off=CUT_OFF, by=cast.peru)
        return Dialogue.objects.visible_to(cast.peru).select_related("compact", "snapshot").get(pk=row.pk)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_february_2020_pack_states_each_fact_with_its_source(cast, first, language):
    with acting_as(cast.peru):
        content = context.build(context.material(cast.peru, first), language)
    text = re.sub(r"[\s,\u202f\xa0]+", " ", text_of(opened(docx.docx(content))))
    for words in (
        "US$ 5 000 000",
        "S/ 8 000 000",
        "US$ 1 700 000",
        "US$ 6 700 000",
        "Lima",
        "Cusco",
        "Loreto",
        "Madre de Dios",
        "Puno",
    ):
        assert words in text, words
    assert re.search(r"2022", text)
    shown = [one for one in shapes.texts(content) if one.text and one.notes]
    assert shown
    assert {number for one in shown for number in one.notes} <= {note.number for note in content.notes}
    assert any("embassy" in note.text.casefold() or "embajada" in note.text.casefold() for note in content.notes)


def test_the_frozen_figures_are_those_of_the_day_each_with_source_and_date(cast, first):
    with acting_as(cast.peru):
        figures = snapshots.read(cast.peru, first.snapshot)
    money = {(figure.value, figure.measured_in) for figure in figures if figure.section in ("money", "pledge")}
    assert {(Decimal(6_700_000), "USD"), (Decimal(8_000_000), "PEN")} <= {
        (value and value.normalize() + 0, unit) for value, unit in money
    }
    stated = [figure for figure in figures if figure.section in ("agreement", "territory")]
    assert any(figure.value == 5 for figure in stated), "five shelters"
    assert all(figure.source and Source.objects.filter(pk=figure.source).exists() for figure in stated)
    # the objectives are headings; their only public wording known is of 2024, and their date says so
    told = [figure for figure in figures if not figure.key.startswith("objective:")]
    late = [figure.key for figure in told if figure.as_of is not None and figure.as_of.earliest() > CUT_OFF]
    assert late == []


def test_the_five_dialogues_and_their_officials_are_loaded_once_the_third_with_an_inferred_date(cast):
    compact = real_compact(cast)
    load(cast)
    with acting_as(cast.peru):
        rows = {row.number: row for row in Dialogue.objects.visible_to(cast.peru).filter(compact=compact)}
        seats = Delegate.objects.visible_to(cast.peru).filter(compact=compact).count()
    assert [rows[number].held_on.year for number in (1, 2, 3, 4, 5)] == [2020, 2021, 2022, 2023, 2024]
    assert [number for number, row in rows.items() if row.date_inferred] == [3]
    assert seats == 6
