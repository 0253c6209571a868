"""Indicators and values of the tests."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Indicator, Result
from amparo.programme.rules_indicators import IndicatorFacts, ResultFacts

QUARTERS = {1: ((1, 1), (3, 31)), 2: ((4, 1), (6, 30)), 3: ((7, 1), (9, 30)), 4: ((10, 1), (12, 31))}


def definition(code="X1", kind="count", **more):
    """A definition of one's own."""
    words = {"name_es": f"Indicador {code}", "definition_es": "Lo que se cuenta.", "name_en": f"Indicator {code}"}
    if kind == "ratio":
        words |= {"numerator_es": "Con plan", "denominator_es": "En protección", "measured_in": "percent"}
    known = {"measured_in": "cases", "direction": "up", "frequency": "quarterly", "disaggregations": ("sex",), **words, **more}
    return IndicatorFacts(code=code, kind=kind, **known)


def indicator(compact, code="X1", kind="count", by=None, **more):
    """An indicator of the compact, defined by the giving side."""
    by = by or compact.cast.us
    with acting_as(by):
        facts = definition(code, kind, **more)
        return act.define_indicator(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)


def value(amount=None, year=2025, quarter=1, **more):
    """A value of a quarter; `quarter` 0 is the whole year."""
    first, last = QUARTERS[quarter] if quarter else ((1, 1), (12, 31))
    exact = None if amount is None else Decimal(str(amount))
    return ResultFacts(starts=date(year, *first), ends=date(year, *last), value=exact, **more)


def record(compact, row, facts, by=None):
    """A draft."""
    by = by or compact.cast.us
    with acting_as(by):
        return act.record_result(id=new_id(), seen=0, indicator=row.pk, facts=facts, by=by)


def step(compact, name, result, by):
    """Does `send_result`, `validate_result`, … on the value as it is now."""
    with acting_as(by):
        now = Result.objects.get(pk=result.pk)
        return getattr(act, name)(id=new_id(), seen=now.version, result=result.pk, by=by)


def sent(compact, row, facts, by=None):
    """A value that was sent."""
    by = by or compact.cast.us
    return step(compact, "send_result", record(compact, row, facts, by), by)


def counted(compact, row, facts, *, publish=True, on=None):
    """A value that counts: sent by one side, validated by the other (today, or on a day), published."""
    cast = compact.cast
    result = step(compact, "validate_result", sent(compact, row, facts), cast.peru)
    if publish:
        result = step(compact, "publish_result", result, cast.us)
    if on is not None:
        with acting_as(cast.us):
            Result.objects.filter(pk=result.pk).update(known_on=on)
    return result


def now(model, row, by):
    """A row as it is now."""
    with acting_as(by):
        return model.objects.get(pk=row.pk)


def targets(compact, row, wanted, region="", by=None, reason="Se acordó otra."):
    """Targets by year."""
    by = by or compact.cast.us
    with acting_as(by):
        version = Indicator.objects.get(pk=row.pk).version
        pairs = tuple((year, None if one is None else Decimal(str(one))) for year, one in wanted.items())
        return act.set_targets(id=new_id(), seen=version, indicator=row.pk, region=region, targets=pairs, reason=reason, by=by)
