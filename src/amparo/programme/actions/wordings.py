"""Correcting what a commitment or a line of the work plan says. What it said before is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid
from amparo.core.versions import take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules
from amparo.programme import rules_wordings as right
from amparo.programme.actions.activities import refuse
from amparo.programme.correcting import correct
from amparo.programme.models import Amendment, Commitment, Party, WorkItem
from amparo.programme.queries import verdicts

CORRECTED = "programme.reworded"


@dataclass(frozen=True)
class CommitmentWords:
    """What a commitment says from now on, and why; `amendment`: the instrument, where the other side had agreed."""

    text_es: str
    why: str
    text_en: str = ""
    amendment: UUID | None = None

    @property
    def texts(self) -> dict[str, str]:
        """By field."""
        return {"text_es": self.text_es.strip(), "text_en": self.text_en.strip()}


@dataclass(frozen=True)
class WorkWords:
    """What a line of the plan says from now on, and why."""

    title_es: str
    output_es: str
    why: str
    title_en: str = ""
    output_en: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """By field."""
        return {name: getattr(self, name).strip() for name in ("title_es", "title_en", "output_es", "output_en")}


@action
def reword_commitment(*, id: UUID, seen: int, commitment: UUID, facts: CommitmentWords, by: Actor) -> Commitment:
    """Corrects what a commitment says: its proposer until the other side agreed, then who promised, by an amendment only.

    The other side is told. Raises `Denied` for the wrong side, `Invalid` for one kept or withdrawn, without a reason, without
    an amendment where one is needed, or where nothing changes; `Conflict`.
    """
    rows = Commitment.objects.visible_to(by).select_related("compact", "party__organisation")
    row: Commitment = take(rows, commitment, seen)
    policy.check(by, Verb.COMMIT, group="commitments")
    _must_be_theirs(row, by)
    before = _texts(row, facts.texts)
    amended = Amendment.objects.visible_to(by).filter(pk=facts.amendment, compact=row.compact).exists()
    refuse(
        right.says_otherwise(before, facts.texts, needed=("text_es",)),
        right.reason_given(facts.why),
        right.by_amendment(agreed=row.state != "proposed" or verdicts.accepted(row), amended=amended),
        rules.about_nobody(**facts.texts, why=facts.why),
    )
    correct(row, by=by, reason=facts.why, reworded_by_id=facts.amendment if amended else None, **facts.texts)
    detail = [("step", "reword"), ("compact", row.compact.code)]
    audit.record(by=by, verb=Verb.COMMIT, subject_type="commitment", subject=row.code, detail=detail)
    _tell(row, by)
    return row


@action
def reword_work(*, id: UUID, seen: int, item: UUID, facts: WorkWords, by: Actor) -> WorkItem:
    """Corrects what a line of one's own plan says, while it is open and nobody verified it.

    Raises `Denied` for another's line, `Invalid` for one that is done, cancelled or accepted, or without a reason; `Conflict`.
    """
    rows = WorkItem.objects.visible_to(by).select_related("compact", "award__recipient", "subaward__recipient")
    row: WorkItem = take(rows, item, seen)
    relations.check(by, Verb.PLAN_WORK, group="activities", row=row)
    if row.state not in right.PLANNED:
        raise Invalid(_("Esta actividad ya se hizo o se canceló: su texto queda como está."))
    if verdicts.accepted(row):
        raise Invalid(_("Ya aceptaron esta actividad: su texto no se corrige. Cancélela y planifique otra."))
    refuse(
        right.says_otherwise(_texts(row, facts.texts), facts.texts, needed=("title_es", "output_es")),
        right.reason_given(facts.why),
        rules.about_nobody(**facts.texts, why=facts.why),
    )
    correct(row, by=by, reason=facts.why, **facts.texts)
    audit.record(by=by, verb=Verb.PLAN_WORK, subject_type="work_item", subject=str(row.pk), detail=[("step", "reword")])
    return row


def _must_be_theirs(row: Commitment, by: Actor) -> None:
    own = relations.own_party(by, row.compact)
    if row.state not in right.REWORDED:
        raise Invalid(_("Este compromiso ya se cumplió o se retiró: su texto queda como está."))
    if row.state == "proposed" and row.unit_id != by.unit_id:
        raise Denied(_("Lo propuso la otra parte. Solo ella corrige el texto."))
    if row.state != "proposed" and row.party_id != own.pk:
        raise Denied(_("Este compromiso es de la otra parte. Usted puede aceptar u objetar lo que registre."))


def _texts(row: Commitment | WorkItem, texts: Mapping[str, str]) -> dict[str, str]:
    return {name: getattr(row, name) for name in texts}


def _tell(row: Commitment, by: Actor) -> None:
    """The other side reads again what it agreed to, or is asked to."""
    for party in Party.objects.visible_to(by).filter(compact=row.compact_id).select_related("organisation"):
        unit = party.organisation.unit_id
        if unit is not None and unit != by.unit_id:
            subject = Subject("compact", row.compact_id, row.compact.code)
            effects.notify(CORRECTED, subject, unit=unit, target=row.pk, about_unit=by.unit_id)
