"""`./amparo import dinero FILE [--alianza CODE] [--unidad CODE] [--como EMAIL] [--aplicar]`: movements of money, tried first."""

from typing import Any

from django.utils.translation import gettext as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.exchange import actions
from amparo.exchange.importers import importer_of
from amparo.exchange.management.importing import ImportCommand
from amparo.exchange.models import About, Batch
from amparo.exchange.money import figures, runs, shown
from amparo.exchange.money.books import Books
from amparo.exchange.queries import rows_of
from amparo.programme.models import Compact


class Command(ImportCommand):
    """Reads the file into a sealed batch, tries every row against the books and says what would be posted; with --aplicar posts it.

    Killed half-way, it goes on when run again.
    """

    help = "Imports movements of money (.xlsx or .csv): dry run first, --aplicar to post them."

    def add_arguments(self, parser: Any) -> None:
        self.common(parser)
        parser.add_argument("--alianza", default="", help="code of the compact, where the unit takes part in several")
        parser.add_argument("--aplicar", action="store_true", help="post the movements")

    def run(self, options: dict[str, Any]) -> None:
        """Brings in, tries, tells; posts where that was asked for."""
        actor = importer_of(options["como"], options["unidad"], About.ENTRIES, role="partner")
        batch = self._brought(actor, options)
        if batch.state in ("uploaded", "reading"):
            batch = runs.dry_run(actor, batch.pk, self.bar(_("Probando")))
        before = batch.state
        if before == "ready":
            self._tell(actor, batch)
        if not options["aplicar"]:
            self._law(actor, batch)
            if before == "ready":
                self.stdout.write(_("Es solo una prueba: no se registró nada. Para registrar los movimientos agregue --aplicar."))
            return
        batch = runs.apply(actor, batch.pk, self.bar(_("Registrando")))
        self._law(actor, batch)
        done = (
            _("Esta carga ya estaba registrada; no cambió nada.") if before == "applied" else _("Listo: %(entries)d movimientos.")
        )
        self.stdout.write(done % {"entries": batch.done})

    def _brought(self, actor: Actor, options: dict[str, Any]) -> Batch:
        content = self.content(options["file"])
        with acting_as(actor):
            compact = _compact(actor, options["alianza"])
            return actions.upload_money(
                id=new_id(), seen=0, compact=compact.pk, file_name=options["file"].name, content=content, by=actor
            )

    def _law(self, actor: Actor, batch: Batch) -> None:
        with acting_as(actor):
            batch.refresh_from_db()
        self.stdout.write(_("Carga %(code)s: %(law)s") % {"code": batch.code, "law": shown.law(batch)})

    def _tell(self, actor: Actor, batch: Batch) -> None:
        """Sums by award and movement, balances before and after, and each row that waits with why."""
        with acting_as(actor):
            books = Books(actor, batch.compact)
            found = figures.movements(actor, batch)
            tables = [shown.totals_table(figures.totals(found, books), books)]
            tables.append(shown.standings_table(figures.standings(found, books, waiting=True), books, waiting=True))
            rows = shown.rows_table(list(rows_of(actor, batch).exclude(kind="released")), batch.compact.code)
        for table in (*tables, rows):
            self.stdout.write(str(table.caption))
            for cells in table.rows:
                self.stdout.write("  " + "  ".join(cell.text for cell in cells if cell.text != "—"))


def _compact(actor: Actor, code: str) -> Compact:
    rows = Compact.objects.visible_to(actor).order_by("code")
    found = list(rows.filter(code=code) if code else rows.exclude(state="closed"))
    if len(found) != 1:
        names = ", ".join(rows.values_list("code", flat=True))
        raise Invalid(_("Diga de qué alianza es: --alianza CÓDIGO. Las que hay: %(names)s.") % {"names": names or "-"})
    return found[0]
