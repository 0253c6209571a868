"""The sections of a pack, in their order. Each takes its figures from the snapshot and leaves a footnote at every one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.programme import snapshots
from amparo.programme.figures.base import Frozen
from amparo.programme.models import AgendaItem, Delegate
from amparo.programme.packs import measures, speaking
from amparo.programme.packs.shapes import Block, Section, Shown, Table, Words
from amparo.programme.packs.speaking import Footnotes
from amparo.programme.said import said as in_language


@dataclass(frozen=True)
class Room:
    """The figures frozen for a dialogue, those of the one before (None: there is none), and who sits at the table."""

    figures: tuple[Frozen, ...]
    before: tuple[Frozen, ...] | None
    before_on: str
    delegates: tuple[Delegate, ...]
    agenda: tuple[AgendaItem, ...]

    def of(self, *sections: str, key: str = "") -> list[Frozen]:
        """The figures of these sections, with `key` those whose key begins so."""
        return [figure for figure in self.figures if figure.section in sections and figure.key.startswith(key)]


def all_of(room: Room, notes: Footnotes) -> tuple[Section, ...]:
    """Every section that has something to say."""
    made = [
        _table(room),
        _plain(_("El acuerdo"), "", room.of("agreement", "territory"), notes),
        *_objectives(room, notes),
        _money(room, notes),
        _plain(_("Compromisos de las dos partes"), _("Lo que cada parte prometió y cómo va."), room.of("commitments"), notes),
        _changes(room, notes),
        _plain(_("Sostenibilidad"), _("Quién se hace cargo, cuándo y con qué dinero."), room.of("practices"), notes),
        _claims(room, notes),
        _followed(room, notes),
        _questions(room, notes),
        _rest(room, notes),
    ]
    return tuple(section for section in made if section is not None)


def _table(room: Room) -> Section | None:
    blocks: list[Block] = []
    if room.delegates:
        head = (_("Parte"), _("Nombre"), _("Cargo"))
        rows = tuple(
            (
                Shown(in_language(row.party.organisation, "name")),
                Shown(row.name, (), "strong" if row.head else ""),
                Shown(in_language(row, "office") or _("No se sabe")),
            )
            for row in room.delegates
        )
        blocks += [_head(_("Delegaciones")), Table(head, rows, (False,) * 3, (30, 30, 40))]
    if room.agenda:
        head = (_("Punto"), _("Abre"), _("Minutos"))
        items = tuple(
            (
                Shown(f"{row.position}. {in_language(row, 'title')}"),
                Shown(in_language(row.party.organisation, "name") if row.party else _("Las dos partes")),
                Shown(str(row.minutes) if row.minutes else "–"),
            )
            for row in room.agenda
        )
        blocks += [_head(_("Agenda")), Table(head, items, (False, False, True), (55, 30, 15))]
    return Section(_("La mesa"), "", tuple(blocks)) if blocks else None


def _plain(title: str, lead: str, figures: Sequence[Frozen], notes: Footnotes) -> Section | None:
    return Section(title, lead, (listed(figures, notes),)) if figures else None


def listed(figures: Sequence[Frozen], notes: Footnotes) -> Table:
    """What it is, and what it says."""
    rows = tuple((Shown(speaking.label(figure)), notes.show(figure)) for figure in figures)
    return Table((_("Dato"), _("Valor")), rows, (False, False), (52, 48))


def _objectives(room: Room, notes: Footnotes) -> list[Section]:
    """A section an objective, with the indicators that serve it; those that serve none stand in the last one."""
    found = measures.sorted_out(room.of("indicators"))
    titles = {figure.key.partition(":")[2]: figure for figure in room.of("indicators", key="objective:")}
    made = []
    for number, figure in titles.items():
        mine = [one for one in found if one.objective == number]
        head = notes.show(figure, f"{speaking.label(figure)}. {speaking.words(figure)}")
        blocks: list[Block] = [measures.measure(one, notes) for one in mine]
        if not blocks:
            blocks = [Words(Shown(_("No se acordó ningún indicador para este objetivo."), (), "quiet"))]
        made.append(Section(head.text, "", (*blocks, Words(Shown("", head.notes), "source"))))
    rest = [measures.measure(one, notes) for one in found if one.objective not in titles]
    if rest:
        made.append(Section(_("Otros indicadores") if made else _("Indicadores"), "", tuple(rest)))
    known = {"chosen", "indicator", "objective"}
    if other := [figure for figure in room.of("indicators") if figure.key.partition(":")[0] not in known]:
        made.append(Section(_("Sobre los indicadores"), "", (listed(other, notes),)))
    return made


def _money(room: Room, notes: Footnotes) -> Section | None:
    """The ledger's figures and the host country's pledge, each currency by itself."""
    blocks: list[Block] = []
    for title, section in ((_("Dinero de la alianza"), "money"), (_("Lo que pone el país"), "pledge")):
        if figures := room.of(section):
            blocks += [_head(title), listed(figures, notes)]
    lead = _("Soles y dólares van por separado; nunca se suman. Una conversión dice su tipo de cambio en la nota.")
    return Section(_("El dinero de las dos partes"), lead, tuple(blocks)) if blocks else None


def _claims(room: Room, notes: Footnotes) -> Section | None:
    lead = _("Lo que se dijo en público sobre el dinero, junto a lo que dice el registro. Se muestra, no se corrige.")
    return _plain(_("Cifras dichas en público"), lead, room.of("claims"), notes)


def _changes(room: Room, notes: Footnotes) -> Section:
    title = _("Qué cambió")
    if room.before is None:
        return Section(title, _("Es el primer diálogo con cifras congeladas: no hay con qué comparar."), ())
    found = snapshots.changes(room.before, room.figures)
    if not found:
        return Section(title, _("Ninguna cifra cambió desde el corte anterior, %(day)s.") % {"day": room.before_on}, ())
    rows = tuple(
        (
            Shown(speaking.label(change.new or change.old)),  # type: ignore[arg-type]
            notes.again(change.old) if change.old else Shown(_("No estaba"), (), "quiet"),
            notes.again(change.new) if change.new else Shown(_("Ya no está"), (), "quiet"),
        )
        for change in found
    )
    head = (_("Dato"), _("Antes"), _("Ahora"))
    lead = _("Frente al corte anterior, %(day)s.") % {"day": room.before_on}
    return Section(title, lead, (Table(head, rows, (False, False, False), (40, 30, 30)),))


def _followed(room: Room, notes: Footnotes) -> Section | None:
    """Each agreement of before: what was said while this dialogue was prepared, else the last word known, else that nobody said."""
    told = {figure.key.partition(":")[2]: figure for figure in room.of("dialogue", key="followed:")}
    rows = []
    for figure in room.of("dialogue", key="dialogue:"):
        newer = told.get(figure.key.partition(":")[2])
        shown = notes.show(figure)
        if newer:
            shown = Shown(notes.show(newer).text, shown.notes)
        elif shown.text == _("Sin seguimiento"):
            shown = Shown(shown.text, shown.notes, "late")
        rows.append((Shown(_number(figure), (), "quiet"), Shown(speaking.label(figure)), shown))
    if not rows:
        return None
    head = ("", _("Diálogo y acuerdo"), _("Cómo va"))
    return Section(_("Seguimiento de lo acordado"), "", (Table(head, tuple(rows), (False,) * 3, (8, 52, 40)),))


def _number(figure: Frozen) -> str:
    parts = figure.key.split(":")
    return f"{parts[1]}.{parts[3]}" if len(parts) > 3 else parts[1]


def _questions(room: Room, notes: Footnotes) -> Section | None:
    figures = room.of("dialogue", key="question:")
    if not figures:
        return None
    rows = tuple((Shown(f"{place}. {speaking.label(figure)}"), notes.show(figure)) for place, figure in enumerate(figures, 1))
    lead = _("Las dos partes acordaron conversarlas en la mesa.")
    return Section(_("Preguntas abiertas"), lead, (Table((_("Pregunta"), _("La propuso")), rows, (False, False), (68, 32)),))


def _rest(room: Room, notes: Footnotes) -> Section | None:
    """What no section asked for is printed all the same: no frozen figure is left out."""
    rest = [figure for figure in room.figures if figure.key not in set(notes.placed)]
    return _plain(_("Otros datos"), "", rest, notes)


def _head(text: str) -> Words:
    return Words(Shown(text), "head")
