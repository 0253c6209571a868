"""`./amparo vault bands`: corrects the search after many people came in. The worker does the same by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from amparo.vault.jobs import correct_bands
from amparo.vault.models import CHILDREN


class Command(BaseCommand):
    help = "Spreads names that have become common over more keys, in batches, while the product runs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--realm", default=CHILDREN)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("%(count)s personas indexadas de nuevo") % {"count": correct_bands(options["realm"])})
