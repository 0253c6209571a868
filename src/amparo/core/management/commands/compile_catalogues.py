"""Compiles the catalogues of translations; run at each start, it does nothing where they are fresh."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from amparo.core.catalogues import compile_catalogues

SOURCE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Makes the .mo files Django loads, where they are missing or older than their .po."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues(SOURCE):
            self.stdout.write(str(path.relative_to(SOURCE)))
