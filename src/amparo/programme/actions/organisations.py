"""Organisations of the partnership, and which unit of the house acts for them."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.versions import expect_new
from amparo.programme import relations, rules
from amparo.programme.models import Organisation, Participation, Party


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as the public record names it. `identifier`: of IATI; `uei`: of the United States' register."""

    code: str
    kind: str
    name_es: str
    name_en: str
    short_name: str
    country: str = ""
    identifier: str = ""
    uei: str = ""
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@action
def register_organisation(*, id: UUID, seen: int, facts: OrganisationFacts, by: Actor) -> Organisation:
    """Adds an organisation that every compact may name. Raises `Invalid` where its code is taken or its kind unknown."""
    policy.check(by, Verb.KEEP_AGREEMENT, group="agreement")
    expect_new(seen)
    taken = Organisation.objects.filter(code=facts.code).exists()
    messages = rules.merged([
        {"code": [_("Ese código ya existe. Elija otro.")]} if taken else {},
        {} if codelists.is_valid("organisation_kind", facts.kind) else {"kind": [_("Elija un tipo de la lista.")]},
        rules.plain_code(code=facts.code),
        rules.about_nobody(name_es=facts.name_es, name_en=facts.name_en, short_name=facts.short_name, identifier=facts.identifier, uei=facts.uei),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row = Organisation(
        id=id, code=facts.code, kind=facts.kind, name_es=facts.name_es, name_en=facts.name_en, short_name=facts.short_name,
        country=facts.country, identifier=facts.identifier, uei=facts.uei, source_id=facts.source, as_of=facts.as_of,
        verified=facts.verified,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.KEEP_AGREEMENT, subject_type="organisation", subject=row.code, detail=[("step", "register")])
    return row


@action
def bind_organisation(*, id: UUID, seen: int, organisation: UUID, unit: str, by: Actor) -> Organisation:
    """From now on the people of a unit (by its code) act for an organisation. Once, since past entries keep their writer.

    Where the organisation is a Participant of compacts in sight of the actor, the unit takes its seat there.
    Raises `Invalid` where somebody acts for the organisation already, or the unit for another one; `Denied` where another
    unit keeps the record of such a compact.
    """
    policy.check(by, Verb.KEEP_AGREEMENT, group="agreement")
    expect_new(seen)
    row = Organisation.objects.select_for_update().filter(pk=organisation).first()
    if row is None:
        raise NotFound(rules.gone())
    house = Unit.objects.filter(code=unit, active=True).first()
    if house is None:
        raise Invalid({"unit": [_("Elija una unidad que exista.")]})
    if row.unit_id is not None or Organisation.objects.filter(unit=house).exists():
        raise Invalid({"unit": [_("Esa organización ya tiene unidad, o esa unidad actúa por otra.")]})
    row.unit = house
    row.save(update_fields=["unit"])
    for party in Party.objects.visible_to(by).filter(organisation=row).select_related("compact"):
        relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=party.compact)
        seats = Participation.objects.visible_to(by).filter(compact=party.compact, member=house, capacity="party", until=None)
        if not seats.exists():
            Participation.objects.create(
                id=uuid5(id, str(party.compact_id)), compact=party.compact, unit_id=by.unit_id, by=by.user_code, member=house,
                capacity="party", organisation=row,
            )  # fmt: skip
    audit.record(
        by=by,
        verb=Verb.KEEP_AGREEMENT,
        subject_type="organisation",
        subject=row.code,
        detail=[("step", "bind"), ("unit", house.code)],
    )
    return row
