"""What evidence and verdicts can be about: each kind of row, who may write of it, and the page that shows it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import models, relations
from amparo.programme.models import Commitment, Compact, Party
from amparo.programme.models.base import CompactRow
from amparo.programme.queries.territory import named
from amparo.programme.rules import gone


@dataclass(frozen=True, slots=True)
class About:
    """A kind of row: its field group, the verbs of those who record it, the page of the row (by `code`) or of the part."""

    model: type[CompactRow]
    group: str
    verbs: tuple[Verb, ...]
    url_name: str
    by_code: bool = False


_MONEY = (Verb.GRANT, Verb.SPEND, Verb.SUBGRANT)
_WORK = (Verb.PLAN_WORK, Verb.TRAIN, Verb.PREVENT, Verb.SUSTAIN)
ABOUTS: dict[str, About] = {
    "amendment": About(models.Amendment, "agreement", (Verb.KEEP_AGREEMENT,), "agreement"),
    "objective": About(models.Objective, "agreement", (Verb.KEEP_AGREEMENT,), "agreement"),
    "clause": About(models.Clause, "agreement", (Verb.KEEP_AGREEMENT,), "agreement"),
    "territory": About(models.Territory, "agreement", (Verb.KEEP_AGREEMENT,), "agreement"),
    "commitment": About(Commitment, "commitments", (Verb.COMMIT,), "commitment", by_code=True),
    "head_count": About(models.HeadCount, "pledge", (Verb.PLEDGE,), "pledge"),
    "contribution": About(models.Contribution, "pledge", (Verb.PLEDGE,), "pledge"),
    "budget_phase": About(models.BudgetPhase, "pledge", (Verb.PLEDGE,), "pledge"),
    "practice": About(models.Practice, "activities", (Verb.SUSTAIN,), "practice", by_code=True),
    "award": About(models.Award, "money", _MONEY, "awards"),
    "subaward": About(models.SubAward, "money", _MONEY, "awards"),
    "entry": About(models.Entry, "money", _MONEY, "money"),
    "visit": About(models.Visit, "money", (Verb.MONITOR,), "awards"),
    "finding": About(models.Finding, "money", (Verb.MONITOR,), "awards"),
    "action_point": About(models.ActionPoint, "money", (Verb.MONITOR, *_MONEY), "awards"),
    "work_item": About(models.WorkItem, "activities", _WORK, "activities"),
    "training": About(models.Training, "activities", _WORK, "activities"),
    "campaign": About(models.Campaign, "activities", _WORK, "activities"),
    "outreach": About(models.Outreach, "activities", _WORK, "activities"),
    "indicator": About(models.Indicator, "indicators", (Verb.DEFINE_INDICATOR,), "indicator_agreed", by_code=True),
    "target": About(models.Target, "indicators", (Verb.DEFINE_INDICATOR,), "indicator_agreed", by_code=True),
    "result": About(models.Result, "indicators", (Verb.RECORD_RESULT,), "indicators"),
    "report": About(models.Report, "reports", (Verb.WRITE_REPORT,), "reports"),
    "dialogue": About(models.Dialogue, "dialogue", (Verb.HOLD_DIALOGUE,), "dialogues"),
    "dialogue_agreement": About(models.DialogueAgreement, "dialogue", (Verb.HOLD_DIALOGUE,), "dialogues"),
    "money_claim": About(models.MoneyClaim, "claims", (Verb.CLAIM_MONEY,), "money"),
}


NAMES: dict[str, Any] = {
    "amendment": lazy("Adenda"), "objective": lazy("Objetivo"), "clause": lazy("Cláusula"), "territory": lazy("Territorio"),
    "commitment": lazy("Compromiso"), "head_count": lazy("Puestos"), "contribution": lazy("Aporte"),
    "budget_phase": lazy("Fase del presupuesto"), "practice": lazy("Práctica"), "indicator": lazy("Indicador"),
    "target": lazy("Meta"), "money_claim": lazy("Cifra pública"),
}  # fmt: skip


def title_of(name: str, row: CompactRow) -> str:
    """What a row is called: its kind, and its number, code or place where it has one."""
    kind = str(NAMES.get(name, _("Un registro")))
    own = named(row) if isinstance(row, models.Territory) else getattr(row, "number", "") or getattr(row, "code", "")
    return f"{kind} {own}".strip()


def about_of(name: str) -> About:
    """The kind with this name. Raises `NotFound`."""
    found = ABOUTS.get(name)
    if found is None:
        raise NotFound(gone())
    return found


def row_of(actor: Actor, name: str, pk: UUID) -> CompactRow:
    """The row, within the actor's sight and of a field group his role reads. Raises `NotFound` or `Denied`."""
    kind = about_of(name)
    row = kind.model.objects.visible_to(actor).filter(pk=pk).select_related("compact").first()
    if row is None:
        raise NotFound(gone())
    policy.check(actor, Verb.SEE_COMPACT, group=kind.group)
    found: CompactRow = row
    return found


def relations_of(actor: Actor, row: Compact | CompactRow, party: Party | None) -> frozenset[Relation]:
    """As `relations.relations_to`; a commitment is the entry of the side that promised, whoever wrote it down."""
    if isinstance(row, Commitment) and party is not None:
        return frozenset({Relation.RESPONSIBLE if row.party_id == party.pk else Relation.RECEIVER})
    return relations.relations_to(actor, row) - {Relation.NONE}


def page_of(name: str, row: CompactRow) -> str:
    """The address of the page where the row is shown; the compact's own where that part has none."""
    kind = about_of(name)
    args = [row.compact.code, *([row.code] if kind.by_code else [])]  # type: ignore[attr-defined]
    try:
        return reverse(kind.url_name, args=args)
    except NoReverseMatch:
        return reverse("compact", args=[row.compact.code])
