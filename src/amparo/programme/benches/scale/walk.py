"""Every page of the partnership, opened as one person: its address with rows that fit it, and the queries it asks."""

import itertools
import re
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from amparo.access import policy
from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.gate import verb_of
from amparo.access.verbs import PUBLIC, Verb
from amparo.core.kept import held
from amparo.programme import models as m
from amparo.programme import states
from amparo.programme.abouts import ABOUTS
from amparo.programme.benches.scale.house import House
from amparo.programme.urls import urlpatterns

MOST = 12
SET_UP = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "set_config", "django_session", '"access_user"."id" =',
          "access_membership", "usersessions")  # fmt: skip
TRIES = 80  # rows tried for one page, before it counts as one this person does not open
LEAD_ON = {"dialogue_by_id", "entry_open"}  # these only lead to the page they are about
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")

# The row behind `pk`, by the word of the address that stands before it.
BY_WORD: dict[str, type[Any]] = {
    "convocatorias": m.Solicitation, "umbrales": m.Threshold, "adjudicaciones": m.Award, "subacuerdos": m.SubAward, "visitas": m.Visit,
    "hallazgos": m.Finding, "medidas": m.ActionPoint, "territorio": m.Territory, "puestos": m.HeadCount, "registro": m.Entry, "presupuesto": m.BudgetPhase,
}  # fmt: skip
BY_NAME: dict[str, tuple[type[Any], str]] = {
    "award": (m.Award, "pk"), "subaward": (m.SubAward, "pk"), "entry": (m.Entry, "code"), "indicator": (m.Indicator, "code"),
    "commitment": (m.Commitment, "code"), "practice": (m.Practice, "code"), "training": (m.Training, "code"), "campaign": (m.Campaign, "code"),
    "item": (m.WorkItem, "pk"), "signal": (m.CommunitySignal, "pk"), "place": (m.RiskPlace, "pk"), "claim": (m.MoneyClaim, "pk"),
    "result": (m.Result, "pk"), "note": (m.QualityNote, "pk"), "report": (m.Report, "pk"), "dialogue": (m.Dialogue, "pk"),
    "agreement": (m.DialogueAgreement, "pk"), "choice": (m.DialogueChoice, "pk"), "pack": (m.Pack, "pk"), "seat": (m.Participation, "pk"),
}  # fmt: skip
STEPS = tuple(dict.fromkeys(step for _first, table in states.TABLES.values() for steps in table.values() for step in steps))


@dataclass
class Walk:
    """What one person found.

    opened  page → its address, of the first rows that let this person in
    asked   page → its queries
    spent   page → milliseconds
    closed  pages that no row opens for this person
    failed  addresses that answered with an error of the product
    """

    opened: dict[str, str] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)


def pages() -> dict[str, str]:
    """Every page of the partnership that answers GET: name → address with its places."""
    return {str(one.name): str(one.pattern) for one in urlpatterns if not _posts_only(one.callback)}


def walk(client: Client, house: House, actor: Actor, *, names: Container[str] | None = None) -> Walk:
    """Opens each page (or those of `names`) as somebody, the addresses that are none of this role's left out; what opens is opened twice.

    The second time counts: codes and places are read once a minute for all pages.
    """
    client.raise_request_exception = False  # a page that falls is told, and the walk goes on
    rows, found = Rows(house, actor), Walk()
    mine = {str(one.name) for one in urlpatterns if _is_for(actor, verb_of(one.callback, str(one.name)))}
    for name, path in pages().items():
        if names is not None and name not in names:
            continue
        for address in itertools.islice(rows.addresses(name, path), TRIES) if name in mine else ():
            status = client.get(address).status_code
            if status == 400 or status >= 500:
                found.failed.append(f"{name} {address}: {status}")
            if status == 200 or (status == 302 and name in LEAD_ON):
                begun = time.perf_counter()
                found.opened[name], found.asked[name] = address, asked(client, address)
                found.spent[name] = (time.perf_counter() - begun) * 1000
                break
        else:
            found.closed.add(name)
    return found


def asked(client: Client, address: str) -> list[str]:
    """The queries a page asks, besides transaction, session and actor."""
    with held(), CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured if not any(word in query["sql"] for word in SET_UP)]


def _is_for(actor: Actor, verb: str | None) -> bool:
    return verb in (PUBLIC, Verb.WORK) or (verb is not None and policy.can_anywhere(actor, Verb(verb)))


class Rows:
    """The rows that fill the places of an address, as somebody sees them: of each state one."""

    def __init__(self, house: House, actor: Actor) -> None:
        self.house, self.actor = house, actor
        self.known: dict[tuple[type[Any], str], list[Any]] = {}
        self.always: dict[str, list[Any]] = {
            "code": [house.compact.code], "region": ["08"], "year": [2025, 2024], "quarter": [1, 2, 3, 4],
            "organisation": [body.code for body in house.bodies.values()], "entity": [house.bodies["peru"].code],
            "step": list(STEPS), "about": list(ABOUTS),
        }  # fmt: skip

    def addresses(self, name: str, path: str) -> Iterator[str]:
        """All addresses of a page that these rows can fill."""
        places = PLACE.findall(path)
        for values in itertools.product(*(self._fits(place, path) for place in places)):
            given = dict(zip(places, values, strict=True))
            if "about" in given:
                given["pk"] = next(iter(self._of(ABOUTS[given["about"]].model, "pk")), None)
            if "certificate" in given:
                given["training"] = self._training_of(given["certificate"])
            try:
                yield reverse(name, kwargs=given)
            except NoReverseMatch:
                continue

    def _training_of(self, certificate: str) -> str:
        """The code of the training a certificate is of."""
        with acting_as(self.actor):
            rows = m.Attendance.objects.visible_to(self.actor).filter(certificate=certificate)
            return str(rows.values_list("training__code", flat=True).get())

    def _fits(self, place: str, path: str) -> list[Any]:
        if place == "number":
            return (
                self._of(m.Dialogue, "number")
                if "dialogos" in path
                else self._of(m.Clause, "number")
                if "clausulas" in path
                else [1]
            )
        if place == "certificate" or (place == "code" and path.startswith("certificados")):
            return self._of(m.Attendance, "certificate")
        if place == "pk":
            before = path.split("<uuid:pk>")[0].rstrip("/").split("/")[-1]
            return [None] if "<slug:about>" in path else self._of(BY_WORD[before], "pk")
        if place == "row":
            return self._of(m.Delegate, "pk")
        if place in BY_NAME:
            return self._of(*BY_NAME[place])
        return self.always[place]

    def _of(self, model: type[Any], column: str) -> list[Any]:
        """That column of one row of each state (and writer) there is."""
        if (model, column) not in self.known:
            apart = [name for name in ("state", "unit_id") if name in {one.attname for one in model._meta.concrete_fields}]
            apart = ["number"] if model is m.Dialogue else apart
            with acting_as(self.actor):
                seen = model.objects.visible_to(self.actor).filter(compact=self.house.compact).exclude(**{column: None})
                rows = seen.order_by(*apart, "pk").distinct(*apart) if apart else seen.order_by("pk")[:2]
                self.known[model, column] = list(rows.values_list(column, flat=True))
        return self.known[model, column]


def _posts_only(view: Callable[..., Any]) -> bool:
    """Whether a page answers POST only (`require_POST` lets nothing else by)."""
    while view is not None:
        cells = [cell.cell_contents for cell in view.__closure__ or ()]
        if any(isinstance(cell, list | tuple) and "POST" in cell and "GET" not in cell for cell in cells):
            return True
        view = view.__wrapped__ if hasattr(view, "__wrapped__") else None  # type: ignore[assignment]
    return False
