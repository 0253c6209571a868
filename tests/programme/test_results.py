"""Values: recorded, sent, validated by somebody else, published, corrected; and what is sent back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme.models import Result, ResultPart
from amparo.programme.queries import indicators as queries
from amparo.programme.rules_indicators import PartFacts
from tests.programme.figures import counted, indicator, now, record, sent, step, value

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
EVERYBODY = ["us", "peru", "partner", "other_partner", "subrecipient", "other_subrecipient", "evaluator", "crtp", "cmnp"]


def seen_by(compact, pk):
    """Who sees a value, by page and by raw SQL."""
    found = set()
    for name in EVERYBODY:
        actor = getattr(compact.cast, name)
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM programme_result WHERE id = %s", [pk])
            behind = cursor.fetchone() is not None
            assert behind is Result.objects.visible_to(actor).filter(pk=pk).exists(), name
        found |= {name} if behind else set()
    return found


def actual(compact, code, year, by=None, on=ON):
    by = by or compact.cast.us
    with acting_as(by):
        return queries.one(by, compact.compact, code, on=on).actuals.get(year)


def test_a_draft_is_seen_by_nobody_else_and_a_sent_value_by_the_award(compact):
    cast = compact.cast
    row = indicator(compact)
    draft = record(compact, row, value(5, award=compact.award.pk, region="08"), cast.partner)
    assert seen_by(compact, draft.pk) == {"partner"}
    step(compact, "send_result", draft, cast.partner)
    assert seen_by(compact, draft.pk) == {"us", "peru", "evaluator", "partner", "crtp"}
    step(compact, "validate_result", draft, cast.peru)
    step(compact, "publish_result", draft, cast.us)
    assert seen_by(compact, draft.pk) == set(EVERYBODY)


def test_the_parts_of_a_draft_are_as_hidden_as_the_draft(compact):
    cast = compact.cast
    row = indicator(compact)
    parts = (PartFacts("sex", "female", Decimal(3)), PartFacts("sex", "male", Decimal(2)))
    draft = record(compact, row, value(5, award=compact.award.pk, parts=parts), cast.partner)
    for name, many in (("partner", 2), ("us", 0), ("other_partner", 0)):
        with acting_as(getattr(cast, name)):
            assert ResultPart.objects.filter(result_id=draft.pk).count() == many
    step(compact, "send_result", draft, cast.partner)
    with acting_as(cast.us):
        assert ResultPart.objects.filter(result_id=draft.pk).count() == 2


def test_nobody_validates_what_his_own_unit_wrote(compact):
    cast = compact.cast
    row = indicator(compact)
    result = sent(compact, row, value(5))
    with pytest.raises(Denied):
        step(compact, "validate_result", result, cast.us)
    step(compact, "validate_result", result, cast.peru)
    of_partner = sent(compact, row, value(5, award=compact.award.pk), cast.partner)
    with pytest.raises(Denied):
        step(compact, "validate_result", of_partner, cast.partner)
    of_sub = sent(compact, row, value(2, subaward=compact.subaward.pk), cast.subrecipient)
    assert step(compact, "validate_result", of_sub, cast.partner).state == "validated"


def test_only_a_government_publishes(compact):
    cast = compact.cast
    row = indicator(compact)
    result = sent(compact, row, value(2, subaward=compact.subaward.pk), cast.subrecipient)
    step(compact, "validate_result", result, cast.partner)
    with pytest.raises((Denied, NotFound)):
        step(compact, "publish_result", result, cast.partner)
    assert step(compact, "publish_result", result, cast.peru).state == "published"


def test_a_partner_speaks_of_its_own_award_only(compact):
    cast = compact.cast
    row = indicator(compact)
    for facts in (value(1), value(1, award=compact.other_award.pk)):
        with pytest.raises(Invalid):
            record(compact, row, facts, cast.partner)
    with pytest.raises(Invalid):
        record(compact, row, value(1, award=compact.award.pk), cast.subrecipient)
    assert record(compact, row, value(1, subaward=compact.subaward.pk), cast.subrecipient).award_id == compact.award.pk


def test_a_value_sent_back_is_changed_and_sent_again(compact):
    cast = compact.cast
    row = indicator(compact)
    result = sent(compact, row, value(5, award=compact.award.pk), cast.partner)
    step(compact, "return_result", result, cast.us)
    with acting_as(cast.partner):
        seen = Result.objects.get(pk=result.pk).version
        act.change_result(id=new_id(), seen=seen, result=result.pk, facts=value(6, award=compact.award.pk), by=cast.partner)
    assert seen_by(compact, result.pk) == {"partner"}, "what is written anew is a draft again"
    step(compact, "send_result", result, cast.partner)
    assert now(Result, result, cast.us).value == 6


def test_a_correction_stands_beside_the_old_value_with_its_date(compact):
    cast = compact.cast
    row = indicator(compact)
    old = counted(compact, row, value(5, quarter=0, as_of=PartialDate(2026, 1, 15)))
    with acting_as(cast.us):
        facts = value(7, quarter=0, explanation_es="Llegó el dato de Puno.", as_of=PartialDate(2026, 3, 1))
        seen = Result.objects.get(pk=old.pk).version
        new = act.correct_result(id=new_id(), seen=seen, result=old.pk, facts=facts, by=cast.us)
    old = now(Result, old, cast.us)
    assert (old.state, old.value, str(old.as_of), new.supersedes_id, new.state) == ("corrected", 5, "2026-01-15", old.pk, "sent")
    today = timezone.localdate()
    assert actual(compact, "X1", 2025, on=today).value == 5, "the old one counts until the new one is validated"
    step(compact, "validate_result", new, cast.peru)
    assert actual(compact, "X1", 2025, on=today).value == 7
    assert actual(compact, "X1", 2025, cast.partner, on=today).value == 5, "for others, until it is published"


def test_a_correction_says_why(compact):
    cast = compact.cast
    old = counted(compact, indicator(compact), value(5))
    with acting_as(cast.us), pytest.raises(Invalid, match="Explique"):
        act.correct_result(id=new_id(), seen=old.version, result=old.pk, facts=value(7), by=cast.us)


def test_two_values_for_one_period_are_refused_also_where_they_overlap(compact):
    row = indicator(compact)
    record(compact, row, value(5, quarter=2))
    for facts in (value(5, quarter=2), value(9, quarter=0), replace(value(1), ends=date(2025, 4, 1))):
        with pytest.raises(Invalid, match="Ya hay un valor"):
            record(compact, row, facts)
    record(compact, row, value(5, quarter=2, region="08"))
    record(compact, row, value(5, quarter=3))


def test_a_draft_of_another_unit_neither_blocks_nor_shows(compact):
    cast = compact.cast
    row = indicator(compact)
    mine = record(compact, row, value(5), cast.us)
    other = record(compact, row, value(6), cast.peru)
    step(compact, "send_result", mine, cast.us)
    with pytest.raises(Invalid, match="Ya hay un valor"):
        step(compact, "send_result", other, cast.peru)


BAD = [
    ("count", {"starts": date(2025, 3, 1), "ends": date(2025, 1, 1)}, "ends"),
    ("count", {"ends": date(2099, 1, 1)}, "ends"),
    ("count", {"value": Decimal(-1)}, "value"),
    ("count", {"numerator": Decimal(1), "denominator": Decimal(2)}, "numerator"),
    ("count", {"parts": (PartFacts("sex", "female", Decimal(3)), PartFacts("sex", "male", Decimal(1)))}, "parts"),
    ("count", {"parts": (PartFacts("purpose", "sexual", Decimal(5)),)}, "parts"),
    ("count", {"region": "99"}, "region"),
    ("count", {"method": "Escriba a ana@example.pe"}, "method"),
    ("unique", {"parts": (PartFacts("sex", "female", Decimal(6)), PartFacts("sex", "male", Decimal(1)))}, "parts"),
    ("ratio", {"value": None, "numerator": Decimal(1), "denominator": Decimal(0)}, "denominator"),
    ("ratio", {"value": None, "numerator": Decimal(9), "denominator": Decimal(5)}, "numerator"),
    ("ratio", {"value": Decimal(50), "numerator": Decimal(9), "denominator": Decimal(10)}, "value"),
    ("ratio", {"value": None, "numerator": Decimal(9)}, "denominator"),
]


@pytest.mark.parametrize(("kind", "wrong", "name"), BAD)
def test_bad_input_is_one_clear_sentence_and_nothing_is_lost(compact, kind, wrong, name):
    row = indicator(compact, kind=kind)
    with pytest.raises(Invalid) as problem:
        record(compact, row, replace(value(5), **wrong))
    assert list(problem.value.messages) == [name]
    assert len(problem.value.messages[name]) == 1
    with acting_as(compact.cast.us):
        assert not Result.objects.exists()


def test_a_ratio_follows_from_what_it_is_made_of(compact):
    row = indicator(compact, kind="ratio")
    result = record(compact, row, value(numerator=Decimal(2), denominator=Decimal(3)))
    assert now(Result, result, compact.cast.us).value == Decimal("66.6667")
    assert record(compact, row, value("66.7", quarter=2, numerator=Decimal(2), denominator=Decimal(3))).value == Decimal(
        "66.6667"
    )


def test_a_call_from_above_records_for_the_system(compact):
    row = indicator(compact)
    files = system("files", Verb.RECORD_RESULT)
    source = Source.objects.create(code="test-public-record", title="Nota de prensa")
    with acting_as(files):
        result = act.record_result(id=new_id(), seen=0, indicator=row.pk, facts=value(9, region="08"), by=files)
        assert (result.state, result.reach) == ("sent", "award")
        known = value(4, year=2020, quarter=0, source=source.pk, known_on=date(2020, 2, 20))
        public = act.record_result(id=new_id(), seen=0, indicator=row.pk, facts=known, by=files)
        with pytest.raises(Invalid, match="fuente"):
            act.record_result(id=new_id(), seen=0, indicator=row.pk, facts=replace(known, source=None), by=files)
    assert public.state == "published"
    assert not actual(compact, "X1", 2020, on=date(2020, 2, 19))
    assert actual(compact, "X1", 2020, on=date(2020, 2, 20)).value == 4
    with acting_as(system("nobody")), pytest.raises(Denied):
        act.record_result(id=new_id(), seen=0, indicator=row.pk, facts=value(1), by=system("nobody"))


def test_what_was_sent_cannot_be_changed_or_removed_by_raw_sql(compact):
    result = counted(compact, indicator(compact), value(5))
    for sql in ("UPDATE programme_result SET value = 9 WHERE id = %s", "DELETE FROM programme_result WHERE id = %s"):
        with acting_as(compact.cast.us), pytest.raises(Exception, match="stays|denied"):  # noqa: SIM117
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [result.pk])


def test_a_period_cannot_hold_two_sent_values_by_raw_sql(compact):
    result = counted(compact, indicator(compact), value(5))
    with acting_as(compact.cast.us):
        row = Result.objects.get(pk=result.pk)
        row.pk, row.supersedes = new_id(), None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
