"""What the commands that bring in files of a compact do: `import dinero` and `import presupuesto`."""

from typing import Any

from django.utils.translation import gettext as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.exchange import actions
from amparo.exchange.importers import importer_of
from amparo.exchange.management.importing import ImportCommand
from amparo.exchange.models import Batch
from amparo.exchange.money import runs, shown
from amparo.exchange.money.books import Books
from amparo.exchange.money.words import words
from amparo.exchange.queries import rows_of
from amparo.programme.models import Compact


class MoneyCommand(ImportCommand):
    """Reads the file into a sealed batch, tries every row against the books and says what would be done; with --aplicar does it.

    Killed half-way, it goes on when run again.
    """

    about: str  # what the file brings

    def add_arguments(self, parser: Any) -> None:
        self.common(parser)
        parser.add_argument("--alianza", default="", help="code of the compact, where the unit takes part in several")
        parser.add_argument("--aplicar", action="store_true", help="do what was tried")

    def run(self, options: dict[str, Any]) -> None:
        """Brings in, tries, tells; posts where that was asked for."""
        actor = importer_of(options["como"], options["unidad"], self.about, role="partner")
        batch = self._brought(actor, options)
        if batch.state in ("uploaded", "reading"):
            batch = runs.dry_run(actor, batch.pk, self.bar(_("Probando")))
        before = batch.state
        if before == "ready":
            self._tell(actor, batch)
        if not options["aplicar"]:
            self._law(actor, batch)
            if before == "ready":
                self.stdout.write(words(batch).trial)
            return
        batch = runs.apply(actor, batch.pk, self.bar(_("Registrando")))
        self._law(actor, batch)
        again = _("Esta carga ya estaba registrada; no cambió nada.")
        self.stdout.write(again if before == "applied" else words(batch).done)

    def _brought(self, actor: Actor, options: dict[str, Any]) -> Batch:
        content = self.content(options["file"])
        with acting_as(actor):
            compact = _compact(actor, options["alianza"])
            return actions.upload_money(
                id=new_id(),
                seen=0,
                compact=compact.pk,
                file_name=options["file"].name,
                content=content,
                about=self.about,
                by=actor,
            )

    def _law(self, actor: Actor, batch: Batch) -> None:
        with acting_as(actor):
            batch.refresh_from_db()
        self.stdout.write(_("Carga %(code)s: %(law)s") % {"code": batch.code, "law": shown.law(batch)})

    def _tell(self, actor: Actor, batch: Batch) -> None:
        """Sums by award, balances or budgets before and after, and each row that waits with why."""
        with acting_as(actor):
            tables = shown.sum_tables(actor, batch, Books(actor, batch.compact))
            rows = shown.rows_table(list(rows_of(actor, batch).exclude(kind="released")), batch)
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
