"""A partnership full of things of one partner, each marked with words of its own, and people who have nothing to do with them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from amparo.access.acting import acting_as
from amparo.access.models import Membership, Unit, User
from amparo.access.sessions import actor_of
from amparo.core.ids import new_code, new_id
from amparo.programme import actions as act
from amparo.programme.models import AgendaItem, DialogueChoice, Participation, Party, Report, Territory, Threshold
from tests.programme import dialogues as d
from tests.programme import figures as f
from tests.programme import grants, promises
from tests.programme.parts import activities as work
from tests.programme.parts.claims import claimed
from tests.programme.parts.pledge import gift, phase, quarter
from tests.programme.parts.practices import begun

MARK = "Zumbayllu"  # in every text of the first partner


@dataclass
class Foreign:
    """What is there (`rows`, by the name of its kind), and what each kind is called in an address."""

    made: Any
    rows: dict[str, Any] = field(default_factory=dict)


def stranger(made, name, role, kind):
    """Somebody with the same role in a unit that takes part in nothing."""
    cast = made.cast
    house = Unit.objects.create(
        code=f"strange-{role.replace('_', '-')}", institution=cast.units["ilo"].institution, name=name, kind=kind
    )
    house.refresh_from_db()
    user = User.objects.create(code=new_code("USR"), email=f"{name}@example.pe", display_name=name)
    membership = Membership.objects.create(user=user, unit=house, role=role, state="active")
    membership.unit = house
    cast.users[name], cast.actors[name] = user, actor_of(user, membership)
    return cast.actors[name]


def strangers(made):
    """The names of those who take part in nothing."""
    found = (
        ("strange_gov", "compact_manager"),
        ("strange_ngo", "partner"),
        ("strange_sub", "subrecipient"),
        ("strange_eval", "evaluator"),
    )
    for name, role in found:
        stranger(made, name, role, role)
    return [name for name, _role in found]


def drafts(made):
    """The drafts of the first partner (and of the donor about it), all marked."""
    award = grants.signed(made, "F-1")
    sub = grants.do(made, "partner", "draft_subaward", award=award.pk, facts=_named(grants.sub_facts(made, "F-1-A")))
    unsigned = grants.do(made, "us", "draft_award", compact=made.compact.pk, facts=_named(grants.award_facts(made, "F-2")))
    grants.on(made, "partner", "rate_risk", sub, rating="high", on=grants.DAY, reasons=MARK)
    visit = grants.do(made, "partner", "plan_visit", award=None, subaward=sub.pk, on=grants.in_days(3), purpose=MARK)
    finding = grants.finding(made, subaward=sub, who="partner", text=MARK)
    made.award = award
    row = f.indicator(made, "Z1")
    value = f.record(made, row, f.value(98765, 2026, 1, award=award.pk, method=MARK, explanation_es=MARK), made.cast.partner)
    found = Foreign(
        made, {"award": award, "subaward": sub, "unsigned": unsigned, "visit": visit, "finding": finding, "result": value}
    )
    found.rows["report"] = report(made, award)
    return found


def report(made, award):
    """A due report with a draft of words."""
    seen = grants.now(award, "us", made).version
    grants.do(made, "us", "open_reports", seen=seen, award=award.pk, subaward=None, until=grants.in_days(0))
    with acting_as(made.cast.partner) as by:
        row = Report.objects.visible_to(by).filter(award=award, subaward=None).order_by("due_on").first()
        act.write_draft(id=new_id(), seen=0, report=row.pk, words=act.Narrative(MARK, MARK, MARK), by=by)
    return row


def everything(made):
    """Drafts, and one of each thing that has an address, of the first partner and of both governments."""
    found = drafts(made)
    rows, cast = found.rows, made.cast
    with acting_as(made.cast.us) as by:
        rows["seat"] = Participation.objects.visible_to(by).filter(compact=made.compact, member__code="ilo").get()
    rows["work_item"] = work.planned(made, title_es=MARK, output_es=MARK)
    rows["training"] = work.training(made, place=MARK)
    rows["training"] = work.attended(rows["training"], made, work.official())
    rows["campaign"] = work.campaign(made, title_es=MARK)
    rows["outreach"] = work.outreach(made, words=MARK)
    rows["signal"] = work.signal(made)
    rows["risk_place"] = work.risk_place(made, words=MARK)
    facts = act.EntryFacts("expenditure", grants.DAY, Decimal("1234.56"), "USD", award=made.award.pk, words=MARK, reference=MARK)
    rows["entry"] = grants.do(made, "partner", "post_entry", compact=made.compact.pk, facts=facts)
    rows["award_visit"] = grants.do(
        made, "us", "plan_visit", award=made.award.pk, subaward=None, on=grants.in_days(3), purpose=MARK
    )
    rows["award_finding"] = grants.finding(made, made.award, text=MARK)
    rows["point"] = grants.point(made, rows["award_finding"], text=MARK)
    standards = grants.answers()
    grants.do(made, "us", "check_safeguarding", award=made.award.pk, subaward=None, on=grants.DAY, answers=standards)
    rows["solicitation"] = grants.do(
        made, "us", "plan_solicitation", compact=made.compact.pk, facts=act.SolicitationFacts(f"C-{MARK}", MARK)
    )
    rows["commitment"] = promises.promised(made)
    rows["claim"] = claimed(made)
    rows["practice"] = begun(made)
    rows["gift"] = grants.do(made, "peru", "record_contribution", compact=made.compact.pk, facts=gift(made, text_es=MARK))
    rows["head_count"] = grants.do(made, "peru", "record_head_counts", compact=made.compact.pk, facts=quarter(made))
    rows["phase"] = grants.do(made, "peru", "record_budget_phase", compact=made.compact.pk, facts=phase(made, line=MARK))
    rows["dialogue"] = d.prepared(made)
    with acting_as(cast.us) as us:
        rows["choice"] = DialogueChoice.objects.visible_to(us).filter(dialogue=rows["dialogue"]).first()
        own = {"compact": made.compact, "unit_id": us.unit_id, "by": us.user_code}
        rows["territory"] = Territory.objects.create(regions=["08"], **own)
        rows["agenda"] = AgendaItem.objects.create(dialogue=rows["dialogue"], position=1, title_es=MARK, reach="parties", **own)
        rows["threshold"] = Threshold.objects.visible_to(us).filter(compact=made.compact).first()
        rows["party"] = Party.objects.visible_to(us).filter(compact=made.compact).first()
    return found


def _named(facts: Any) -> Any:
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return type(facts)(**{**values, "title_es": MARK})
