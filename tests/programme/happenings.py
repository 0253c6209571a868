"""What may happen in a partnership on a day, for the laws of snapshots: facts told late, corrections, and steps back.

Each happening takes the partnership, a number that makes it another one each time, and the day; what the rules refuse just does not
happen. Dates of facts lie up to three weeks before the day they are told.
"""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.config.demo.calendar import at
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme import models
from amparo.programme.actions.commitments import CommitmentFacts, StepFacts
from amparo.programme.actions.practices import PracticeFacts, StageFacts
from amparo.programme.actions.prevention import ReachFacts
from amparo.programme.actions.table import AgreementFacts
from amparo.programme.actions.work_plan import WorkStep
from amparo.programme.agreement_facts import ObjectiveFacts, StatedFacts, TerritoryFacts
from amparo.programme.rules_indicators import ResultFacts, WordingFacts
from tests.programme import dialogues, figures, money
from tests.programme.parts import activities, pledge
from tests.programme.parts import claims as said
from tests.programme.promises import party

CODE, WHY = "X1", "Se contó otra vez."


@contextmanager
def on_day(day, hour=10):
    """As if it were that day."""
    with at(timezone.make_aware(datetime.combine(day, time(hour)))):
        yield


class Nothing(Exception):
    """There is nothing yet to which it could happen."""


def last(model, made, **more):
    """The row of a kind that was recorded last. Raises `Nothing`."""
    with acting_as(made.cast.us) as us:
        row = model.objects.visible_to(us).filter(compact=made.compact, **more).order_by("-created_at", "-id").first()
    if row is None:
        raise Nothing
    return row


def do(made, who, name, row=None, **more):
    """An action by somebody, on a row as it is now."""
    actor = getattr(made.cast, who)
    with acting_as(actor):
        fresh = type(row).objects.visible_to(actor).get(pk=row.pk) if row is not None else None
        return getattr(act, name)(**{"id": new_id(), "seen": fresh.version if fresh else 0, "by": actor, **more})


def ago(day, n):
    return day - timedelta(days=n % 21)


def amount(n):
    return Decimal(n % 40 + 5)


def posts(made, n, day):
    quarter = pledge.quarter(made, year=day.year - 1, quarter=n % 4 + 1, posts=(("psychologist", n), ("lawyer", None)))
    do(made, "peru", "record_head_counts", compact=made.compact.pk, facts=quarter)


def correct_posts(made, n, day):
    row = last(models.HeadCount, made)
    do(made, "peru", "correct_head_count", row, head_count=row.pk, posts=n + 50, reason=WHY)


def phase(made, n, day):
    facts = pledge.phase(made, year=day.year, amount=amount(n), on=ago(day, n), line=f"PP {n % 2}")
    do(made, "peru", "record_budget_phase", compact=made.compact.pk, facts=facts)


def correct_phase(made, n, day):
    row = last(models.BudgetPhase, made)
    do(made, "peru", "correct_budget_phase", row, phase=row.pk, amount=amount(n) + 100, reason=WHY)


def gift(made, n, day):
    facts = pledge.gift(made, amount=amount(n), starts=ago(day, n), ends=ago(day, n))
    do(made, "peru", "record_contribution", compact=made.compact.pk, facts=facts)


def take_gift_back(made, n, day):
    money.reverse(made, last(models.Entry, made, kind="contribution", reverses=None), "peru")


def spend(made, n, day):
    money.post(made, ("award", "pledge", "disbursement", "promise")[n % 4], amount(n), ago(day, n))


def reverse_spending(made, n, day):
    row = last(models.Entry, made, reverses=None, kind__in=("award", "promise", "pledge"))
    money.reverse(made, row, "peru" if row.kind == "pledge" else "us")


def _indicator(made):
    try:
        return last(models.Indicator, made, code=CODE)
    except Nothing:
        return figures.indicator(made, CODE, frequency="yearly", baseline=Decimal(1))


def target(made, n, day):
    figures.targets(made, _indicator(made), {day.year: n + 10, day.year + 1: n + 20}, reason=WHY)


def baseline(made, n, day):
    row = _indicator(made)
    do(made, "us", "set_baseline", row, indicator=row.pk, value=Decimal(n % 9), year=2024, source=None, reason=WHY)


def reword(made, n, day):
    row = _indicator(made)
    facts = WordingFacts(f"Indicador {n}", f"Lo que se cuenta, {n}.")
    do(made, "us", "reword_indicator", row, indicator=row.pk, facts=facts, reason=WHY)


def value(made, n, day):
    facts = figures.value(n, day.year - 1, 0, explanation_es=f"Porque {n}.")
    figures.step(made, "validate_result", figures.sent(made, _indicator(made), facts), made.cast.peru)


def correct_value(made, n, day):
    row = last(models.Result, made, state__in=("validated", "sent"))
    facts = ResultFacts(row.starts, row.ends, Decimal(n + 100), explanation_es="Llegó otra región.")
    new = do(made, "us", "correct_result", row, result=row.pk, facts=facts)
    figures.step(made, "validate_result", new, made.cast.peru)


def claim(made, n, day):
    said.claimed(made, str(n + 1), PartialDate.from_date(ago(day, n)))


def explain(made, n, day):
    row = last(models.MoneyClaim, made)
    do(made, "peru", "explain_claim", row, claim=row.pk, explanation_es=f"Razón {n}.", explanation_en="")


def reopen(made, n, day):
    row = last(models.MoneyClaim, made)
    do(made, "us", "reopen_claim", row, claim=row.pk)


def promise(made, n, day):
    facts = CommitmentFacts(party(made, "host").pk, "service", f"Promesa {n}", on=ago(day, n), due=PartialDate.from_date(day))
    do(made, "peru", "propose_commitment", compact=made.compact.pk, facts=facts)


def step(made, n, day):
    row = last(models.Commitment, made)
    name = "agree" if row.state == "proposed" else ("start", "meet")[n % 2]
    who = "us" if row.state == "proposed" else "peru"
    do(made, who, "step_commitment", row, commitment=row.pk, step=name, facts=StepFacts(on=ago(day, n)))


def practice(made, n, day):
    facts = PracticeFacts("protocol", f"Práctica {n}", on=PartialDate.from_date(ago(day, n)))
    do(made, "peru", "begin_practice", compact=made.compact.pk, facts=facts)


def adopt(made, n, day):
    row = last(models.Practice, made)
    facts = StageFacts(on=PartialDate.from_date(ago(day, n)), norm=f"Norma {n}")
    do(made, "peru", "move_practice", row, practice=row.pk, step="adopt", facts=facts)


def region(made, n, day):
    facts = TerritoryFacts(region=("08", "16", "17", "21")[n % 4], since=PartialDate.from_date(ago(day, n)))
    do(made, "us", "set_territory", compact=made.compact.pk, facts=facts)


def leave_region(made, n, day):
    row = last(models.Territory, made)
    do(made, "us", "end_territory", row, territory=row.pk, until=PartialDate.from_date(day - timedelta(days=20)))


def state(made, n, day):
    facts = StatedFacts(
        "shelters", f"Se dijo {n}", "", value=Decimal(n), source="test-said", as_of=PartialDate.from_date(ago(day, n))
    )
    do(made, "us", "state_fact", compact=made.compact.pk, facts=facts)


def objective(made, n, day):
    row = last(models.Objective, made, number=1)
    do(made, "us", "set_objective", row, compact=made.compact.pk, facts=ObjectiveFacts(1, f"Objetivo {n}", f"Objective {n}"))


def work(made, n, day):
    activities.planned(made, starts=ago(day, n + 3), ends=ago(day, n % 4))


def move_work(made, n, day):
    row = last(models.WorkItem, made, state__in=("planned", "under_way"))
    do(made, "partner", "move_work", row, item=row.pk, facts=WorkStep("do", done=Decimal(n)))


def training(made, n, day):
    row = activities.training(made, starts=ago(day, n), ends=ago(day, n))
    activities.attended(row, made, activities.official(n % 5, institution="unknown", before=Decimal(10), after=Decimal(20 + n)))
    if n % 3:
        activities.held(row, made)


def correct_attendance(made, n, day):
    row = last(models.Training, made)
    activities.attended(row, made, activities.official(n % 5, before=Decimal(10), after=Decimal(60 + n)))
    if row.state == "planned":
        activities.held(row, made)


def campaign(made, n, day):
    activities.campaign(made, starts=ago(day, n), ends=ago(day, n))


def count(made, n, day):
    row = last(models.Campaign, made)
    do(made, "partner", "count_reach", row, campaign=row.pk, facts=ReachFacts(n + 1, "head_count", n + 900, "population"))


def outreach(made, n, day):
    activities.outreach(made, on=ago(day, n), places=n % 9 + 3, committed=1)


def past_dialogue(made, n, day):
    dialogues.past(made, n % 3 + 2, PartialDate.from_date(ago(day, n)))


def agree(made, n, day):
    row = last(models.Dialogue, made)
    facts = AgreementFacts(f"Acuerdo {n}", f"Agreement {n}")
    do(made, "us", "add_agreement", row, dialogue=row.pk, facts=facts)


def follow(made, n, day):
    row = last(models.DialogueAgreement, made)
    later = last(models.Dialogue, made, number__gt=row.dialogue.number)
    more = {"state": ("partly", "met")[n % 2], "words_es": f"Va {n}.", "words_en": f"It goes {n}."}
    do(made, "peru", "follow_up", row, agreement=row.pk, dialogue=later.pk, **more)


HAPPENINGS = {
    one.__name__: one
    for one in (
        posts, correct_posts, phase, correct_phase, gift, take_gift_back, spend, reverse_spending, target, baseline, reword, value,
        correct_value, claim, explain, reopen, promise, step, practice, adopt, region, leave_region, state, objective, work, move_work,
        training, correct_attendance, campaign, count, outreach, past_dialogue, agree, follow,
    )
}  # fmt: skip
# What changes something that was said before: each follows the fact it corrects.
CORRECTIONS = [
    ("posts", "correct_posts"), ("phase", "correct_phase"), ("gift", "take_gift_back"), ("spend", "reverse_spending"), ("target", "target"),
    ("baseline", "baseline"), ("reword", "reword"), ("value", "correct_value"), ("claim", "explain"), ("promise", "step"),
    ("practice", "adopt"), ("region", "leave_region"), ("objective", "objective"), ("work", "move_work"),
    ("training", "correct_attendance"), ("campaign", "count"),
]  # fmt: skip
