"""A dialogue in each of its states, for the tests."""

from datetime import timedelta

from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.choices import ChoiceFacts
from amparo.programme.actions.dialogue import DialogueFacts, PastFacts
from amparo.programme.models import Dialogue, Indicator, IndicatorLink

WEEK = timedelta(days=7)


def today():
    return timezone.localdate()


def now(compact, row):
    """The row as it is."""
    with acting_as(compact.cast.us):
        return type(row).objects.visible_to(compact.cast.us).get(pk=row.pk)


def do(name, by, **more):
    """Runs an action as somebody."""
    with acting_as(by):
        return getattr(act, name)(id=new_id(), by=by, **{"seen": 0, **more})


def indicator(compact, code="P1", name="Niñas y niños atendidos"):
    us = compact.cast.us
    with acting_as(us):
        return Indicator.objects.create(
            compact=compact.compact, unit_id=us.unit_id, by=us.user_code, code=code, name_es=name, name_en=f"{name} (en)",
            definition_es="x", definition_en="x", kind="count", measured_in="people", direction="up", frequency="yearly",
        )  # fmt: skip


def planned(compact):
    facts = DialogueFacts(held_on=PartialDate(2027, 2), mode="in_person", place="Lima")
    return do("plan_dialogue", compact.cast.us, compact=compact.compact.pk, facts=facts)


def choosing(compact, choose_by=None):
    row = planned(compact)
    return do("open_choice", compact.cast.us, seen=row.version, dialogue=row.pk, choose_by=choose_by or today() + WEEK)


def proposed(compact, row=None, by=None, code="P1", **facts):
    row = row or choosing(compact)
    facts = facts or {"indicator": indicator(compact, code).pk}
    by = by or compact.cast.us
    return do("propose_choice", by, seen=now(compact, row).version, dialogue=row.pk, facts=ChoiceFacts(**facts))


def agreed(compact, row=None, by=None, **facts):
    choice = proposed(compact, row, by, **facts)
    other = compact.cast.peru if by in (None, compact.cast.us) else compact.cast.us
    return do("answer_choice", other, seen=choice.version, choice=choice.pk, agree=True)


def chosen(compact):
    choice = agreed(compact)
    row = now(compact, choice.dialogue)
    return do("close_choice", compact.cast.us, seen=row.version, dialogue=row.pk)


def prepared(compact):
    row = chosen(compact)
    return do("freeze", compact.cast.us, seen=row.version, dialogue=row.pk, cut_off=today())


def held(compact):
    row = prepared(compact)
    return do("hold_dialogue", compact.cast.us, seen=row.version, dialogue=row.pk, held_on=today())


def past(compact, number=1, held_on=PartialDate(2020, 2, 6), **more):  # noqa: B008 - a frozen value
    return do("record_dialogue", compact.cast.us, compact=compact.compact.pk, facts=PastFacts(number, held_on, **more))


def rows(compact, actor):
    with acting_as(actor):
        return list(Dialogue.objects.visible_to(actor).filter(compact=compact.compact))


def serve(compact, indicator, objective):
    """Links an indicator to an objective of the compact."""
    us = compact.cast.us
    with acting_as(us):
        IndicatorLink.objects.create(
            compact=compact.compact,
            unit_id=us.unit_id,
            by=us.user_code,
            indicator=indicator,
            framework="compact",
            reference=objective,
        )
