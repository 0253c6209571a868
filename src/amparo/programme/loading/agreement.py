"""The steps that load what an agreement says."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _

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
from amparo.programme.loading.rows import NAMESPACE, Load, Row, number, origin, texts, when
from amparo.programme.models import Compact, Organisation, Party


def sources(load: Load) -> None:
    """Sources of the folder; every file may name them and those known already. Raises `Invalid` for an unknown one."""
    rows = list(load.rows("sources", sourced=False))
    report = upsert("sources.csv", Source, ("code",), rows=rows)
    load.made["sources"], load.kept["sources"] = report.created + report.updated, report.unchanged
    known = set(Source.objects.values_list("code", flat=True))
    for path in sorted(load.folder.glob("*.csv")):
        named = set() if path.stem == "sources" else {row["source"] for row in load.rows(path.stem)}
        if missing := sorted(named - known):
            raise Invalid(_("%(file)s nombra una fuente que no existe: %(code)s.") % {"file": path.name, "code": missing[0]})


def organisations(load: Load) -> None:
    """Organisations that nobody registered yet."""
    known = set(Organisation.objects.values_list("code", flat=True))
    for row in load.rows("organisations"):
        key = uuid5(NAMESPACE, f"organisation/{row['code']}")  # one for all compacts
        if row["code"] in known:
            load.kept["organisations"] = load.kept.get("organisations", 0) + 1
            continue
        cells = texts(row, "code", "kind", "name_es", "name_en", "short_name", "country", "identifier")
        load.do("organisations", key, act.register_organisation, facts=OrganisationFacts(**cells, **origin(row)))


def bind(load: Load, pairs: Sequence[tuple[str, str]]) -> None:
    """Which unit acts for which organisation, once each."""
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


def close(load: Load) -> None:
    """A compact that the record tells as closed is closed, by the same act as everywhere."""
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
)
