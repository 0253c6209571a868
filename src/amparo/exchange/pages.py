"""What the pages of registers draw: tables, counters, sentences. Lists show a row's number and what will happen, never a cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.core.dates import describe
from amparo.exchange.draft import ChildDraft, Draft
from amparo.exchange.fields import KEEP, TARGETS, Target
from amparo.exchange.forms import reason_text
from amparo.exchange.messages import ONE
from amparo.exchange.models import Batch, Row
from amparo.exchange.queries import PAGE, Understood
from amparo.exchange.summary import Said, classes, law, still_waiting
from amparo.ui.components import Bar, Cell, Column, Counter, Fact, Pages, Table

KINDS = {"released": "done", "quarantined": "warn", "duplicate": "no", "merged": "plus", "aside": "unknown"}


def paged(request: HttpRequest, rows: "QuerySet[Any]", noun: str, **query: str) -> tuple[Pages, list[Any]]:
    """One page of rows, and where it lies."""
    total = rows.count()
    last = max(1, -(-total // PAGE))
    asked = request.GET.get("pagina", "1")
    number = min(max(int(asked[:7]) if asked.isdecimal() else 1, 1), last)
    kept = {name: value for name, value in query.items() if value}
    return Pages(number, last, total, noun, kept), list(rows[(number - 1) * PAGE : number * PAGE])


def stage(batch: Batch) -> tuple[str, str]:
    """Kind and word of a batch's state."""
    words = {
        "uploaded": ("wait", _("Por leer")), "reading": ("now", _("Leyendo")), "ready": ("warn", _("Por aplicar")),
        "applying": ("now", _("Creando")), "applied": ("done", _("Aplicado")), "undone": ("no", _("Deshecho")),
        "discarded": ("no", _("Descartado")),
    }  # fmt: skip
    return words[batch.state]


def may(batch: Batch) -> dict[str, bool]:
    """What can be done with a register in its state; the actions ask again."""
    return {
        "apply": batch.state in ("ready", "applying") and batch.released > batch.done,
        "columns": batch.state in ("uploaded", "ready"),
        "undo": batch.state == "applied",
        "discard": batch.state in ("uploaded", "reading", "ready"),
        "rows": batch.state in ("ready", "applying", "applied"),
    }


def batches_table(batches: Sequence[Batch]) -> Table:
    """Registers by code, with the sum of each."""
    rows = []
    for batch in batches:
        kind, word = stage(batch)
        rows.append([
            Cell(batch.code, reverse("register", args=[batch.pk]), code=True), Cell(word, kind=kind),
            Cell(str(batch.profile)), Cell(law(batch)), Cell(str(batch.children)),
        ])  # fmt: skip
    columns = [
        Column(_("Registro")),
        Column(_("Estado")),
        Column(_("Cómo se lee")),
        Column(_("Filas")),
        Column(_("Expedientes"), number=True),
    ]
    return Table(_("Registros de su unidad"), columns, rows, caption_hidden=True)


def counters(batch: Batch) -> list[Counter]:
    """The four classes, each a link to its rows."""
    drawn = {"released": "ok", "quarantined": "soon", "duplicate": "ok", "merged": "ok"}
    url = reverse("register", args=[batch.pk])
    return [Counter(number, name, f"{url}?clase={code}#filas", drawn[code]) for code, name, number in classes(batch)]  # type: ignore[arg-type]


def doubt_bars(batch: Batch, said: Sequence[Said]) -> list[Bar]:
    """The most frequent doubts, each a link to its rows."""
    most = max((one.rows for one in said), default=0)
    url = reverse("register", args=[batch.pk])
    return [Bar(one.text, one.rows, most, f"{url}?duda={one.code}#filas") for one in said[:12]]


def rows_table(rows: Sequence[Row]) -> Table:
    """Rows by number: what will happen, why, and the files made."""
    drawn = []
    for row in rows:
        why = " ".join([*(reason_text(code) for code in row.reasons), *(reason_text(code) for code in row.doubts)])
        same = _("Como la fila %(number)d.") % {"number": row.same_as} if row.same_as else ""
        name = str(ONE.get(row.kind) or _("No es un dato"))
        drawn.append([
            Cell(_("Fila %(number)d") % {"number": row.number}, reverse("register_row", args=[row.pk])),
            Cell(name, kind=KINDS[row.kind]), Cell(" ".join(filter(None, (why, same))) or "—"),
            Cell(", ".join(row.codes), code=True) if row.codes else Cell(str(row.children or "")),
        ])  # fmt: skip
    columns = [Column(_("Fila")), Column(_("Qué pasará")), Column(_("Dudas y motivos")), Column(_("Expedientes"))]
    return Table(_("Filas del registro"), columns, drawn, caption_hidden=True)


def cells_table(cells: Sequence[Understood], targets: Mapping[str, Target] = TARGETS) -> Table:
    """Each cell as it came, with the field it feeds and how it was mended."""
    rows = [
        [
            Cell(cell.heading), Cell(cell.original or "—", note=_now(cell)),
            Cell(str(targets[cell.target].label) if cell.target != KEEP else _("Solo con el original")),
        ]
        for cell in cells
    ]  # fmt: skip
    return Table(_("La fila como vino"), [Column(_("Columna")), Column(_("Celda")), Column(_("Se usa para"))], rows)


def _now(cell: Understood) -> str:
    return _("Ahora: %(text)s") % {"text": cell.mended} if cell.mended != cell.original else ""


def reasons(row: Row) -> list[tuple[str, str]]:
    """Kind and sentence of each reason and doubt."""
    return [("warn", reason_text(code)) for code in row.reasons] + [("unknown", reason_text(code)) for code in row.doubts]


def understood(draft: Draft) -> list[list[Fact]]:
    """What was read of the row: the happening, then each child."""
    language = get_language() or "es"
    event = [
        Fact(_("Operativo o expediente"), draft.event_number or _("No dice")),
        Fact(_("Fecha"), describe(draft.on, language)),
        Fact(_("Lugar (INEI)"), draft.ubigeo or _("No se sabe")),
        Fact(_("Finalidad"), ", ".join(codelists.label("purpose", one) for one in draft.purposes) or _("No se sabe")),
    ]
    return [event, *(_child(child, language) for child in draft.children)]


def _child(child: ChildDraft, language: str) -> list[Fact]:
    who = child.identity
    surnames = " ".join(filter(None, (who.first_surname, who.second_surname)))
    return [
        Fact(_("Apellidos"), surnames or _("No se sabe")),
        Fact(_("Nombres"), who.given_names or ", ".join(who.aliases) or _("No se sabe")),
        Fact(_("Edad"), _age(child.age)),
        Fact(_("Nacimiento"), describe(who.birth, language)),
        Fact(_("Sexo"), {"female": _("Mujer"), "male": _("Hombre")}.get(child.sex, _("No se sabe"))),
        Fact(_("Documento"), ", ".join(f"{one.kind.upper()} {one.number}" for one in who.documents) or _("No se sabe")),
    ]


def _age(age: tuple[int, int] | None) -> str:
    if age is None:
        return _("No se sabe")
    return str(age[0]) if age[0] == age[1] else _("entre %(low)d y %(high)d") % {"low": age[0], "high": age[1]}


def will_apply(batch: Batch) -> list[str]:
    """What applying does."""
    return [
        ngettext("Se crean los expedientes de %(count)d fila.", "Se crean los expedientes de %(count)d filas.", batch.released)
        % {"count": batch.released},
        still_waiting(batch),
        _("Su unidad queda a cargo. No se avisa a nadie ni corre ningún plazo."),
        _("Puede deshacerlo mientras nadie trabaje en esos expedientes."),
    ]


def will_undo(batch: Batch) -> list[str]:
    """What taking back does."""
    return [
        ngettext(
            "Se elimina %(count)d expediente con su identidad.",
            "Se eliminan %(count)d expedientes con sus identidades.",
            batch.children,
        )
        % {"count": batch.children},
        _("Se destruyen sus llaves: nadie podrá leer lo que se subió."),
        _("Si alguien ya trabajó en uno, no se deshace nada."),
    ]
