"""The figures of the agreement: signature, term with its amendments, territory, partners, what was said about results."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate, describe
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Compact, StatedFact, Territory
from amparo.programme.queries import agreement, known, terms, territory
from amparo.programme.queries.timeline import value_in_words
from amparo.programme.rules_agreement import known_by

SECTION = "agreement"


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """What surely held by the end of that day, in a stable order. The same rows give the same figures (7 queries)."""
    return [
        *_signature(compact, cut_off),
        *_term(actor, compact, cut_off),
        *_amendments(actor, compact, cut_off),
        *_territory(actor, compact, cut_off),
        *_partners(actor, compact, cut_off),
        *_stated(actor, compact, cut_off),
    ]


def _signature(compact: Compact, cut_off: date) -> Iterator[Frozen]:
    if compact.signed_on is not None and known_by(compact.signed_on, cut_off):
        yield Frozen(
            SECTION, "agreement:signed", "Firma de la alianza", "Signature of the compact", source=compact.source_id,
            as_of=compact.as_of, verified=compact.verified, **_words(compact.signed_on),
        )  # fmt: skip


def _term(actor: Actor, compact: Compact, cut_off: date) -> Iterator[Frozen]:
    term = terms.term(actor, compact, cut_off)
    given = term.origin or compact
    yield Frozen(
        SECTION, "agreement:term:first", "Término acordado al inicio", "End agreed at the beginning", source=compact.source_id,
        as_of=compact.as_of, verified=compact.verified, **_words(term.first_end),
    )  # fmt: skip
    yield Frozen(
        SECTION, "agreement:term:end", "Término vigente", "End as it stands", source=given.source_id, as_of=given.as_of,
        verified=given.verified, footnote_es=term.origin.instrument_es if term.origin else "",
        footnote_en=term.origin.instrument_en if term.origin else "", **_words(term.ends),
    )  # fmt: skip


def _amendments(actor: Actor, compact: Compact, cut_off: date) -> Iterator[Frozen]:
    for amended in agreement.amendments(actor, compact):
        row = amended.amendment
        if not (known_by(terms.counts_from(row), cut_off) and known.by(compact, cut_off).has(row)):
            continue
        for change in amended.changes:
            spoken: dict[str, Any] = {}
            for language in ("es", "en"):
                with override(language):
                    before = value_in_words(change.field, change.before) or "?"
                    spoken[f"words_{language}"] = f"{before} → {value_in_words(change.field, change.after)}"
            yield Frozen(
                SECTION, f"agreement:amendment:{row.number}:{change.field}", f"{row.instrument_es}: {_FIELDS[change.field][0]}",
                f"{row.instrument_en}: {_FIELDS[change.field][1]}", source=row.source_id, as_of=row.as_of, verified=row.verified, **spoken,
            )  # fmt: skip


def _territory(actor: Actor, compact: Compact, cut_off: date) -> Iterator[Frozen]:
    rows = territory.held(territory.territories(actor, compact, known.by(compact, cut_off)), cut_off)
    for row in sorted(rows, key=lambda row: (_place(row), str(row.since or ""))):
        name = territory.named(row)
        es, en = ("toda la alianza", "the whole compact") if row.whole else ("actividades seleccionadas", "selected activities")
        yield Frozen(
            "territory", f"territory:{_place(row)}", name, name, words_es=es, words_en=en, source=row.source_id, as_of=row.as_of,
            verified=row.verified,
        )  # fmt: skip


def _partners(actor: Actor, compact: Compact, cut_off: date) -> Iterator[Frozen]:
    rows = territory.held(territory.partners(actor, compact, known.by(compact, cut_off)), cut_off)
    for row in sorted(rows, key=lambda row: (row.role, row.organisation.code, str(row.since or ""))):
        es, en = "Socio principal", "Prime partner"
        if row.role == "sub":
            prime = row.prime
            es = f"Subreceptor de {prime.name_es if prime else '(ninguna fuente lo dice)'}"
            en = f"Sub-recipient of {prime.name_en if prime else '(no source says it)'}"
        yield Frozen(
            SECTION, f"agreement:partner:{row.organisation.code}:{row.role}", row.organisation.name_es, row.organisation.name_en,
            words_es=es, words_en=en, source=row.source_id, as_of=row.as_of, verified=row.verified,
        )  # fmt: skip


def _stated(actor: Actor, compact: Compact, cut_off: date) -> Iterator[Frozen]:
    """Of each thing, what was said last by then; what bears no date is not known to have been said by then."""
    then = known.by(compact, cut_off)
    for about, rows in agreement.stated(actor, compact).items():
        told = [row for row in rows if row.as_of is not None and known_by(row.as_of, cut_off) and then.has(row)]
        if told:
            yield _said(about, told[0])


def _said(about: str, row: StatedFact) -> Frozen:
    bounds = {"at_least": ("al menos", "at least"), "about": ("cerca de", "about"), "at_most": ("hasta", "up to")}
    es, en = bounds.get(row.bound, ("", ""))
    return Frozen(
        SECTION, f"agreement:stated:{about}", row.text_es, row.text_en, value=row.value, source=row.source_id, as_of=row.as_of,
        verified=row.verified, footnote_es=", ".join(filter(None, (es, row.speaker))), footnote_en=", ".join(filter(None, (en, row.speaker))),
    )  # fmt: skip


def _place(row: Territory) -> str:
    return row.regions[0] if row.regions else str(row.pk)


def _words(when: PartialDate | None) -> dict[str, Any]:
    if when is None:
        return {"words_es": "No se sabe", "words_en": "Not known"}
    return {"words_es": describe(when, "es"), "words_en": describe(when, "en")}


_FIELDS = {
    "term": ("plazo", "term"),
    "amount": ("monto", "amount"),
    "territory": ("territorio", "territory"),
    "partners": ("socios", "partners"),
    "objectives": ("objetivos", "objectives"),
    "clause": ("cláusula", "clause"),
    "other": ("otra cosa", "something else"),
}
