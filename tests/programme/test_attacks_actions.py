"""Every action of the partnership, tried by those whose work it is not, and with a person's number in every text it takes."""

import dataclasses
from uuid import UUID

import pytest
from django.db import DataError, transaction

from amparo.access.acting import acting_as
from amparo.access.action import ACTIONS
from amparo.core.errors import AmparoError, Conflict
from amparo.core.ids import new_id
from tests.house.test_actions import SAMPLES

OURS = sorted(name for name in ACTIONS if name.startswith("programme."))
every = pytest.mark.parametrize("name", OURS)

# texts that may hold a number of eight digits, each with its reason
TAKES: dict[str, set[str]] = {
    "programme.attend": {"facts.name"},  # sealed under a key of the person
    "programme.attend_list": {"rows.0.name", "rows.1.name"},  # sealed as well
    "programme.post_entry": {"facts.reference"},  # vouchers of Peru end in eight digits: F001-00012345
    "programme.begin_successor": {"facts.state"},  # a successor begins as a draft, whatever is said
    "programme.correct_result": {"facts.region"},  # the region is that of the value corrected
    "programme.plan_takeover": {"facts.currency"},  # not kept where no amount is
}

READERS = ("evaluator", "cmnp", "outsider_crtp")
STRANGERS = ("outsider", "officer", "admin", "dpo")
PEERS = ("other_partner", "other_subrecipient")
SOMEBODY = "Véase 45678912"
# what anybody who takes part begins for himself
OPEN = {
    "programme.begin_practice": {"other_partner"},
    "programme.plan_course": {"other_partner", "other_subrecipient"},
    "programme.note_quality": {"other_partner", "other_subrecipient"},
}


def tried(name, kwargs):
    """What comes of it; everything is undone. An act that succeeds gives None."""
    try:
        with transaction.atomic(), acting_as(kwargs["by"]):
            ACTIONS[name](**kwargs)
            raise _Undo
    except _Undo:
        return None
    except AmparoError as problem:
        return problem


class _Undo(Exception):
    pass


def elsewhere(kwargs):
    """The same call about rows that do not exist."""
    return {key: new_id() if isinstance(value, UUID) and key != "id" else value for key, value in kwargs.items()}


def strangers(name, cast, kwargs):
    """Who could do it, or could tell a row that is there from one that is not."""
    done = []
    for who in (*READERS, *STRANGERS, *PEERS):
        by = getattr(cast, who)
        if by.user_code == kwargs["by"].user_code:
            continue
        told = tried(name, {**kwargs, "id": new_id(), "by": by})
        if told is None:
            done.append(who)
        if isinstance(told, Conflict):
            done.append(f"{who}: conflict tells that the row is there")
        if who in STRANGERS:
            there_not = tried(name, {**elsewhere(kwargs), "id": new_id(), "by": by})
            if (type(told), str(told)) != (type(there_not), str(there_not)):
                done.append(f"{who}: {told} / {there_not}")
    return set(done)


def texts(value, path=()):
    """Every text in the arguments: (path, kind). Paths go into frozen facts and tuples."""
    if isinstance(value, str):
        yield path
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name == "source":  # a reference, which the database holds to the sources there are
                continue
            inner = getattr(value, field.name)
            if isinstance(inner, str) or dataclasses.is_dataclass(inner) or isinstance(inner, tuple):
                yield from texts(inner, (*path, field.name))
            elif inner is None and "str" in str(field.type) and "UUID" not in str(field.type):
                yield (*path, field.name)
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from texts(inner, (*path, place))


def changed(value, path, text):
    if not path:
        return text
    first, *rest = path
    if isinstance(value, tuple):
        return tuple(changed(inner, rest, text) if place == first else inner for place, inner in enumerate(value))
    return dataclasses.replace(value, **{first: changed(getattr(value, first), rest, text)})


def takers(name, kwargs):
    """The texts that took a person's number."""
    kept = []
    for key, value in kwargs.items():
        if key in ("id", "seen", "by"):
            continue
        for path in texts(value):
            told = None
            try:
                told = tried(name, {**kwargs, "id": new_id(), key: changed(value, path, SOMEBODY)})
            except DataError:
                continue
            if told is None:
                kept.append(".".join(map(str, (key, *path))))
    return set(kept)


@every
def test_a_stranger_does_nothing_and_no_text_takes_a_person(name, cast):
    kwargs = SAMPLES[name].build(cast)
    assert strangers(name, cast, kwargs) == OPEN.get(name, set())
    assert takers(name, kwargs) == TAKES.get(name, set())
