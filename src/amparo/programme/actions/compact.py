"""A compact begins, and units join it or leave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core import places
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules
from amparo.programme import rules_agreement as own_rules
from amparo.programme.models import Compact, Organisation, Participation, Party

CAPACITIES = ("evaluator", "partner", "subrecipient", "commission", "observer")  # a party sits by its side: `begin_compact`


@dataclass(frozen=True)
class CompactFacts:
    """A compact as its record begins: names in both languages, country (ISO 3166), signature and term where known."""

    code: str
    country: str
    title_es: str
    title_en: str
    summary_es: str = ""
    summary_en: str = ""
    signed_on: PartialDate | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    state: str = "draft"
    is_demo: bool = False
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False
    currency: str = "USD"
    host_currency: str = "PEN"


@action
def begin_compact(*, id: UUID, seen: int, facts: CompactFacts, sides: tuple[tuple[str, UUID], ...], by: Actor) -> Compact:
    """Begins the record of a compact with its two Participants (`sides`: us or host, and the organisation).

    The units that act for them take part from now on, and so does the unit that begins the record, as an observer where it is neither.
    Raises `Invalid` where a code is taken, a side is missing or the dates contradict each other.
    """
    policy.check(by, Verb.KEEP_AGREEMENT, group="agreement")
    expect_new(seen)
    _must_be_right(facts, sides)
    compact = Compact(
        id=id, unit_id=by.unit_id, by=by.user_code, code=facts.code, country=facts.country, title_es=facts.title_es,
        title_en=facts.title_en, summary_es=facts.summary_es, summary_en=facts.summary_en, state=facts.state,
        signed_on=facts.signed_on, starts=facts.starts, ends=facts.ends, is_demo=facts.is_demo, source_id=facts.source,
        as_of=facts.as_of, verified=facts.verified, currency=facts.currency, host_currency=facts.host_currency,
    )  # fmt: skip
    compact.save(force_insert=True)
    organisations = Organisation.objects.in_bulk([organisation for _side, organisation in sides])
    for side, organisation in sides:
        Party.objects.create(
            id=uuid5(id, f"party {side}"), compact=compact, unit_id=by.unit_id, by=by.user_code,
            organisation=organisations[organisation], side=side, source_id=facts.source, as_of=facts.as_of,
        )  # fmt: skip
    _seat(compact, [organisations[organisation] for _side, organisation in sides], by)
    audit.record(by=by, verb=Verb.KEEP_AGREEMENT, subject_type="compact", subject=compact.code, detail=[("step", "begin")])
    return compact


@action
def join_compact(
    *,
    id: UUID,
    seen: int,
    compact: UUID,
    member: str,
    capacity: str,
    organisation: UUID | None,
    regions: tuple[str, ...],
    by: Actor,
) -> Participation:
    """A unit (by its code) takes part in a compact from now on: as partner, sub-recipient, evaluator, commission or observer.

    A partner or sub-recipient names the organisation its people act for; a commission its regions, or it has those of its unit.
    Raises `Denied` for who did not begin the record, `Invalid` for a seat that cannot be or is taken.
    """
    row: Compact = take(Compact.objects.visible_to(by), compact, seen)
    relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=row)
    unit = Unit.objects.filter(code=member, active=True).first()
    if unit is None or capacity not in CAPACITIES:
        raise Invalid({"member": [_("Elija una unidad que exista y en qué calidad participa.")]})
    if Participation.objects.visible_to(by).filter(compact=row, member=unit, capacity=capacity, until=None).exists():
        raise Invalid({"member": [_("Esa unidad ya participa en esa calidad.")]})
    own = sorted({code[:2] for code in unit.ubigeo}) if capacity == "commission" and not regions else list(regions)
    _must_be_seated(unit, capacity, organisation=organisation, regions=own)
    bump(row)
    joined = Participation(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, member=unit, capacity=capacity, organisation_id=organisation,
        regions=own,
    )  # fmt: skip
    joined.save(force_insert=True)
    audit.record(
        by=by, verb=Verb.KEEP_AGREEMENT, subject_type="compact", subject=row.code, detail=[("join", unit.code), ("as", capacity)]
    )
    return joined


@action
def leave_compact(*, id: UUID, seen: int, participation: UUID, by: Actor) -> Participation:
    """A unit takes part no longer: from now on it sees what it wrote itself. `seen` is the participation's version."""
    row: Participation = take(Participation.objects.visible_to(by), participation, seen)
    relations.check(by, Verb.KEEP_AGREEMENT, group="agreement", row=row)
    if row.until is not None or row.capacity == "party":
        raise Invalid(_("Esa participación ya terminó, o es de una de las dos partes."))
    row.until = timezone.now()
    bump(row, "until")
    audit.record(
        by=by, verb=Verb.KEEP_AGREEMENT, subject_type="compact", subject=row.compact.code, detail=[("leave", row.capacity)]
    )
    return row


def _must_be_seated(unit: Unit, capacity: str, *, organisation: UUID | None, regions: Sequence[str]) -> None:
    who = Organisation.objects.filter(pk=organisation).first() if organisation else None
    known = places.index().by_code
    messages = rules.merged([
        {} if who or not organisation else {"organisation": [_("Elija una organización de la lista.")]},
        own_rules.seat_fits(capacity, named=organisation is not None, acts=who is None or who.unit_id == unit.pk, regions=regions),
        {} if all(len(code) == 2 and code in known for code in regions) else {"regions": [_("Elija regiones de la lista.")]},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _must_be_right(facts: CompactFacts, sides: Sequence[tuple[str, UUID]]) -> None:
    messages = rules.merged([
        rules.dates_in_order(facts.starts, facts.ends),
        rules.about_nobody(
            title_es=facts.title_es, title_en=facts.title_en, summary_es=facts.summary_es, summary_en=facts.summary_en
        ),
        rules.plain_code(code=facts.code, country=facts.country, state=facts.state),
        {} if {side for side, _organisation in sides} == {"us", "host"} else {"": [_("Nombre a las dos partes.")]},
        {"code": [_("Ese código ya existe. Elija otro.")]} if Compact.objects.filter(code=facts.code).exists() else {},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _seat(compact: Compact, organisations: Sequence[Organisation], by: Actor) -> None:
    """The units of both parties take part; who begins the record and is neither, observes."""
    seats = {organisation.unit_id: ("party", organisation) for organisation in organisations if organisation.unit_id}
    found: list[tuple[int, str, Organisation | None]] = [(unit, capacity, who) for unit, (capacity, who) in seats.items()]
    if by.unit_id and by.unit_id not in seats:
        found.append((by.unit_id, "observer", None))
    for unit, capacity, organisation in found:
        Participation.objects.create(
            id=uuid5(compact.pk, f"seat {unit}"), compact=compact, unit_id=by.unit_id, by=by.user_code, member_id=unit,
            capacity=capacity, organisation=organisation,
        )  # fmt: skip


def taken(by: Actor, compact: UUID) -> Compact:
    """The compact, as far as the actor may know of it. Raises `NotFound`."""
    row: Compact | None = Compact.objects.visible_to(by).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    return row
