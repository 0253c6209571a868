"""The pack of a dialogue from its frozen snapshot: what each page says, in one language. The same snapshot gives the same pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.core.errors import Invalid
from amparo.core.models import Source
from amparo.programme import snapshots
from amparo.programme.figures.base import Frozen
from amparo.programme.models import AgendaItem, Delegate, Dialogue, Snapshot
from amparo.programme.packs import chapters, measures
from amparo.programme.packs.chapters import Room
from amparo.programme.packs.shapes import Headline, PackContent, Shown, printable
from amparo.programme.packs.speaking import Footnotes, label, said
from amparo.programme.said import said as in_language

LANGUAGES = ("es", "en")
HEADLINES = 6


@dataclass(frozen=True)
class Material:
    """What a pack is made from, read once for both languages: frozen rows, their sources, and who sits at the table."""

    dialogue: Dialogue
    figures: tuple[Frozen, ...]
    before: tuple[Frozen, ...] | None
    before_on: date | None
    sources: dict[str, Source]
    delegates: tuple[Delegate, ...]
    agenda: tuple[AgendaItem, ...]


def material(actor: Actor, dialogue: Dialogue) -> Material:
    """Reads it with the actor's sight (six queries). Raises `Invalid` where nothing is frozen yet."""
    if dialogue.snapshot is None:
        raise Invalid(_("Primero congele las cifras: el paquete se hace con las cifras de una fecha de corte."))
    figures = snapshots.read(actor, dialogue.snapshot)
    old = previous(actor, dialogue)
    before = snapshots.read(actor, old) if old else None
    codes = {figure.source for figure in (*figures, *(before or ())) if figure.source}
    delegates = Delegate.objects.visible_to(actor).filter(dialogue=dialogue).select_related("party__organisation")
    agenda = AgendaItem.objects.visible_to(actor).filter(dialogue=dialogue).select_related("party__organisation")
    return Material(
        dialogue, figures, before, old.cut_off if old else None, Source.objects.in_bulk(codes),
        tuple(delegates.order_by("-party__side", "-head", "name")), tuple(agenda.order_by("position")),
    )  # fmt: skip


def previous(actor: Actor, dialogue: Dialogue) -> Snapshot | None:
    """The snapshot of the last dialogue before this one that has one."""
    earlier = Dialogue.objects.visible_to(actor).filter(compact=dialogue.compact, number__lt=dialogue.number)
    row = earlier.filter(snapshot__isnull=False).select_related("snapshot").order_by("-number").first()
    return row.snapshot if row else None


def build(found: Material, language: str) -> PackContent:
    """The pack in a language (es, en). Raises `Invalid` for another one."""
    if language not in LANGUAGES:
        raise Invalid({"language": [_("El paquete se hace en español (es) o en inglés (en).")]})
    with override(language):
        notes = Footnotes(found.sources)
        room = Room(found.figures, found.before, _day(found.before_on) if found.before_on else "", found.delegates, found.agenda)
        headlines = _headlines(found.figures, notes)
        sections = chapters.all_of(room, notes)
        content = PackContent(
            language=language, title=in_language(found.dialogue.compact, "title"),
            name=_("Diálogo anual %(number)s") % {"number": found.dialogue.number}, country=found.dialogue.compact.country,
            facts=_facts(found.dialogue), demo=_demo(found.dialogue), fingerprint=_fingerprint(found.dialogue),
            headlines=headlines, summary=_summary(room, notes), sections=sections, notes=notes.notes(), words=_words(found.dialogue),
        )  # fmt: skip
    made: PackContent = printable(content)
    return made


def placed(found: Material, language: str) -> list[str]:
    """The keys of the figures in the order in which the sections print them: each once, none left out."""
    with override(language):
        notes = Footnotes(found.sources)
        chapters.all_of(Room(found.figures, found.before, "", found.delegates, found.agenda), notes)
        return notes.placed


def _facts(row: Dialogue) -> tuple[tuple[str, str], ...]:
    when = describe(row.held_on, get_language() or "es") if row.held_on else _("Por fijar")
    if row.date_inferred:
        when = _("%(when)s (fecha inferida)") % {"when": when}
    facts = [(_("Fecha del diálogo"), when)]
    if row.place:
        facts.append((_("Lugar"), row.place))
    if row.mode:
        facts.append((_("Modalidad"), codelists.label("dialogue_mode", row.mode)))
    facts.append((_("Cifras al"), _day(row.cut_off)))
    return tuple(facts)


def _day(when: date | None) -> str:
    return describe(PartialDate.from_date(when), get_language() or "es") if when else ""


def _demo(row: Dialogue) -> str:
    return _("Demostración: cifras y personas inventadas.") if row.compact.is_demo else ""


def _fingerprint(row: Dialogue) -> str:
    code = row.snapshot.digest[:16] if row.snapshot else ""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def _headlines(figures: Sequence[Frozen], notes: Footnotes) -> tuple[Headline, ...]:
    """The first figures of the parts that come first at the table: those with a number, at most two a part."""
    picked: list[Frozen] = []
    for section in ("money", "pledge", "agreement", "territory", "commitments", "practices", "claims"):
        known = [figure for figure in figures if figure.section == section and figure.value is not None]
        picked += known[: 3 if section == "money" else 2]
    return tuple(Headline(label(figure), notes.again(figure, said(figure))) for figure in picked[:HEADLINES])


def _summary(room: Room, notes: Footnotes) -> tuple[Shown, ...]:
    """One line an indicator, and how much has no figure: what an adviser reads first."""
    lines = []
    for one in measures.sorted_out(room.of("indicators")):
        last = measures.latest(one)
        name = label(one.head) if one.head else one.code
        if last is None:
            lines.append(Shown(_("%(name)s: sin resultado registrado.") % {"name": name}, (), "soon"))
            continue
        drawn = measures.chart(one)
        lines.append(notes.again(one.years[last]["actual"], f"{name}. {drawn.sentence if drawn else ''}"))
    unknown = sum(figure.value is None and not figure.words_es for figure in room.figures)
    if unknown:
        lines.append(Shown(_("No se sabe: %(n)s de %(total)s datos de este paquete no tienen cifra.") % {
            "n": unknown, "total": len(room.figures)}, (), "quiet"))  # fmt: skip
    unproved = sum(not figure.verified for figure in room.figures)
    lines.append(Shown(_("Por verificar: %(n)s de %(total)s datos.") % {"n": unproved, "total": len(room.figures)}, (), "quiet"))
    return tuple(lines)


def _words(row: Dialogue) -> dict[str, str]:
    """The fixed words around the pack."""
    return {
        "kind": _("Paquete para el diálogo"),
        "summary": _("En una página"),
        "at_a_glance": _("Indicadores acordados"),
        "contents": _("Contenido"),
        "notes": _("Fuentes y notas"),
        "notes_lead": _("Cada número volado remite a su fuente, a la fecha del dato y a si alguien lo verificó."),
        "page": _("Página"),
        "of": _("de"),
        "fingerprint": _("Huella de las cifras"),
        "cut_off": _("Cifras al %(day)s") % {"day": _day(row.cut_off)},
        "target": _("meta"),
        "actual": _("resultado"),
        "base": _("línea base"),
        "no_data": _("sin dato"),
    }
