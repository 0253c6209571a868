"""Definitions, baselines, targets of every year, quality notes, and progress."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.library import library
from amparo.programme.models import Indicator, IndicatorLink, QualityNote, Territory
from amparo.programme.queries import indicators as queries
from tests.programme.figures import counted, definition, indicator, now, sent, targets, value

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
START_SET = [
    *(f"P{n}" for n in (1, 2, 3, 4, "5A", "5B", "5C", "6A", "6B", "6C", 7, 8, 9)),
    *(f"A{n}" for n in (1, 2, "2B", 3, 4, 5, 6, 7, "8A", "8B", "8C", 9)),
    *(f"V{n}" for n in range(1, 5)),
    *(f"G{n}" for n in range(1, 8)),
]


def define(compact, facts, by=None):
    by = by or compact.cast.us
    with acting_as(by):
        return act.define_indicator(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)


def progress_of(compact, code="X1", by=None, on=ON):
    by = by or compact.cast.us
    with acting_as(by):
        return queries.one(by, compact.compact, code, on=on)


def test_the_library_holds_the_start_set_in_both_languages(compact):
    assert list(library()) == START_SET
    for facts in library().values():
        every = [facts.name_es, facts.name_en, facts.definition_es, facts.definition_en, facts.covers_es, facts.covers_en]
        assert all([*every, facts.verification_es, facts.verification_en, facts.source_of_truth, facts.frequency])
        assert {framework for framework, _reference in facts.links} >= {"compact", "sdg"}
        if facts.kind == "ratio":
            assert all([facts.numerator_es, facts.numerator_en, facts.denominator_es, facts.denominator_en])
        define(compact, facts)
    with acting_as(compact.cast.us):
        assert Indicator.objects.count() == len(START_SET)
        assert set(IndicatorLink.objects.values_list("framework", "reference")) >= {
            ("policy2030", "OP1"), ("policy2030", "OP2"), ("policy2030", "OP3"), ("sdg", "16.2"), ("sdg", "8.7"), ("sdg", "5.2"),
        }  # fmt: skip


def test_convictions_are_three_rates_and_never_one():
    three = [library()[code] for code in ("P5A", "P5B", "P5C")]
    assert len({facts.denominator_es for facts in three}) == 3
    assert len({facts.name_es for facts in three}) == 3
    assert "P5" not in library()


BAD = [
    ({"code": "x 1"}, "code"),
    ({"kind": "sum"}, "kind"),
    ({"direction": "sideways"}, "direction"),
    ({"frequency": "never"}, "frequency"),
    ({"disaggregations": ("shoe",)}, "disaggregations"),
    ({"links": (("sdg", "99"),)}, "links"),
    ({"links": (("compact", "9"),)}, "links"),
    ({"definition_es": ""}, "definition_es"),
    ({"kind": "ratio", "measured_in": "percent"}, "numerator_es"),
]


@pytest.mark.parametrize(("wrong", "name"), BAD)
def test_a_definition_that_is_not_right_is_one_clear_sentence(compact, wrong, name):
    with pytest.raises(Invalid) as problem:
        define(compact, replace(definition(), **wrong))
    assert list(problem.value.messages) == [name]


def test_a_code_is_given_once(compact):
    indicator(compact)
    with pytest.raises(Invalid, match="ya existe"):
        indicator(compact)


def test_partners_define_nothing_and_the_other_side_changes_nothing(compact):
    with pytest.raises(Denied):
        define(compact, definition(), compact.cast.partner)
    row = indicator(compact, by=compact.cast.us)
    with pytest.raises(Denied):
        targets(compact, row, {2026: 5}, by=compact.cast.peru)


def test_a_target_on_the_wrong_side_of_its_baseline_is_refused(compact):
    up = indicator(compact, "U1", baseline=Decimal(10))
    down = indicator(compact, "D1", direction="down", baseline=Decimal(10))
    for row, wrong, right in ((up, 9, 11), (down, 11, 9)):
        with pytest.raises(Invalid) as problem:
            targets(compact, row, {2025: right, 2026: wrong})
        assert list(problem.value.messages) == ["year_2026"]
        assert progress_of(compact, row.code).targets == {}, "nothing of it was kept"
        targets(compact, row, {2025: right, 2026: 10})


def test_a_baseline_that_turns_a_target_wrong_is_refused(compact):
    row = indicator(compact)
    targets(compact, row, {2026: 5})
    with acting_as(compact.cast.us), pytest.raises(Invalid, match="lado equivocado"):
        act.set_baseline(id=new_id(), seen=2, indicator=row.pk, value=Decimal(6), year=2024, source=None, by=compact.cast.us)


def test_every_year_of_the_term_has_its_target_or_says_it_is_missing(compact):
    with acting_as(compact.cast.us):
        compact.compact.starts, compact.compact.ends = PartialDate(2024, 9), PartialDate(2027)
        compact.compact.save()
    row = indicator(compact)
    targets(compact, row, {2025: 10, 2026: 20})
    assert progress_of(compact).targets == {2024: None, 2025: 10, 2026: 20, 2027: None}
    targets(compact, row, {2026: None, 2027: 30})
    assert progress_of(compact, on=timezone.localdate()).targets == {2024: None, 2025: 10, 2026: None, 2027: 30}
    assert progress_of(compact).targets[2026] == 20, "of a day before this was recorded, what was agreed first"
    with pytest.raises(Invalid, match="fuera del plazo"):
        targets(compact, row, {2023: 5})


def test_targets_of_a_region_stand_beside_the_national_ones(compact):
    row = indicator(compact)
    targets(compact, row, {2026: 20})
    targets(compact, row, {2026: 5}, region="08")
    assert progress_of(compact).targets == {2026: 20}


def test_progress_adds_up_regions_and_quarters_and_says_what_is_missing(compact):
    cast = compact.cast
    with acting_as(cast.us):
        for region in ("08", "16", "17"):
            Territory.objects.create(compact=compact.compact, unit_id=cast.us.unit_id, by="x", regions=[region])
    row = indicator(compact)
    targets(compact, row, {2026: 20})
    for region, quarter, amount in (("08", 1, 4), ("08", 2, 5), ("16", 1, 2), ("16", 2, 1)):
        counted(compact, row, value(amount, 2026, quarter, region=region), on=ON)
    found = progress_of(compact)
    assert found.missing_regions == ("17",)
    line = found.current
    assert (line.year, line.actual.value, line.actual.low, line.actual.complete) == (2026, None, 12, False)
    assert (line.light.code, line.unfinished, line.variance) == ("unknown", True, None)
    for quarter in (1, 2):
        counted(compact, row, value(0, 2026, quarter, region="17"), on=ON)
    line = progress_of(compact).current
    assert (line.actual.value, line.variance, line.light.code, line.missing.regions) == (12, -8, "on_track", ())


def test_only_what_is_known_by_the_day_counts(compact):
    row = indicator(compact)
    result = counted(compact, row, value(4, 2025, 0))
    day = now(type(result), result, compact.cast.us).known_on
    assert progress_of(compact, on=date.fromordinal(day.toordinal() - 1)).lines == ()
    assert progress_of(compact, on=day).actuals[2025].value == 4


def test_a_partner_reads_what_is_published_and_no_partial_sum(compact):
    row = indicator(compact)
    counted(compact, row, value(4, 2025, 1), publish=False)
    counted(compact, row, value(6, 2025, 2))
    on = timezone.localdate()  # what is recorded today is known today
    assert progress_of(compact, on=on).actuals[2025].low == 10
    assert progress_of(compact, by=compact.cast.partner, on=on).actuals[2025].low == 6
    sent(compact, row, value(9, 2025, 3))
    assert progress_of(compact, on=on).actuals[2025].low == 10


def test_a_quality_note_is_said_and_mended(compact):
    cast = compact.cast
    row = indicator(compact)
    with acting_as(cast.partner):
        kwargs = {"indicator": row.pk, "result": None, "kind": "late", "words": "Llega tarde.", "by": cast.partner}
        with pytest.raises(Invalid):
            act.note_quality(id=new_id(), seen=0, **{**kwargs, "kind": "bad"})
        note = act.note_quality(id=new_id(), seen=0, **kwargs)
    assert [one.pk for one in progress_of(compact).quality_notes] == [note.pk]
    assert not progress_of(compact, by=cast.other_partner).quality_notes
    with acting_as(cast.peru):
        act.mend_quality(id=new_id(), seen=note.version, note=note.pk, on=ON, by=cast.peru)
    assert now(QualityNote, note, cast.us).mended_on == ON


def test_a_mended_note_is_mended_once(compact):
    cast = compact.cast
    row = indicator(compact)
    with acting_as(cast.us):
        note = act.note_quality(id=new_id(), seen=0, indicator=row.pk, result=None, kind="late", words="x", by=cast.us)
        act.mend_quality(id=new_id(), seen=1, note=note.pk, on=ON, by=cast.us)
        with pytest.raises(Invalid):
            act.mend_quality(id=new_id(), seen=2, note=note.pk, on=ON, by=cast.us)
    with acting_as(cast.partner), pytest.raises(Denied):
        act.mend_quality(id=new_id(), seen=2, note=note.pk, on=ON, by=cast.partner)


def test_progress_asks_little_however_many_values(compact, django_assert_max_num_queries):
    row = indicator(compact)
    for quarter in (1, 2, 3):
        counted(compact, row, value(1, 2025, quarter))
    with acting_as(compact.cast.us) as by, django_assert_max_num_queries(7):
        queries.progress(by, compact.compact, ON)
