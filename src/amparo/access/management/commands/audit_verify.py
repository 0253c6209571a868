"""`./amparo audit verify [--head FILE]`: does the audit still say what was written?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.access import heads, verify
from amparo.core.errors import AmparoError

WORDS = {
    "missing": gettext_lazy("falta una línea antes de esta, o se cambió el orden"),
    "changed": gettext_lazy("la línea no es la que se escribió"),
    "cut": gettext_lazy("faltan las últimas líneas"),
    "gone": gettext_lazy("falta la cadena entera"),
    "recomputed": gettext_lazy("la cadena se volvió a calcular: no es la que firmó la cabeza guardada"),
}


class Command(BaseCommand):
    help = "Verifica el registro de accesos; con --head, contra las cabezas firmadas que guarda la auditoría."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", action="append", type=Path, default=[], help="archivo de cabezas (se puede repetir)")
        parser.add_argument(
            "--public-key", action="append", default=[], help="ID:BASE64, la llave pública que guarda la auditoría"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        trusted = dict(text.split(":", 1) for text in options["public_key"]) or None
        try:
            kept = [head for path in options["head"] for head in heads.read(path, trusted)]
            count, findings = verify.everything(kept)
        except (AmparoError, OSError) as error:
            raise CommandError(str(error)) from error
        for finding in findings:
            self.stdout.write(f"{finding.chain} #{finding.seq}: {WORDS[finding.kind]}")
        if findings:
            raise CommandError(
                _("El registro NO está íntegro: %(n)d hallazgos en %(count)d líneas.") % {"n": len(findings), "count": count}
            )
        against = _("contra %(n)d cabezas") % {"n": len(kept)} if kept else _("sin cabeza: una cola cortada no se notaría")
        self.stdout.write(_("Íntegro: %(count)d líneas, %(against)s.") % {"count": count, "against": against})
