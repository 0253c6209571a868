"""Samples: solicitations, awards, sub-awards, budgets, thresholds."""

from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Threshold
from tests.programme import grants
from tests.programme.people import partnership
from tests.samples import sample

CALL = act.SolicitationFacts(number="C-1", title_es="Proteger en Cusco", regions=("08",))


def on_row(made, who, row, field=None, **kwargs):
    """The keywords of an action on a row, as it is now."""
    fresh = grants.now(row, who, made)
    name = field or type(row).__name__.lower()
    return {"id": new_id(), "seen": fresh.version, name: row.pk, "by": getattr(made.cast, who), **kwargs}


def new(made, who, **kwargs):
    """The keywords of an action that begins something."""
    return {"id": new_id(), "seen": 0, "by": getattr(made.cast, who), **kwargs}


@sample("programme.plan_solicitation")
def plan_solicitation(cast):
    made = partnership(cast)
    return new(made, "us", compact=made.compact.pk, facts=CALL)


@sample("programme.move_solicitation", on_row=True)
def move_solicitation(cast):
    made = partnership(cast)
    row = grants.do(made, "us", "plan_solicitation", compact=made.compact.pk, facts=CALL)
    return on_row(made, "us", row, step="open")


@sample("programme.draft_award")
def draft_award(cast):
    made = partnership(cast)
    return new(made, "us", compact=made.compact.pk, facts=grants.award_facts(made))


@sample("programme.change_award", on_row=True)
def change_award(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.draft(made), facts=grants.award_facts(made, "S-2"))


@sample("programme.sign_award", on_row=True)
def sign_award(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.draft(made, cost_share=Decimal(500)), on=grants.DAY)


@sample("programme.cancel_award", on_row=True)
def cancel_award(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.draft(made))


@sample("programme.amend_award", on_row=True)
def amend_award(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.signed(made), facts=grants.amendment(amount=Decimal(1000)))


@sample("programme.wind_up_award", on_row=True)
def wind_up_award(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.signed(made))


@sample("programme.close_award", on_row=True)
def close_award(cast):
    made = partnership(cast)
    row = grants.signed(made)
    grants.on(made, "us", "wind_up_award", row)
    return on_row(made, "us", row, on=grants.in_days(0))


@sample("programme.set_threshold", on_row=True)
def set_threshold(cast):
    made = partnership(cast)
    grants.draft(made)
    with acting_as(cast.us):
        row = Threshold.objects.visible_to(cast.us).get(compact=made.compact)
    return on_row(made, "us", row, facts=act.ThresholdFacts(amount=Decimal(25000), since=grants.DAY))


@sample("programme.draft_subaward")
def draft_subaward(cast):
    made = partnership(cast)
    award = grants.signed(made)
    return new(made, "partner", award=award.pk, facts=grants.sub_facts(made))


@sample("programme.record_subaward")
def record_subaward(cast):
    made = partnership(cast)
    facts = grants.sub_facts(made, "idl", amount=None)
    return new(made, "us", compact=made.compact.pk, facts=facts, signed_on=PartialDate(2018), closed=True)


@sample("programme.sign_subaward", on_row=True)
def sign_subaward(cast):
    made = partnership(cast)
    return on_row(made, "partner", grants.sub_draft(made, grants.signed(made)), on=grants.DAY)


@sample("programme.cancel_subaward", on_row=True)
def cancel_subaward(cast):
    made = partnership(cast)
    return on_row(made, "partner", grants.sub_draft(made, grants.signed(made)))


@sample("programme.amend_subaward", on_row=True)
def amend_subaward(cast):
    made = partnership(cast)
    row = grants.sub_signed(made, grants.signed(made))
    return on_row(made, "partner", row, facts=grants.amendment("de_obligation", amount=Decimal(1000)))


@sample("programme.wind_up_subaward", on_row=True)
def wind_up_subaward(cast):
    made = partnership(cast)
    return on_row(made, "partner", grants.sub_signed(made, grants.signed(made)))


@sample("programme.close_subaward", on_row=True)
def close_subaward(cast):
    made = partnership(cast)
    row = grants.sub_signed(made, grants.signed(made))
    grants.on(made, "partner", "amend_subaward", row, facts=grants.amendment("de_obligation", amount=Decimal(40000)))
    grants.on(made, "partner", "wind_up_subaward", row)
    return on_row(made, "partner", row)


@sample("programme.rate_risk", on_row=True)
def rate_risk(cast):
    made = partnership(cast)
    return on_row(made, "us", made.subaward, rating="high", on=grants.DAY, reasons="Cambió todo su equipo.")


@sample("programme.mark_reported", on_row=True)
def mark_reported(cast):
    made = partnership(cast)
    return on_row(made, "partner", grants.sub_signed(made, grants.signed(made)), on=grants.in_days(0))


LINES = (act.LineFacts("personnel", Decimal(60000), 1, "08"), act.LineFacts("travel", Decimal(40000), 1, "08"))


@sample("programme.propose_budget", on_row=True)
def propose_budget(cast):
    made = partnership(cast)
    return on_row(made, "partner", grants.signed(made), subaward=None, lines=LINES)


@sample("programme.take_back_budget", on_row=True)
def take_back_budget(cast):
    made = partnership(cast)
    row, proposal = grants.signed(made), new_id()
    grants.on(made, "partner", "propose_budget", row, id=proposal, subaward=None, lines=LINES)
    return on_row(made, "partner", row, subaward=None, proposal=proposal)


@sample("programme.approve_budget", on_row=True)
def approve_budget(cast):
    made = partnership(cast)
    row = grants.signed(made)
    grants.on(made, "partner", "propose_budget", row, subaward=None, lines=LINES)
    return on_row(made, "us", row, subaward=None)
