"""`./amparo vault rotate`: a new master key, every data key wrapped again, while the product runs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from amparo.core import keyshelf


class Command(BaseCommand):
    help = (
        "Makes a new master key and wraps every data key again. The product runs on. Killed half-way, it goes on when run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = keyshelf.begin_rotation()
        self.stdout.write(_("Llave maestra nueva en el llavero.") if made else _("Se continúa la rotación pendiente."))
        total = keyshelf.left_to_rewrap()
        done = 0
        while batch := keyshelf.rewrap_batch():
            done += batch
            self.stdout.write(_("%(done)s de %(total)s llaves envueltas de nuevo") % {"done": done, "total": total})
        while left := keyshelf.left_to_rewrap():  # rows that somebody else held in the last batch
            keyshelf.rewrap_batch(left)
        gone = keyshelf.retire_masters()
        self.stdout.write(_("Listo. Llaves maestras retiradas: %(ids)s") % {"ids": ", ".join(gone) or "0"})
