"""`load_reference`: bring sources, norms, terms, code lists and places up to date. Safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from amparo.core import loading


class Command(BaseCommand):
    """Loads changed files only; rows corrected by an administrator stay as they are and are listed."""

    help = "Loads reference data; keeps what an administrator corrected."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="read unchanged files too")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = loading.load_all(force=options["force"])
        for report in reports:
            if report.created or report.updated:
                self.stdout.write(
                    _("%(name)s: %(created)d nuevas, %(updated)d cambiadas, %(unchanged)d iguales")
                    % {
                        "name": report.name,
                        "created": report.created,
                        "updated": report.updated,
                        "unchanged": report.unchanged,
                    }
                )
            for kept in report.kept:
                self.stdout.write(
                    _("Se mantiene la corrección de %(row)s, %(field)s: «%(here)s» (el archivo dice «%(in_file)s»)")
                    % {"row": kept.row, "field": kept.field, "here": kept.here, "in_file": kept.in_file}
                )
        if options["verbosity"] > 1 and all(report.skipped for report in reports):
            self.stdout.write(_("Los datos de referencia están al día."))
