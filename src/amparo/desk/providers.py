"""What higher apps tell the desk, so that it knows no case: registries filled in `AppConfig.ready`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.desk.kinds import Text
from amparo.desk.subjects import Subject
from amparo.ui.components import Bar, Link


@dataclass(frozen=True)
class NavEntry:
    """An entry of the main menu, shown to whom the matrix gives `verb` somewhere. `pages`: url names that also lie under it.

    `hint` is the line under it on the start page of roles without files.
    """

    label: Text
    url_name: str
    verb: Verb
    order: int = 50
    pages: frozenset[str] = frozenset()
    hint: Text = ""


@dataclass(frozen=True)
class Described:
    """How a subject is shown: where its page is, who it is about ("Niña, 12 a 14 años"; never a name), a line of context."""

    url: str
    who: str = ""
    context: str = ""


@dataclass(frozen=True)
class Panel:
    """A block beside the work list."""

    title: str
    bars: Sequence[Bar] = ()
    links: Sequence[Link] = ()
    text: str = ""


Describer = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Described]]  # one query; what the actor may not see is left out
Finder = Callable[[Actor, str], str | None]  # a clean code → address; None for unknown and for not his alike
# the actor, querysets of the subject ids that already show, first and last place → how many are quiet, and those rows
Quiet = Callable[[Actor, Sequence["QuerySet[Any]"], int, int], tuple[int, Sequence[Subject]]]
Page = Callable[[HttpRequest], HttpResponse]


def _nothing(actor: Actor) -> Sequence[object]:
    return ()


@dataclass(frozen=True)
class MyWork:
    """What an app adds to the start page: files without news, panels at the side, what can be begun from there."""

    quiet: Quiet | None = None
    panels: Callable[[Actor], Sequence[Panel]] = _nothing  # type: ignore[assignment]
    begin: Callable[[Actor], Sequence[Link]] = _nothing  # type: ignore[assignment]


NAVIGATION: list[NavEntry] = []
MY_WORK: list[MyWork] = []
STARTS: dict[str, Page] = {}
_DESCRIBERS: dict[str, Describer] = {}
_FINDERS: list[Finder] = []


def register_navigation(*entries: NavEntry) -> None:
    """Adds menu entries; the same one twice is one."""
    NAVIGATION.extend(entry for entry in entries if entry not in NAVIGATION)
    NAVIGATION.sort(key=lambda entry: entry.order)


def register_my_work(provider: MyWork) -> None:
    """Adds an app's part of the start page."""
    if provider not in MY_WORK:
        MY_WORK.append(provider)


def register_start(roles: Iterable[str], page: Page) -> None:
    """The start page of some roles (a commission's counts) is this view; it runs under the verb of `home`."""
    STARTS.update(dict.fromkeys(roles, page))


def register_subject(kind: str, describe: Describer, find: Finder | None = None) -> None:
    """How subjects of a kind ("case") are shown and, with `find`, found by code."""
    _DESCRIBERS[kind] = describe
    if find is not None and find not in _FINDERS:
        _FINDERS.append(find)


def describe(actor: Actor, subjects: Iterable[Subject]) -> dict[UUID, Described]:
    """What is known of these subjects, one query a kind."""
    wanted: dict[str, list[UUID]] = {}
    for subject in subjects:
        if subject.id is not None and subject.id not in wanted.setdefault(subject.type, []):
            wanted[subject.type].append(subject.id)
    found: dict[UUID, Described] = {}
    for kind, ids in wanted.items():
        if kind in _DESCRIBERS:
            found.update(_DESCRIBERS[kind](actor, ids))
    return found


def find(actor: Actor, code: str) -> str | None:
    """The address of what has this code, if the actor may open it. Says the same for unknown and for not his."""
    return next((url for finder in _FINDERS if (url := finder(actor, code))), None)
