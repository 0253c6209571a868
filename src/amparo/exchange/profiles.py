"""The shipped profiles, as reference data, and a profile as the plain values the import works with."""

from amparo.access.actors import Actor
from amparo.core import loading
from amparo.exchange.mapping import Shape
from amparo.exchange.models import Profile, ProfileColumn


def register_own() -> None:
    """Has `load_reference` bring the shipped profiles; a profile corrected by somebody stays as it is."""
    loading.also("profiles.csv", Profile, ("code",))
    loading.also("profile_columns.csv", ProfileColumn, ("profile", "heading"))


def shape_of(profile: Profile) -> Shape:
    """How the register of this profile writes what it writes."""
    return Shape(
        profile.code,
        row_per=profile.row_per,
        date_order=profile.date_order,
        place_codes=profile.place_codes,
        name_order=profile.name_order,
        authority=profile.authority,
    )


def saved_columns(profile: Profile) -> dict[str, str]:
    """Heading → target."""
    return dict(profile.columns.values_list("heading", "target"))


def usable_by(actor: Actor) -> "list[Profile]":
    """The shipped profiles and those of the actor's unit."""
    return [one for one in Profile.objects.order_by("name_es") if one.unit_id in (None, *actor.scope)]
