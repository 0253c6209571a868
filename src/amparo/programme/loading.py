"""A compact from a folder of CSV files, as `samples/compact-peru`: every row says where it was read and of which date it speaks.

Each row becomes an act of the person who loads, with the same actions as the pages, so that the same rules hold and the audit
tells it. An act's id follows from the compact, the file and what names the row: loading again changes nothing, loading a
folder that grew adds what is new. All or nothing: called inside one `acting_as`.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.access.models import Performed
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.loading import upsert
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import (
    AmendmentFacts,
    Change,
    ClauseFacts,
    DocumentFacts,
    ObjectiveFacts,
    PartnerFacts,
    SignatoryFacts,
    StatedFacts,
    TerritoryFacts,
)
from amparo.programme.models import Compact, Organisation, Party

NAMESPACE = UUID("3c8f2f0a-9f0e-5d1c-8a55-0c6c1d6f7b01")
UNDATED = "unknown"  # the page that says it bears no date
Row = Mapping[str, str]


@dataclass
class Load:
    """One load: who loads which folder, and what came of it by file (`made`, `kept`: was there already)."""

    actor: Actor
    folder: Path
    code: str = ""
    made: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def rows(self, name: str, *, sourced: bool = True) -> Iterator[Row]:
        """The rows of a file; none where it is not there. Raises `Invalid` for a row without source or date."""
        path = self.folder / f"{name}.csv"
        if not path.exists():
            return
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                if sourced and not (row.get("source") and row.get("as_of")):
                    words = _(
                        "Fila %(row)d de %(file)s: falta la fuente o la fecha. Escriba «unknown» si la página no tiene fecha."
                    )
                    raise Invalid(words % {"row": number, "file": path.name})
                yield {key: (value or "").strip() for key, value in row.items()}

    def key(self, name: str, *parts: str) -> UUID:
        """The id of what a row makes."""
        return uuid5(NAMESPACE, "/".join((self.code, name, *parts)))

    def do(self, name: str, key: UUID, function: Callable[..., Any], **facts: Any) -> None:
        """One act, unless it was done before. `seen` is 0 unless told."""
        if Performed.objects.filter(pk=key).exists():
            self.kept[name] = self.kept.get(name, 0) + 1
            return
        function(**{"id": key, "seen": 0, **facts, "by": self.actor})
        self.made[name] = self.made.get(name, 0) + 1

    def compact(self) -> Compact:
        """The compact as it is now."""
        found: Compact = Compact.objects.visible_to(self.actor).get(code=self.code)
        return found

    def add(self, name: str, function: Callable[..., Any], *, named: Sequence[str], facts: Callable[[Row], Any]) -> None:
        """Every row of a file as an act on the compact; `named`: the columns that say which row it is."""
        compact = self.compact().pk
        for row in self.rows(name):
            key = self.key(name, *(row[column] for column in named))
            self.do(name, key, function, compact=compact, facts=facts(row))


def load_compact(actor: Actor, folder: Path, *, bind: Sequence[tuple[str, str]] = ()) -> Load:
    """Loads a folder as `actor`; `bind`: (organisation, unit) pairs, which unit acts for whom. Raises `Invalid`, `Denied`."""
    load = Load(actor, folder)
    load.code = next(iter(load.rows("compact")), {}).get("code", "")
    if not load.code:
        raise Invalid(_("No hay una alianza en esa carpeta: falta compact.csv."))
    _sources(load)
    _organisations(load)
    _bind(load, bind)
    for step in STEPS:
        step(load)
    return load


def host_of(folder: Path) -> str:
    """The code of the organisation that is the host Participant in a folder; "" where it names none."""
    path = folder / "parties.csv"
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return next((row["organisation"] for row in csv.DictReader(file) if row["side"] == "host"), "")


def when(text: str) -> PartialDate | None:
    """A date cell: "2020-02-06", "2017-10", "2022~"; empty and `unknown` are None. Raises `Invalid`."""
    return PartialDate.from_text(text) if text and text != UNDATED else None


def number(text: str) -> Decimal | None:
    """A number cell; empty is None. Raises `Invalid`."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise Invalid(_("«%(text)s» no es un número.") % {"text": text}) from None


def origin(row: Row) -> dict[str, Any]:
    """Source, date and check of a row, as every fact takes them."""
    return {"source": row["source"], "as_of": when(row["as_of"]), "verified": row.get("verified") == "true"}


def texts(row: Row, *names: str) -> dict[str, Any]:
    """These cells as they are."""
    return {name: row[name] for name in names}


def _sources(load: Load) -> None:
    rows = list(load.rows("sources", sourced=False))
    report = upsert("sources.csv", Source, ("code",), rows=rows)
    load.made["sources"], load.kept["sources"] = report.created + report.updated, report.unchanged
    known = set(Source.objects.values_list("code", flat=True))
    for path in sorted(load.folder.glob("*.csv")):
        named = set() if path.stem == "sources" else {row["source"] for row in load.rows(path.stem)}
        if missing := sorted(named - known):
            raise Invalid(_("%(file)s nombra una fuente que no existe: %(code)s.") % {"file": path.name, "code": missing[0]})


def _organisations(load: Load) -> None:
    known = set(Organisation.objects.values_list("code", flat=True))
    for row in load.rows("organisations"):
        key = uuid5(NAMESPACE, f"organisation/{row['code']}")  # one for all compacts
        if row["code"] in known:
            load.kept["organisations"] = load.kept.get("organisations", 0) + 1
            continue
        cells = texts(row, "code", "kind", "name_es", "name_en", "short_name", "country", "identifier")
        load.do("organisations", key, act.register_organisation, facts=OrganisationFacts(**cells, **origin(row)))


def _bind(load: Load, pairs: Sequence[tuple[str, str]]) -> None:
    for code, unit in pairs:
        row = Organisation.objects.filter(code=code).select_related("unit").first()
        if row is None:
            raise Invalid(_("No hay una organización con el código %(code)s.") % {"code": code})
        if row.unit is None or row.unit.code != unit:
            key = uuid5(NAMESPACE, f"bind/{code}/{unit}")
            load.do("organisations", key, act.bind_organisation, organisation=row.pk, unit=unit)


def _compact(load: Load) -> None:
    row = next(load.rows("compact"))
    if Compact.objects.visible_to(load.actor).filter(code=load.code).exists():
        load.kept["compact"] = 1
        return
    cells = texts(row, "code", "country", "title_es", "title_en", "summary_es", "summary_en", "currency", "host_currency")
    dates: dict[str, Any] = {name: when(row[name]) for name in ("signed_on", "starts", "ends")}
    known = {found.code: found.pk for found in Organisation.objects.all()}
    sides = tuple((party["side"], known[party["organisation"]]) for party in load.rows("parties"))
    state = "draft" if row["state"] == "draft" else "in_force"  # closed at the end, by the same act as everywhere
    facts = CompactFacts(**cells, **dates, state=state, **origin(row))
    load.do("compact", load.key("compact"), act.begin_compact, facts=facts, sides=sides)


def _leads(load: Load) -> None:
    parties = {party.side: party for party in Party.objects.visible_to(load.actor).filter(compact=load.compact())}
    for row in load.rows("parties"):
        if row["lead_es"] or row["lead_en"]:
            party = parties[row["side"]]
            leads = texts(row, "lead_es", "lead_en")
            load.do("parties", load.key("parties", row["side"]), act.set_lead, seen=party.version, party=party.pk, **leads)


def _signatories(load: Load) -> None:
    def facts(row: Row) -> SignatoryFacts:
        return SignatoryFacts(
            **texts(row, "side", "name", "office_es", "office_en"), signed_on=when(row["signed_on"]), **origin(row)
        )

    load.add("signatories", act.add_signatory, named=("side", "name"), facts=facts)


def _objectives(load: Load) -> None:
    def facts(row: Row) -> ObjectiveFacts:
        cells = texts(row, "title_es", "title_en", "text_es", "text_en")
        return ObjectiveFacts(int(row["number"]), **cells, **origin(row))

    load.add("objectives", act.set_objective, named=("number",), facts=facts)


def _clauses(load: Load) -> None:
    def facts(row: Row) -> ClauseFacts:
        cells = texts(row, "number", "heading_es", "heading_en", "text_es", "text_en")
        return ClauseFacts(**cells, position=int(row["position"] or 0), **origin(row))

    load.add("clauses", act.set_clause, named=("number",), facts=facts)


def _amendments(load: Load) -> None:
    changes: dict[str, list[Change]] = {}
    for row in load.rows("changes"):
        changes.setdefault(row["amendment"], []).append(Change(row["field"], row["after"], row["before"]))
    for row in load.rows("amendments"):
        facts = AmendmentFacts(
            int(row["number"]), row["instrument_es"], row["instrument_en"], tuple(changes.get(row["number"], ())),
            signed_on=when(row["signed_on"]), effective_on=when(row["effective_on"]), **origin(row),
        )  # fmt: skip
        compact = load.compact()
        key = load.key("amendments", row["number"])
        load.do("amendments", key, act.amend_compact, seen=compact.version, compact=compact.pk, facts=facts)


def _territories(load: Load) -> None:
    def facts(row: Row) -> TerritoryFacts:
        return TerritoryFacts(
            **texts(row, "region", "label"), whole=row["whole"] == "true", since=when(row["since"]), until=when(row["until"]),
            amendment=int(row["amendment"]) if row["amendment"] else None, **origin(row),
        )  # fmt: skip

    load.add("territories", act.set_territory, named=("region", "label", "since"), facts=facts)


def _partners(load: Load) -> None:
    def facts(row: Row) -> PartnerFacts:
        cells = texts(row, "organisation", "role", "prime")
        return PartnerFacts(**cells, since=when(row["since"]), until=when(row["until"]), **origin(row))

    load.add("partners", act.set_partner_period, named=("organisation", "role", "since"), facts=facts)


def _documents(load: Load) -> None:
    def facts(row: Row) -> DocumentFacts:
        cells = texts(row, "kind", "title_es", "title_en", "url", "language")
        return DocumentFacts(**cells, dated=when(row["dated"]), **origin(row))

    load.add("documents", act.add_document, named=("kind", "url", "title_es"), facts=facts)


def _stated(load: Load) -> None:
    def facts(row: Row) -> StatedFacts:
        cells = texts(row, "about", "text_es", "text_en", "bound", "speaker")
        return StatedFacts(**cells, value=number(row["value"]), **origin(row))

    load.add("stated", act.state_fact, named=("about", "source", "as_of", "value"), facts=facts)


def _close(load: Load) -> None:
    compact = load.compact()
    if next(load.rows("compact"))["state"] == "closed" and compact.state == "in_force":
        load.do("compact", load.key("close"), act.close_compact, seen=compact.version, compact=compact.pk)


STEPS: tuple[Callable[[Load], None], ...] = (
    _compact,
    _leads,
    _signatories,
    _objectives,
    _clauses,
    _amendments,
    _territories,
    _partners,
    _documents,
    _stated,
    _close,
)
