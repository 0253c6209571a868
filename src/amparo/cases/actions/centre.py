"""A centre says whom it receives and how many places it has."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import coded, rules
from amparo.cases.models import Bed, Centre, Stay
from amparo.core import codelists
from amparo.core.errors import Invalid
from amparo.core.versions import bump, expect_new, take

PROFILE = ("specialised", "sexes", "age_from", "age_to", "with_baby")


@dataclass(frozen=True)
class Profile:
    """Whom a centre receives. `sexes` is female, male or any; ages in completed years, both included."""

    specialised: bool
    sexes: str
    age_from: int
    age_to: int
    with_baby: bool


@action
def arrange_centre(*, id: UUID, seen: int, profile: Profile, places: int, by: Actor) -> Centre:
    """Sets the profile and the number of places of the actor's own centre; the first time it begins the centre (`seen` 0).

    A place somebody has is never taken out of use: `Invalid` where fewer are asked for than are taken or kept.
    """
    policy.check(by, Verb.MANAGE_CENTRE, group="placement")
    codelists.check(sexes=(coded.SEXES, profile.sexes))
    if messages := rules.centre_in_order(profile.age_from, profile.age_to, places):
        raise Invalid(messages)
    there = Centre.objects.filter(unit_id=by.unit_id).first()
    if there is None:
        expect_new(seen)
        centre = Centre(id=id, unit_id=by.unit_id, **{name: getattr(profile, name) for name in PROFILE})
        centre.save(force_insert=True)
    else:
        centre = take(Centre.objects.filter(unit_id=by.unit_id), there.pk, seen)
        for name in PROFILE:
            setattr(centre, name, getattr(profile, name))
        bump(centre, *PROFILE)
    _set_places(centre, places, by)
    audit.record(by=by, verb=Verb.MANAGE_CENTRE, subject_type="centre", subject=by.unit_code, detail=[("places", str(places))])
    return centre


def free_beds(centre: Centre, by: Actor) -> QuerySet[Bed]:
    """The places of the actor's centre that nobody has and that are in use."""
    somebody = Stay.objects.visible_to(by).filter(bed=OuterRef("pk"), until=None)
    return Bed.objects.filter(~Exists(somebody), centre=centre, in_use=True).order_by("number")


def _set_places(centre: Centre, places: int, by: Actor) -> None:
    beds = list(Bed.objects.select_for_update().filter(centre=centre).order_by("number"))
    used = [bed for bed in beds if bed.in_use]
    if places < len(used):
        _take_out(centre, len(used) - places, len(used), by)
        return
    missing = places - len(used)
    for bed in [bed for bed in beds if not bed.in_use][:missing]:
        bed.in_use, missing = True, missing - 1
        bed.save(update_fields=["in_use"])
    last = max((bed.number for bed in beds), default=0)
    Bed.objects.bulk_create(
        Bed(id=uuid5(centre.pk, f"bed {number}"), centre=centre, number=number) for number in range(last + 1, last + 1 + missing)
    )


def _take_out(centre: Centre, surplus: int, used: int, by: Actor) -> None:
    """Takes the last free places out of use."""
    free = list(free_beds(centre, by).values_list("pk", flat=True))
    if len(free) < surplus:
        least = used - len(free)
        text = ngettext(
            "Hay %(n)s plaza ocupada o reservada. Ponga al menos esa.",
            "Hay %(n)s plazas ocupadas o reservadas. Ponga al menos esas.",
            least,
        )
        raise Invalid({"places": [text % {"n": least}]})
    Bed.objects.filter(pk__in=free[-surplus:]).update(in_use=False)
