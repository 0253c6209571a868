"""`./amparo audit head`: the signed head of every chain, one JSON line each, for the auditor's file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from amparo.access import heads
from amparo.core.errors import AmparoError


class Command(BaseCommand):
    help = "Escribe la cabeza firmada de cada cadena; con --public-key, las llaves públicas con que se comprueba."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--public-key", action="store_true")
        parser.add_argument("--daily", action="store_true", help="la añade al archivo del día en la carpeta de datos")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["public_key"]:
                for key_id, public in heads.public_keys().items():
                    self.stdout.write(f"{key_id}:{public}")
            elif options["daily"]:
                self.stdout.write(str(heads.write_daily_head()))
            else:
                for head in heads.current_heads():
                    self.stdout.write(head.line())
        except (AmparoError, OSError) as error:
            raise CommandError(str(error)) from error
