"""`./amparo import compact DIR [--unit CODE] [--bind ORGANISATION=UNIT]`: the public record of a compact, from CSV files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.core.errors import AmparoError, Invalid
from amparo.programme.loading import Load, host_of, load_compact, manager_of
from amparo.programme.models import Organisation


class Command(BaseCommand):
    """Loads the folder and says what came of each file. Again: nothing changes."""

    help = "Loads a compact from a folder of CSV files; again, nothing changes."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--unit", default="", help="code of the unit that loads; by default the one of the host Participant")
        parser.add_argument("--bind", action="append", default=[], metavar="ORGANISATION=UNIT", help="which unit acts for whom")
        parser.add_argument("--idioma", default="es", choices=["es", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["idioma"]):
            try:
                folder = options["folder"]
                actor = manager(options["unit"] or _unit_of(host_of(folder)))
                with acting_as(actor):
                    self._tell(load_compact(actor, folder, bind=_pairs(options["bind"])))
            except Invalid as error:
                sentences = [sentence for found in error.messages.values() for sentence in found]
                raise CommandError(" ".join(sentences)) from None
            except AmparoError as error:
                raise CommandError(str(error)) from None

    def _tell(self, load: Load) -> None:
        for name in sorted({*load.made, *load.kept}):
            counts = {"file": name, "made": load.made.get(name, 0), "kept": load.kept.get(name, 0)}
            self.stdout.write(_("%(file)s: %(made)d nuevos, %(kept)d ya estaban") % counts)
        for name, count in sorted(load.left.items()):
            self.stdout.write(
                _("%(file)s: %(count)d sin cargar, nadie actúa aquí por esa parte") % {"file": name, "count": count}
            )


def manager(unit: str) -> Actor:
    """A person who keeps compacts in that unit. Raises `Invalid`."""
    house = Unit.objects.filter(code=unit).first()
    found = manager_of(house.pk) if house else None
    if found is None:
        raise Invalid(_("Diga con qué unidad se importa: --unit CÓDIGO, de una unidad con responsable del compacto."))
    return found


def _unit_of(organisation: str) -> str:
    row = Organisation.objects.filter(code=organisation, unit__isnull=False).select_related("unit").first()
    return row.unit.code if row else ""


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    """ "peru=gobierno-peru" as ("peru", "gobierno-peru"). Raises `Invalid`."""
    pairs = [tuple(word.split("=", 1)) for word in words]
    if any(len(pair) != 2 for pair in pairs):
        raise Invalid(_("Escriba --bind ORGANIZACIÓN=UNIDAD."))
    return pairs  # type: ignore[return-value]
