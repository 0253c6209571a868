"""How the tests of awards act: each helper does one thing as the person whose work it is."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act

DAY = date(2026, 3, 2)
STARTS, ENDS = PartialDate(2026, 1, 1), PartialDate(2028, 12, 31)


def do(made, who, name, **kwargs):
    """Runs an action as somebody of the cast, with a fresh id; `seen` is 0 unless told."""
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return getattr(act, name)(**{"id": new_id(), "seen": 0, "by": actor, **kwargs})


def now(row, who, made):
    """The row as it is now, as somebody sees it."""
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return type(row).objects.visible_to(actor).filter(pk=row.pk).first()


def on(made, who, name, row, **kwargs):
    """An action on a row, at the version it has now. The row is named as the action names it."""
    fresh = now(row, who, made)
    field = {"awardamendment": "amendment", "actionpoint": "point"}.get(type(row).__name__.lower(), type(row).__name__.lower())
    return do(made, who, name, seen=fresh.version if fresh else row.version, **{field: row.pk, **kwargs})


def award_facts(made, number="S-1", who="ilo", **more):
    known = {"starts": STARTS, "ends": ENDS, "amount": Decimal("100000"), "regions": ("08",), "objectives": (1,), **more}
    return act.AwardFacts(number=number, recipient=made.organisations[who].pk, title_es="Proteger en Cusco", **known)


def draft(made, number="S-1", **more):
    return do(made, "us", "draft_award", compact=made.compact.pk, facts=award_facts(made, number, **more))


def signed(made, number="S-1", day=DAY, **more):
    """An award that is in force, with its money in the ledger."""
    row = draft(made, number, **more)
    return on(made, "us", "sign_award", row, on=day)


def sub_facts(made, number="S-1-A", who="chs", **more):
    known = {"starts": STARTS, "ends": ENDS, "amount": Decimal("40000"), "regions": ("08",), **more}
    return act.SubAwardFacts(number=number, recipient=made.organisations[who].pk, title_es="Acompañar en Cusco", **known)


def sub_draft(made, award, number="S-1-A", **more):
    return do(made, "partner", "draft_subaward", award=award.pk, facts=sub_facts(made, number, **more))


def sub_signed(made, award, number="S-1-A", day=DAY, **more):
    row = sub_draft(made, award, number, **more)
    return on(made, "partner", "sign_subaward", row, on=day)


def amendment(kind="cost", day=DAY, **more):
    return act.AmendmentFacts(kind=kind, signed_on=day, **more)


def answers(**different):
    """Every standard answered "yes", but for those told."""
    return tuple((value, different.get(value, "yes")) for value, _label in codelists.choices("safeguarding_standard"))


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def finding(made, award=None, subaward=None, who="us", visit=None, **more):
    return do(
        made, who, "record_finding", award=award.pk if award else None, subaward=subaward.pk if subaward else None,
        visit=visit.pk if visit else None, **{"text": "Falta el código de conducta.", "severity": "high", **more},
    )  # fmt: skip


def point(made, about, who="us", owner="ilo", due=None, text="Firmar el código."):
    return on(made, who, "add_point", about, text=text, owner=made.organisations[owner].pk, due=due or in_days(20))


def visit(made, award=None, subaward=None, who="us", day=None):
    return do(
        made, who, "plan_visit", award=award.pk if award else None, subaward=subaward.pk if subaward else None,
        on=day or in_days(5), purpose="Ver el centro de Cusco.",
    )  # fmt: skip
