"""Who may act on awards, sub-awards and what watches over them, asked once for all actions of this part."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.models import Place, Source
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules
from amparo.programme.models import Award, Compact, Objective, Organisation, Party, SubAward

Held = tuple[Award | None, SubAward | None]


def granting(by: Actor, compact: Compact) -> None:
    """Raises `Denied` unless the actor's unit acts for the Participant that gives the funds."""
    policy.check(by, Verb.GRANT, group="money")
    if relations.own_party(by, compact).side != "us":
        raise Denied(_("Esto lo hace el gobierno que da los fondos."))


def gives(by: Actor, compact: Compact) -> bool:
    """Whether the actor's unit acts for the Participant that gives the funds (one query at most)."""
    if not policy.can(by, Verb.GRANT, group="money"):
        return False
    party = relations.party_of(by, compact)
    return party is not None and party.side == "us"


def subgranting(by: Actor, award: Award) -> None:
    """Raises `Denied` unless the award is the actor's own: its prime recipient sub-awards."""
    relations.check(by, Verb.SUBGRANT, group="money", row=award)
    if award.recipient.unit_id != by.unit_id:
        raise Denied(_("Los subacuerdos los hace quien recibe la adjudicación."))


def watching(by: Actor, compact: Compact, held: Held) -> None:
    """Raises `Denied` unless the actor watches over this: the donor over everybody, a prime over its own sub-recipients."""
    policy.check(by, Verb.MONITOR, group="money", relations=policy.Relation)
    if not watches(by, compact, held):
        raise Denied(
            _("El seguimiento lo hacen el gobierno que da los fondos y, con sus subreceptores, quien recibe la adjudicación.")
        )


def watches(by: Actor, compact: Compact, held: Held) -> bool:
    """As `watching`, asked."""
    award, subaward = held
    is_prime = award is not None and award.recipient.unit_id == by.unit_id
    if is_prime:
        return subaward is not None
    return gives(by, compact)


def found(by: Actor, award: UUID | None, subaward: UUID | None) -> Held:
    """The award and sub-award by id, as far as the actor may know of them; a sub-award brings its award. Raises `NotFound`."""
    sub: SubAward | None = None
    if subaward is not None:
        sub = SubAward.objects.visible_to(by).filter(pk=subaward).select_related("recipient", "compact").first()
        if sub is None:
            raise NotFound(rules.gone())
    parent = sub.award_id if sub else award
    row: Award | None = Award.objects.visible_to(by).filter(pk=parent).select_related("recipient", "compact").first()
    if row is None and sub is None:
        raise NotFound(rules.gone())
    return row, sub


def compact_of(held: Held) -> Compact:
    """The compact of an award or a sub-award."""
    award, subaward = held
    row = subaward or award
    if row is None:
        raise NotFound(rules.gone())
    return row.compact


def subject_of(award_id: UUID | None, subaward: SubAward | None, number: str = "") -> Subject:
    """What the desk's tasks are about: the sub-award where there is one, else the award."""
    return Subject("subaward", subaward.pk, subaward.number[:40]) if subaward else Subject("award", award_id, number[:40])


def donor_unit(by: Actor, compact: Compact) -> int | None:
    """The unit that acts for the Participant that gives the funds."""
    unit: int | None = (
        Party.objects.visible_to(by).filter(compact=compact, side="us").values_list("organisation__unit_id", flat=True).first()
    )
    return unit


def end_of(day: date) -> datetime:
    """The last moment of a day, for the due time of a task."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def coded(**values: tuple[str, str]) -> rules.Messages:
    """Each value is in its code list: `kind=("budget_category", "travel")`."""
    wrong = [name for name, (code_list, value) in values.items() if not codelists.is_valid(code_list, value)]
    return {name: [_("Elija un valor de la lista.")] for name in wrong}


def places_known(compact: Compact, by: Actor, *, objectives: tuple[int, ...], regions: tuple[str, ...]) -> rules.Messages:
    """Only objectives of this compact, and regions that exist (of Peru; other countries' codes are not listed here)."""
    messages: rules.Messages = {}
    if objectives:
        known = set(Objective.objects.visible_to(by).filter(compact=compact).values_list("number", flat=True))
        if not set(objectives) <= known:
            messages["objectives"] = [_("Elija objetivos de esta alianza.")]
    wanted = set(regions) if compact.country == "PE" else set()
    if wanted and Place.objects.filter(level="region", ubigeo__in=wanted).count() != len(wanted):
        messages["regions"] = [_("Elija regiones de la lista.")]
    return messages


def source_known(source: str | None) -> rules.Messages:
    """The source is on record."""
    if source is None or Source.objects.filter(pk=source).exists():
        return {}
    return {"source": [_("Esa fuente no está registrada.")]}


def organisation(pk: UUID, field: str = "recipient") -> Organisation:
    """The organisation by id. Raises `Invalid` beside the field."""
    row = Organisation.objects.filter(pk=pk).first()
    if row is None:
        raise Invalid({field: [_("Elija una organización de la lista.")]})
    return row


def whole_day(day: PartialDate | date | None) -> date | None:
    """The last day a date can mean."""
    return day.latest() if isinstance(day, PartialDate) else day
