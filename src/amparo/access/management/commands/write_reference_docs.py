"""Writes docs/reference/{matrix,roles,states}.md from the data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from amparo.access.describe import pages


class Command(BaseCommand):
    help = "Escribe las páginas de referencia de funciones, permisos y estados."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.PROJECT) / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(str(folder / name))
