"""What an agreement says: objectives, clauses, who signed, where, with whom, its documents, what was said about its results.

Each side keeps its own entries; the other side's it accepts or disputes (`actions.verdicts`).
"""

from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, places
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules
from amparo.programme import rules_agreement as own_rules
from amparo.programme.actions.compact import taken
from amparo.programme.agreement_facts import (
    ClauseFacts,
    DocumentFacts,
    ObjectiveFacts,
    PartnerFacts,
    SignatoryFacts,
    StatedFacts,
    TerritoryFacts,
)
from amparo.programme.correcting import correct
from amparo.programme.models import (
    Amendment,
    Clause,
    Compact,
    Document,
    Objective,
    Organisation,
    PartnerPeriod,
    Party,
    Signatory,
    StatedFact,
    Territory,
)
from amparo.programme.models.base import CompactRow
from amparo.programme.rules import Messages

Made = TypeVar("Made", bound=CompactRow)


@action
def set_objective(*, id: UUID, seen: int, compact: UUID, facts: ObjectiveFacts, by: Actor) -> Objective:
    """Adds the objective with this number (`seen` 0), or writes one's own anew (`seen`: its version)."""
    row = keeper(by, compact)
    _refuse(
        rules.about_nobody(title_es=facts.title_es, title_en=facts.title_en, text_es=facts.text_es, text_en=facts.text_en),
        own_rules.whole_sale("title_es", facts.title_es, facts.title_en),
    )
    values = {name: getattr(facts, name) for name in ("title_es", "title_en", "text_es", "text_en")}
    kept: Objective | None = Objective.objects.visible_to(by).filter(compact=row, number=facts.number).first()
    return _set(kept, Objective(id=id, number=facts.number), row, {**values, **facts.origin}, by=by, seen=seen)


@action
def set_clause(*, id: UUID, seen: int, compact: UUID, facts: ClauseFacts, by: Actor) -> Clause:
    """Adds the clause with this number (`seen` 0), or writes one's own anew. A text that nobody has seen stays empty."""
    row = keeper(by, compact)
    _refuse(
        rules.about_nobody(
            number=facts.number,
            heading_es=facts.heading_es,
            heading_en=facts.heading_en,
            text_es=facts.text_es,
            text_en=facts.text_en,
        ),
        own_rules.whole_sale("heading_es", facts.heading_es, facts.heading_en),
    )
    values = {name: getattr(facts, name) for name in ("heading_es", "heading_en", "text_es", "text_en", "position")}
    kept: Clause | None = Clause.objects.visible_to(by).filter(compact=row, number=facts.number).first()
    return _set(kept, Clause(id=id, number=facts.number), row, {**values, **facts.origin}, by=by, seen=seen)


@action
def set_lead(*, id: UUID, seen: int, party: UUID, lead_es: str, lead_en: str, by: Actor) -> Party:
    """Says which office leads for a Participant. `seen` is the party's version."""
    row: Party = take(Party.objects.visible_to(by).select_related("compact"), party, seen)
    relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=row)
    _refuse(rules.about_nobody(lead_es=lead_es, lead_en=lead_en))
    row.lead_es, row.lead_en = lead_es, lead_en
    bump(row, "lead_es", "lead_en")
    tell(by, row.compact, "lead", what=row.side)
    return row


@action
def add_signatory(*, id: UUID, seen: int, compact: UUID, facts: SignatoryFacts, by: Actor) -> Signatory:
    """Adds an official who signed, as the public act names him. Raises `Invalid` where the side is unknown."""
    expect_new(seen)
    row = keeper(by, compact)
    party = Party.objects.visible_to(by).filter(compact=row, side=facts.side).first()
    _refuse(
        {} if party else {"side": [_("Elija una de las dos partes.")]},
        rules.about_nobody(name=facts.name, office_es=facts.office_es, office_en=facts.office_en),
    )
    made = Signatory(
        id=id, party=party, name=facts.name, office_es=facts.office_es, office_en=facts.office_en, signed_on=facts.signed_on
    )
    return _add(made, row, facts.origin, by=by, step="signatory")


@action
def set_territory(*, id: UUID, seen: int, compact: UUID, facts: TerritoryFacts, by: Actor) -> Territory:
    """The compact works in a region from then on. Raises `Invalid`: ends before it begins, unknown region, already in it."""
    expect_new(seen)
    row = keeper(by, compact)
    place = places.index().by_code.get(facts.region)
    regions = [facts.region] if facts.region else []
    named = {"regions": regions} if regions else {"label": facts.label}
    same = Territory.objects.visible_to(by).filter(compact=row, **named)
    amendment = _amendment(by, row, facts.amendment)
    _refuse(
        own_rules.known_region(row.country, facts.region, known=place is not None, label=facts.label),
        rules.about_nobody(label=facts.label),
        rules.dates_in_order(facts.since, facts.until, field="until"),
        own_rules.apart(facts.since, facts.until, list(same.values_list("since", "until"))),
    )
    made = Territory(
        id=id, whole=facts.whole, label=facts.label, since=facts.since, until=facts.until, amendment=amendment, regions=regions
    )
    return _add(made, row, facts.origin, by=by, step="territory")


@action
def end_territory(*, id: UUID, seen: int, territory: UUID, until: PartialDate, by: Actor) -> Territory:
    """The compact works in a region no longer. Raises `Invalid` for an end before the beginning, or a period ended already."""
    row: Territory = take(Territory.objects.visible_to(by).select_related("compact"), territory, seen)
    relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=row)
    _refuse(
        rules.dates_in_order(row.since, until, field="until"),
        {"until": [_("Ese período ya terminó.")]} if row.until is not None else {},
    )
    correct(row, by=by, until=until)
    tell(by, row.compact, "end_territory", what="-".join(row.regions))
    return row


@action
def set_partner_period(*, id: UUID, seen: int, compact: UUID, facts: PartnerFacts, by: Actor) -> PartnerPeriod:
    """An organisation carries work out from then on. Raises `Invalid` for a sub-recipient that is its own prime."""
    expect_new(seen)
    row = keeper(by, compact)
    found = {known.code: known for known in Organisation.objects.filter(code__in=[facts.organisation, facts.prime])}
    who, prime = found.get(facts.organisation), found.get(facts.prime)
    _refuse(
        {} if who else {"organisation": [_("Elija una organización registrada.")]},
        {} if prime or not facts.prime else {"prime": [_("Elija una organización registrada.")]},
        {} if codelists.is_valid("partner_role", facts.role) else {"role": [_("Elija si es socio principal o subreceptor.")]},
        own_rules.prime_of_another(facts.role, facts.organisation, facts.prime or None),
        rules.dates_in_order(facts.since, facts.until, field="until"),
    )
    made = PartnerPeriod(id=id, organisation=who, role=facts.role, prime=prime, since=facts.since, until=facts.until)
    return _add(made, row, facts.origin, by=by, step="partner")


@action
def add_document(*, id: UUID, seen: int, compact: UUID, facts: DocumentFacts, by: Actor) -> Document:
    """Adds a document by its public address. Raises `Invalid` for a kind that is not in the list."""
    expect_new(seen)
    row = keeper(by, compact)
    _refuse(
        {} if codelists.is_valid("document_kind", facts.kind) else {"kind": [_("Elija un tipo de la lista.")]},
        own_rules.whole_sale("title_es", facts.title_es, facts.title_en),
        rules.about_nobody(title_es=facts.title_es, title_en=facts.title_en),
        rules.public_address(url=facts.url),
    )
    made = Document(
        id=id, kind=facts.kind, title_es=facts.title_es, title_en=facts.title_en, dated=facts.dated, url=facts.url,
        language=facts.language,
    )  # fmt: skip
    return _add(made, row, facts.origin, by=by, step="document")


@action
def state_fact(*, id: UUID, seen: int, compact: UUID, facts: StatedFacts, by: Actor) -> StatedFact:
    """Records what was said in public about results. It stands beside the indicators and is never merged with them."""
    expect_new(seen)
    row = keeper(by, compact)
    _refuse(
        {} if codelists.is_valid("claim_bound", facts.bound) else {"bound": [_("Elija cómo lo dice la fuente.")]},
        {} if facts.source else {"source": [_("Diga dónde se leyó.")]},
        own_rules.whole_sale("text_es", facts.text_es, facts.text_en),
        rules.about_nobody(about=facts.about, text_es=facts.text_es, text_en=facts.text_en, speaker=facts.speaker),
        rules.plain_code(about=facts.about),
    )
    made = StatedFact(
        id=id, about=facts.about, text_es=facts.text_es, text_en=facts.text_en, value=facts.value, bound=facts.bound,
        speaker=facts.speaker,
    )  # fmt: skip
    return _add(made, row, facts.origin, by=by, step="stated")


def keeper(by: Actor, compact: UUID) -> Compact:
    """The compact, for who keeps its agreement: one of the two sides, or the unit that began the record.

    Raises `Denied` or `NotFound`.
    """
    policy.check(by, Verb.KEEP_AGREEMENT, group="agreement")
    row = taken(by, compact)
    if row.unit_id != by.unit_id:
        relations.own_party(by, row)
    return row


def tell(by: Actor, compact: Compact, step: str, *, what: str = "") -> None:
    """The audit line of a step in the agreement (codes only)."""
    detail = [("step", step), *([("what", what)] if what else [])]
    audit.record(by=by, verb=Verb.KEEP_AGREEMENT, subject_type="compact", subject=compact.code, detail=detail)


def _refuse(*found: Messages) -> None:
    if messages := rules.merged(found):
        raise Invalid(messages)


def _add(made: Made, compact: Compact, origin: dict[str, Any], *, by: Actor, step: str) -> Made:
    """Saves a new row of the agreement as the actor's own, and tells the audit."""
    made.compact, made.unit_id, made.by = compact, by.unit_id, by.user_code
    for name, value in origin.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    tell(by, compact, step)
    return made


def _set(kept: Made | None, fresh: Made, compact: Compact, values: dict[str, Any], *, by: Actor, seen: int) -> Made:
    """Writes a row that has one place in the compact: a new one, or one's own anew, keeping the old words. The other side's is `Denied`."""
    step = fresh._meta.model_name or ""
    if kept is None:
        expect_new(seen)
        return _add(fresh, compact, values, by=by, step=step)
    row: Made = take(type(fresh).objects.visible_to(by), kept.pk, seen)
    relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=row)
    correct(row, by=by, **values)
    tell(by, compact, step)
    return row


def _amendment(by: Actor, compact: Compact, number: int | None) -> Amendment | None:
    """The amendment with this number; None where none is named."""
    if number is None:
        return None
    found: Amendment | None = Amendment.objects.visible_to(by).filter(compact=compact, number=number).first()
    if found is None:
        raise Invalid({"amendment": [_("Elija una adenda registrada.")]})
    return found
