"""A partnership of the tests with many rows of every kind, written as the bench writes them."""

from collections.abc import Sequence

from amparo.programme.benches.scale import agreement, awards, figures
from amparo.programme.benches.scale.house import House
from tests.programme.people import Partnership


def house_of(made: Partnership) -> House:
    """The compact of the tests, with those of the cast that write in it."""
    cast, named = made.cast, made.organisations
    bodies = {"us": named["jtip"], "peru": named["peru"], "prime": named["ilo"], "sub": named["chs"]}
    house = House(made.compact, cast.us, cast.peru, cast.partner, cast.subrecipient, bodies, made.objectives)
    house.held = [(made.award, made.subaward)]
    return house


def fill(house: House, ats: Sequence[int]) -> None:
    """As many rows of every kind as `ats` has numbers, beside those that are there."""
    agreement.agreed(house, ats)
    agreement.promised(house, ats)
    agreement.lasting(house, ats)
    awards.granted(house, ats, [house.bodies["prime"]])
    awards.odd(house, ats, house.held[0][0])
    awards.watched(house, house.held, ats)
    awards.worked(house, house.held, ats)
    awards.reported(house, house.held, ats)
    indicators = figures.defined(house, ats)
    figures.moved(house, indicators, ats, held=house.held)
    figures.discussed(house, ats, indicators)
