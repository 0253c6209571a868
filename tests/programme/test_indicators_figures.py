"""The figures of indicators for the snapshot: the same for the same cut-off, whatever happened since."""

from datetime import date
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme.figures.indicators import figures
from amparo.programme.models import Result
from tests.programme.figures import counted, indicator, now, targets, value

pytestmark = pytest.mark.django_db
CUT = date(2026, 3, 31)


def of(compact, cut=CUT):
    with acting_as(compact.cast.us) as by:
        return figures(by, compact.compact, cut)


@pytest.fixture
def row(compact):
    source = Source.objects.create(code="test-source", title="Anuario")
    row = indicator(compact, "V2", baseline=Decimal(3), baseline_year=2024, source=source.pk)
    targets(compact, row, {2025: 30, 2026: 40})
    counted(compact, row, value(16, 2025, 0, source=source.pk, explanation_es="Faltó Puno."), on=date(2026, 2, 1))
    return row


def test_an_indicator_gives_baseline_target_actual_variance_explanation_and_source(compact, row):
    found = {one.key: one for one in of(compact)}
    assert [found[f"indicator:V2:{key}"].value for key in ("baseline", "2025:target", "2025:actual", "2025:variance")] == [
        3,
        30,
        16,
        -14,
    ]
    actual = found["indicator:V2:2025:actual"]
    assert (actual.source, str(actual.as_of)) == ("test-source", "2025-12-31")
    assert actual.footnote_es.startswith("Anuario.")
    assert found["indicator:V2:2025:explanation"].words_es == "Faltó Puno."
    light = found["indicator:V2:light"]
    assert (light.words_es, light.words_en) == ("Bajo la meta", "Below target")
    assert found["indicator:V2:2026:actual"].value is None
    assert (found["indicator:V2:2026:actual"].words_es, found["indicator:V2:2026:actual"].words_en) == ("No se sabe", "Not known")


def test_made_again_for_the_same_cut_off_every_figure_is_equal(compact, row):
    before = of(compact)
    with acting_as(compact.cast.us) as by:
        old = Result.objects.get()
        facts = value(20, 2025, 0, explanation_es="Llegó Puno.")
        new = act.correct_result(id=new_id(), seen=old.version, result=old.pk, facts=facts, by=by)
    with acting_as(compact.cast.peru) as by:
        act.validate_result(id=new_id(), seen=new.version, result=new.pk, by=by)
    counted(compact, row, value(9, 2026, 1))
    assert of(compact) == before, "what became known later does not count"
    known = now(Result, new, compact.cast.us).known_on
    assert {one.key: one.value for one in of(compact, known)}["indicator:V2:2025:actual"] == 20


def test_figures_come_in_one_order_and_each_key_once(compact, row):
    indicator(compact, "P1")
    indicator(compact, "A1")
    keys = [one.key for one in of(compact)]
    assert len(set(keys)) == len(keys)
    assert [key.split(":")[1] for key in dict.fromkeys(keys) if key.endswith("baseline")] == ["P1", "A1", "V2"]
    assert keys == [one.key for one in of(compact)]
