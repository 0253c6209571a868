"""A file of movements in words and tables: the same on the page and in the terminal. Lists show a row's number, never a cell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.exchange.models import About, Batch, Row
from amparo.exchange.money import figures
from amparo.exchange.money.books import Books
from amparo.exchange.money.figures import Standing, Total
from amparo.exchange.money.messages import CLASSES, DONE, MESSAGES, ONE
from amparo.exchange.money.movement import Movement
from amparo.exchange.money.words import words
from amparo.programme.said import said
from amparo.ui import amounts
from amparo.ui.components import Cell, Column, Counter, Fact, Table

KINDS = {"released": "done", "quarantined": "warn", "duplicate": "no", "aside": "unknown"}


def law(batch: Batch) -> str:
    """The sum that always holds, with its numbers: every row that is not blank is in it."""
    values = {
        "released": batch.released, "quarantined": batch.quarantined, "duplicates": batch.duplicates, "aside": batch.aside,
        "rows": batch.rows + batch.aside,
    }  # fmt: skip
    if batch.state in ("applied", "undone"):
        return (
            _(
                "%(released)d registradas + %(quarantined)d en espera + %(duplicates)d repetidas + %(aside)d fuera = %(rows)d filas"
            )
            % values
        )
    return (
        _("%(released)d para registrar + %(quarantined)d en espera + %(duplicates)d repetidas + %(aside)d fuera = %(rows)d filas")
        % values
    )


def classes(batch: Batch) -> list[tuple[str, str, int]]:
    """(class, its name, rows)."""
    names = DONE if batch.state in ("applied", "undone") else CLASSES
    numbers = {"released": batch.released, "quarantined": batch.quarantined, "duplicate": batch.duplicates}
    return [(code, str(names[code]), number) for code, number in numbers.items()]


def stage(batch: Batch) -> tuple[str, str]:
    """Kind and word of a file's state."""
    words = {
        "uploaded": ("wait", _("Por probar")), "reading": ("now", _("Probando")), "ready": ("warn", _("Por registrar")),
        "applying": ("now", _("Registrando")), "applied": ("done", _("Registrado")), "undone": ("no", _("Deshecho")),
        "discarded": ("no", _("Descartado")),
    }  # fmt: skip
    return words[batch.state]


def address(batch: Batch, name: str = "money_import") -> str:
    """A page of a file."""
    return reverse(name, args=[batch.compact.code, batch.pk])


def batches_table(batches: Sequence[Batch]) -> Table:
    """Files by code, with what each brings and its sum."""
    rows = []
    for batch in batches:
        kind, word = stage(batch)
        brings = str(About(batch.about).label)
        rows.append([Cell(batch.code, address(batch), code=True), Cell(brings), Cell(word, kind=kind), Cell(law(batch))])
    columns = [Column(_("Carga")), Column(_("Qué trae")), Column(_("Estado")), Column(_("Filas"))]
    return Table(_("Cargas de su unidad"), columns, rows, caption_hidden=True)


def counters(batch: Batch) -> list[Counter]:
    """The classes, each a link to its rows."""
    drawn = {"released": "ok", "quarantined": "soon", "duplicate": "ok"}
    return [Counter(number, name, f"{address(batch)}?clase={code}#filas", drawn[code]) for code, name, number in classes(batch)]  # type: ignore[arg-type]


def sum_tables(actor: Actor, batch: Batch, books: Books) -> tuple[Table, Table]:
    """What a file sums to, and what that does: balances, or budgets, today and after. Changes the books in memory: ask last."""
    found, waiting = figures.movements(actor, batch), batch.state == "ready"
    if batch.about == About.BUDGETS:
        totals = figures.totals(found, books, "category")
        left = figures.budgets(found, books, waiting=waiting)
    else:
        totals = figures.totals(found, books)
        left = figures.standings(found, books, waiting=waiting)
    return totals_table(totals, books, batch.about), standings_table(left, books, waiting=waiting, caption=words(batch).left)


def totals_table(found: Sequence[Total], books: Books, about: str) -> Table:
    """Rows and sums by award and movement, or category; soles and dollars in rows of their own."""
    part, code_list = (_("Categoría"), "budget_category") if about == About.BUDGETS else (_("Movimiento"), "posting_kind")
    rows = [
        [
            Cell(purse_name(books, one.award, one.subaward)), Cell(codelists.label(code_list, one.kind)), Cell(str(one.rows)),
            Cell(amounts.money(one.amount, one.currency)),
        ]
        for one in found
    ]  # fmt: skip
    columns = [Column(_("De")), Column(part), Column(_("Filas"), number=True), Column(_("Suma"), number=True)]
    return Table(_("Sumas por adjudicación"), columns, rows, caption_hidden=True)


def standings_table(found: Sequence[Standing], books: Books, *, waiting: bool, caption: str) -> Table:
    """What is left today, before and after; or only now, where the movements are in the ledger."""
    names = {
        "unobligated": _("Sin comprometer"), "unliquidated": _("Obligado y por pagar"), "cash": _("En caja"),
        "undrawn": _("Por desembolsar"), "income_held": _("Ingreso del programa"), "sub_unspent": _("Del subacuerdo, sin gastar"),
        "sub_cash": _("En la caja del subreceptor"), "sub_undrawn": _("Del subacuerdo, por anticipar"),
        "whole": _("Total que reparte"), "planned": _("En líneas del presupuesto"),
    }  # fmt: skip
    rows = []
    for one in sorted(found, key=lambda one: (purse_name(books, one.award, one.subaward), list(names).index(one.limit))):
        cells = [Cell(purse_name(books, one.award, one.subaward)), Cell(names[one.limit])]
        sums = (one.before, one.after) if waiting else (one.after,)
        rows.append([*cells, *(Cell(amounts.money(amount, one.currency)) for amount in sums)])
    left = [Column(_("Hoy"), number=True), Column(_("Después"), number=True)] if waiting else [Column(_("Hoy"), number=True)]
    return Table(caption, [Column(_("De")), Column(_("Saldo")), *left], rows, caption_hidden=True)


def purse_name(books: Books, award: object, subaward: object) -> str:
    """The number of an award or sub-award; the compact where neither is named."""
    sub = books.subawards.get(subaward)  # type: ignore[call-overload]
    if sub is not None:
        return str(sub.number)
    row = books.awards.get(award)  # type: ignore[call-overload]
    return str(row.number) if row is not None else said(books.compact, "title")


def rows_table(rows: Sequence[Row], batch: Batch) -> Table:
    """Rows by number: what will happen, why, and the entry made (of a budget the rows together make one proposal)."""
    compact, entries = batch.compact.code, batch.about == About.ENTRIES
    drawn = []
    for row in rows:
        cells = [
            Cell(_("Fila %(number)d") % {"number": row.number}, reverse("money_import_row", args=[compact, row.pk])),
            Cell(str(ONE.get(row.kind) or _("Fuera")), kind=KINDS[row.kind]), Cell(_why(row) or "—"),
        ]  # fmt: skip
        made = Cell(row.codes[0], reverse("entry", args=[compact, row.codes[0]]), code=True) if row.codes else Cell("—")
        drawn.append([*cells, made] if entries else cells)
    columns = [Column(_("Fila")), Column(_("Qué pasará")), Column(_("Dudas y motivos"))]
    columns += [Column(_("Movimiento"))] if entries else []
    return Table(_("Filas del archivo"), columns, drawn, caption_hidden=True)


def _why(row: Row) -> str:
    if row.kind == "aside":
        return _aside(row)
    if row.kind != "duplicate":
        return " ".join(str(MESSAGES.get(code, code)) for code in (*row.reasons, *row.doubts))
    if row.reasons == ["stands"]:
        return _("Así está ya en el presupuesto.")
    return (
        _("Como la fila %(number)d.") % {"number": row.same_as}
        if row.same_as
        else _("Ya está en el libro, o usted dijo que es una repetición.")
    )


def _aside(row: Row) -> str:
    texts = {
        "heading": _("Encabezado repetido"), "total": _("Fila de sumas: no se registra"), "note": _("Nota al pie"),
        "section": _("Título de sección"),
    }  # fmt: skip
    return " ".join(texts.get(code, code) for code in row.reasons)


def reasons(row: Row, one: Movement) -> list[tuple[str, str]]:
    """Kind and sentence of each reason and doubt of a row."""
    stops = [("warn", text) for text in one.sentences()] if row.kind == "quarantined" else []
    return [*stops, *(("unknown", str(MESSAGES.get(code, code))) for code in row.doubts)]


def understood(one: Movement, books: Books, about: str) -> list[Fact]:
    """What was read of a row."""
    unknown = _("No se sabe")
    objective = next((row for row in books.objectives.values() if row.pk == one.objective), None)
    entry = [
        Fact(_("Fecha"), describe(PartialDate.from_date(one.on), get_language() or "es") if one.on else unknown),
        Fact(_("Movimiento"), codelists.label("posting_kind", one.kind) if one.kind else unknown),
    ]
    share = [
        Fact(_("De"), purse_name(books, *books.purse(one))),
        Fact(_("Monto"), amounts.money(one.amount, one.currency or "?") if one.amount is not None else unknown),
        Fact(_("Objetivo"), said(objective, "title") if objective else _("No dice")),
        Fact(_("Región (INEI)"), one.region or _("No dice")),
        Fact(_("Categoría"), codelists.label("budget_category", one.category) if one.category else _("No dice")),
    ]
    return share if about == About.BUDGETS else [*entry, *share, Fact(_("Comprobante"), one.reference or _("No dice"))]
