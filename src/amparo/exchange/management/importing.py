"""What the commands that bring files in share: who imports, the file, troubles as one sentence, a line that fills itself."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.core.errors import AmparoError, Invalid
from amparo.exchange import runs

WIDTH = 30


class ImportCommand(BaseCommand):
    """A command that brings a file in. Its own work is `run`."""

    def common(self, parser: Any) -> None:
        """The arguments all of them take."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--como", default="", help="e-mail or user code of who imports")
        parser.add_argument("--unidad", default="", help="code of the unit, where that person works in several")
        parser.add_argument("--idioma", default="es", choices=["es", "en"])

    def run(self, options: dict[str, Any]) -> None:
        """The work itself. Raises `AmparoError` with what to do."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["idioma"]):
            try:
                self.run(options)
            except Invalid as error:
                raise CommandError(
                    " ".join(sentence for sentences in error.messages.values() for sentence in sentences)
                ) from None
            except AmparoError as error:
                raise CommandError(str(error)) from None

    def content(self, file: Path) -> bytes:
        """The bytes of the file. Raises `Invalid`."""
        try:
            return file.read_bytes()
        except OSError:
            raise Invalid(_("No se puede abrir el archivo. Revise el nombre y los permisos.")) from None

    def bar(self, label: str) -> runs.Tell:
        """A line that fills itself on a terminal; a line now and then elsewhere."""

        def tell(done: int, total: int) -> None:
            share = f"{'█' * (WIDTH * done // total):<{WIDTH}} {100 * done // total:>3} %" if total else ""
            if sys.stderr.isatty():
                end = "\n" if done == total else ""
                self.stderr.write(f"\r{label} {share} {done}{f' / {total}' if total else ''}", ending=end)
            elif done % 5000 == 0 or done == total:
                self.stderr.write(f"{label} {done}{f' / {total}' if total else ''}")

        return tell
