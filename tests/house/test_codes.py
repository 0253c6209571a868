"""Every coded argument of every action of cases and vault: one that its list does not know is refused, and nothing is written.

The arguments are found by walking the samples: each text in them is a code, unless its name stands in `WORDS`. A new argument
is a code until somebody says otherwise.
"""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.db import transaction

from amparo.access.acting import acting_as
from amparo.access.action import ACTIONS
from amparo.access.models import Performed
from amparo.core.errors import Invalid
from tests.house.test_actions import SAMPLES, counted, run

NOBODY = "zz_nobody_knows"
WORDS = frozenset((
    "text", "note", "code", "names", "number", "given_names", "first_surname", "second_surname", "aliases", "contact", "address",
    "birth", "register_number", "resolution_number",
))  # fmt: skip
PLAIN = frozenset({"cases.open_file:code", "cases.open_event:code"})  # an address, found or not found
OURS = sorted(name for name in ACTIONS if name.split(".")[0] in ("cases", "vault"))
Path = tuple[Any, ...]


def texts(value: Any, path: Path) -> Iterator[Path]:
    """Where the texts of a value are; the key of a mapping is the path `(…, ("key", key, place))`."""
    if isinstance(value, str):
        yield path
    elif (
        is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("amparo.") and path[-1] != "by"
    ):
        for part in fields(value):
            if part.name not in WORDS:
                yield from texts(getattr(value, part.name), (*path, part.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(one, (*path, key))
            if isinstance(key, tuple):
                yield from ((*path, ("key", key, place)) for place in range(len(key)))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from texts(one, (*path, place))


def swapped(value: Any, path: Path) -> Any:
    """The value with an unknown code at that place."""
    if not path:
        return NOBODY
    step, rest = path[0], path[1:]
    if isinstance(step, tuple) and step[0] == "key":
        _mark, key, place = step
        other = tuple(NOBODY if n == place else part for n, part in enumerate(key))
        return {other if one == key else one: said for one, said in value.items()}
    if isinstance(value, Mapping):
        return {**value, step: swapped(value[step], rest)}
    if isinstance(value, list | tuple):
        return type(value)(swapped(one, rest) if place == step else one for place, one in enumerate(value))
    return replace(value, **{step: swapped(getattr(value, step), rest)})


def coded(name: str, kwargs: dict[str, Any]) -> list[tuple[str, Path]]:
    """The coded arguments of a call, those it leaves to their default among them."""
    found = []
    for parameter in inspect.signature(ACTIONS[name]).parameters.values():
        if parameter.name in WORDS or parameter.name == "by" or f"{name}:{parameter.name}" in PLAIN:
            continue
        value = kwargs.get(parameter.name, parameter.default)
        found += [(parameter.name, path) for path in texts(value, (parameter.name,))]
    return [(argument, path[1:]) for argument, path in found]


@pytest.mark.parametrize("name", OURS)
def test_an_unknown_code_is_refused_and_nothing_is_written(name: str, cast: Any) -> None:
    kwargs = SAMPLES[name].build(cast)
    before = counted()
    for argument, path in coded(name, kwargs):
        defaults = inspect.signature(ACTIONS[name]).parameters[argument].default
        wrong = {**kwargs, argument: swapped(kwargs.get(argument, defaults), path)}
        with pytest.raises(Invalid) as refused:
            run(name, wrong)
        where = f"{argument}{path}"
        assert str(refused.value).strip() and "zz_" not in str(refused.value), where
        assert counted() == before, where
        assert not Performed.objects.filter(pk=kwargs["id"]).exists(), where
    with acting_as(kwargs["by"]):
        run_result = ACTIONS[name](**kwargs)
    assert run_result is None or run_result.pk is not None  # as it came, it is taken


def test_the_walk_finds_what_is_coded(cast: Any) -> None:
    """So that a change of the samples cannot empty the test above."""
    found = set()
    for name in OURS:
        with transaction.atomic():
            found |= {f"{name}:{argument}" + "".join(f".{step}" for step in path if isinstance(step, str))
                      for argument, path in coded(name, SAMPLES[name].build(cast))}  # fmt: skip
            transaction.set_rollback(True)
    assert found >= {
        "cases.raise_alert:event.channel", "cases.raise_alert:event.place", "cases.raise_alert:children.sex",
        "cases.add_child:child.whereabouts", "cases.raise_alert:children.identity.status", "cases.triage:risk", "cases.dismiss:reason",
        "cases.hand_over:part", "cases.answer_screening:answers", "cases.answer_screening:step", "cases.decide_status:status",
        "cases.decide_status:basis", "cases.record_court_step:step", "cases.record_penal_step:step", "cases.write_plan:goals.sector",
        "cases.write_plan:kind", "cases.write_plan:opinion", "cases.move_goal:step", "cases.refer:need.service",
        "cases.refer:need.urgency", "cases.refer:need.interpreter", "cases.refer:need.opinion",
        "cases.answer_referral:step", "cases.answer_referral:reason", "cases.arrange_centre:profile.sexes", "cases.move_stay:reason",
        "cases.move_stay:step", "cases.record_visit:outcome", "cases.close_case:reason", "cases.register_children:children.codes", "cases.register_children:children.claims.status",
        "cases.register_children:events.place", "vault.create_identity:identity.documents.kind", "vault.correct_identity:identity.sex",
        "vault.create_identities:newcomers.identity.status", "vault.search_names:query.sex", "vault.search_names:query.document.kind", "vault.create_identity:realm",
        "vault.reveal:reason", "vault.search_names:purpose", "vault.search_names:realm", "vault.resolve_match:decision",
    }  # fmt: skip
