"""Budgets of awards and sub-awards: lines by objective, region and category, proposed by who spends, approved by who gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid
from amparo.core.versions import bump, take
from amparo.programme import relations, rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.granting import coded, gives, granting, places_known, subgranting
from amparo.programme.models import Award, BudgetLine, Objective, Reach, SubAward
from amparo.programme.queries.ledger import summed
from amparo.programme.queries.standing import AUTHORISED, account, budget_of, lines_of

Holder = Award | SubAward


@dataclass(frozen=True)
class LineFacts:
    """A share of a budget: category of SF-424A, amount above zero, objective by number (0: none), region by INEI code ("": none)."""

    category: str
    amount: Decimal
    objective: int = 0
    region: str = ""


@action
def propose_budget(
    *, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, lines: tuple[LineFacts, ...], by: Actor
) -> Holder:
    """Puts these lines in the place of those that stand, not approved yet. They need not sum to the whole: approving asks for that.

    What stood is kept, for `take_back_budget`. By the recipient, or by who gives. `seen` is the version of the award or sub-award.
    """
    row = _taken(by, award, subaward, seen)
    _may_propose(by, row)
    messages = _wrong(row, lines, by)
    if messages:
        raise Invalid(messages)
    bump(row)
    of = _own(row)
    budget_of(by, row).update(replaced_by=id)
    numbered = {one.number: one for one in Objective.objects.visible_to(by).filter(compact=row.compact)}
    reach = Reach.OWN if row.state == "draft" else Reach.AWARD
    BudgetLine.objects.bulk_create([
        BudgetLine(
            id=uuid5(id, f"line {place}"), compact=row.compact, unit_id=by.unit_id, by=by.user_code, reach=reach,
            regions=[line.region] if line.region else [], objective=numbered.get(line.objective), category=line.category,
            amount=line.amount, currency=row.currency, proposal=id, **of,
        )
        for place, line in enumerate(lines)
    ])  # fmt: skip
    _noted(row, by, "propose", Verb.SPEND)
    return row


@action
def take_back_budget(*, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, proposal: UUID, by: Actor) -> Holder:
    """Puts back the lines that a proposal replaced, approved where they were. `proposal` is the id of that act.

    By who may propose. Raises `Invalid` where its lines do not stand any more, or were approved since.
    """
    row = _taken(by, award, subaward, seen)
    _may_propose(by, row)
    standing = budget_of(by, row)
    if messages := _kept(row) or _changed_since(row, list(standing), proposal):
        raise Invalid(messages)
    bump(row)
    standing.update(replaced_by=id)
    BudgetLine.objects.visible_to(by).filter(**_own(row), replaced_by=proposal).update(replaced_by=None)
    _noted(row, by, "take_back", Verb.SPEND)
    return row


@action
def approve_budget(*, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, by: Actor) -> Holder:
    """Approves the budget: of an award the donor, of a sub-award its prime. Raises `Invalid` where its lines do not sum to the amount."""
    row = _taken(by, award, subaward, seen)
    _may_approve(by, row)
    lines = budget_of(by, row)
    amounts = list(lines.values_list("amount", flat=True))
    whole = whole_of(by, row)
    if not amounts or whole is None:
        raise Invalid(_("Todavía no hay líneas, o no se sabe el monto total. Falta eso para aprobar."))
    if messages := judge.sums_to(amounts, whole, row.currency):
        raise Invalid(messages)
    bump(row)
    lines.update(verified=True)
    _noted(row, by, "approve", Verb.GRANT if isinstance(row, Award) else Verb.SUBGRANT)
    return row


def whole_of(by: Actor, row: Holder) -> Decimal | None:
    """The amount a budget shares out: what the ledger says is authorised today; before signing, the amount of the draft."""
    found = account(summed(lines_of(by, row, timezone.localdate())), AUTHORISED[type(row)], row.currency)
    return -found if found is not None else row.amount


def may_propose(by: Actor, row: Holder) -> bool:
    """Whether a page offers to write the budget."""
    try:
        _may_propose(by, row)
    except Denied:
        return False
    return row.state in ("draft", "active", "closing")


def may_approve(by: Actor, row: Holder) -> bool:
    """Whether a page offers to approve the budget."""
    if isinstance(row, SubAward) and row.award_id is not None:
        return row.award is not None and row.award.recipient.unit_id == by.unit_id
    return gives(by, row.compact)


def _may_propose(by: Actor, row: Holder) -> None:
    if row.recipient.unit_id == by.unit_id:
        relations.check(by, Verb.SPEND, group="money", row=row)
    elif isinstance(row, SubAward) and row.award is not None and row.award.recipient.unit_id == by.unit_id:
        subgranting(by, row.award)
    else:
        granting(by, row.compact)


def _may_approve(by: Actor, row: Holder) -> None:
    if isinstance(row, SubAward) and row.award is not None:
        subgranting(by, row.award)
    else:
        granting(by, row.compact)


def _own(row: Holder) -> dict[str, UUID | None]:
    if isinstance(row, SubAward):
        return {"award_id": row.award_id, "subaward_id": row.pk}
    return {"award_id": row.pk, "subaward_id": None}


def _taken(by: Actor, award: UUID | None, subaward: UUID | None, seen: int) -> Holder:
    if subaward is not None:
        rows = SubAward.objects.visible_to(by).select_related("compact", "recipient", "award__recipient")
        return take(rows, subaward, seen)  # type: ignore[no-any-return]
    return take(Award.objects.visible_to(by).select_related("compact", "recipient"), award, seen)  # type: ignore[no-any-return]


def _wrong(row: Holder, lines: Sequence[LineFacts], by: Actor) -> rules.Messages:
    if kept := _kept(row):
        return kept
    objectives = tuple(line.objective for line in lines if line.objective)
    return rules.merged([
        {} if lines else {"": [_("Escriba al menos una línea con su monto.")]},
        {} if all(line.amount > 0 for line in lines) else {"": [_("Cada línea necesita un monto mayor que cero.")]},
        judge.lines_distinct([(line.objective, line.region, line.category) for line in lines]),
        *(coded(category=("budget_category", line.category)) for line in lines),
        places_known(row.compact, by, objectives=objectives, regions=tuple(line.region for line in lines if line.region)),
    ])  # fmt: skip


def _kept(row: Holder) -> rules.Messages:
    """A closed award keeps its budget."""
    return {"": [_("Este acuerdo está cerrado. Su presupuesto ya no cambia.")]} if row.state in ("closed", "cancelled") else {}


def _changed_since(row: Holder, standing: Sequence[BudgetLine], proposal: UUID) -> rules.Messages:
    """Whether something came after a proposal: other lines, or an approval."""
    text = ""
    if not standing or any(line.proposal != proposal for line in standing):
        text = _("El presupuesto de %(number)s cambió después: no se deshace nada. Si hace falta, proponga otro.")
    elif any(line.verified for line in standing):
        text = _("El presupuesto de %(number)s ya se aprobó: no se deshace nada. Si hace falta, proponga otro.")
    return {"": [text % {"number": row.number}]} if text else {}


def _noted(row: Holder, by: Actor, step: str, verb: Verb) -> None:
    kind = "subaward" if isinstance(row, SubAward) else "award"
    audit.record(by=by, verb=verb, subject_type=kind, subject=str(row.pk), detail=[("budget", step)])
