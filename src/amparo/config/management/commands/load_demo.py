"""`load_demo`: fills an empty database with the demonstration. Refuses a database that holds real work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from amparo.access.models import DemoMark, User
from amparo.config.demo.spread import load


class Command(BaseCommand):
    """Institutions, people, and files in every state; the same for the same seed and day."""

    help = "Fills an empty database with invented institutions, people and files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=120)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        if not DemoMark.objects.exists() and User.objects.exists():
            raise CommandError(_("Esta base ya tiene cuentas reales. La demostración necesita una base vacía."))

        def say(done: int, total: int) -> None:
            if options["verbosity"] and (done % 10 == 0 or done == total):
                self.stdout.write(f"{done}/{total}")

        load(options["cases"], options["seed"], say)
