"""What shows that something was done is put beside it."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.versions import conflict
from amparo.programme import relations, rules
from amparo.programme.abouts import About, about_of, relations_of, row_of
from amparo.programme.models import Evidence
from amparo.programme.models.base import CompactRow

_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class EvidenceFacts:
    """A norm, a minute, a page: its title, where it is published, its date; `source` where the catalogue of sources has it."""

    title: str
    url: str = ""
    dated: PartialDate | None = None
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@action
def attach_evidence(*, id: UUID, seen: int, about: str, about_id: UUID, facts: EvidenceFacts, by: Actor) -> Evidence:
    """Adds evidence to a row of one's own, as of its version `seen`. Who sees the row, sees it.

    Raises `Denied` for the other side's entry, `Conflict` where the row moved on since, `Invalid` where there is no title or
    the address is none.
    """
    row = row_of(by, about, about_id)
    verb = _verb_for(by, about_of(about), row)
    if row.version != seen:
        raise conflict()
    _must_be_right(facts)
    evidence = Evidence(
        id=id, compact=row.compact, unit_id=by.unit_id, by=by.user_code, reach=row.reach, regions=row.regions, about=about,
        about_id=row.pk, title=facts.title.strip(), url=facts.url, dated=facts.dated, source_id=facts.source, as_of=facts.as_of,
        verified=facts.verified,
    )  # fmt: skip
    evidence.save(force_insert=True)
    audit.record(by=by, verb=verb, subject_type=about, subject=str(row.pk), detail=[("step", "evidence")])
    return evidence


def _verb_for(by: Actor, kind: About, row: CompactRow) -> Verb:
    """The verb by which the actor writes of this row. Raises `Denied`."""
    held = relations_of(by, row, relations.party_of(by, row.compact))
    found = next((verb for verb in kind.verbs if policy.can(by, verb, group=kind.group, relations=held)), None)
    if found is None:
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    return found


def _must_be_right(facts: EvidenceFacts) -> None:
    messages = rules.about_nobody(title=facts.title, url=facts.url)
    if not facts.title.strip():
        messages["title"] = [_("Escriba cómo se llama el documento o la página.")]
    if facts.url:
        try:
            _is_address(facts.url)
        except ValidationError:
            messages["url"] = [_("Escriba la dirección completa, desde https://.")]
    if messages:
        raise Invalid(messages)
