"""`./amparo pack --compact CODE --dialogue N --lang es|en --out DIR`: the dialogue pack as files."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.models import Membership
from amparo.access.sessions import actor_of
from amparo.core.dates import PartialDate
from amparo.core.errors import AmparoError, Invalid
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Dialogue, Party
from amparo.programme.packs import making


class Command(BaseCommand):
    """Writes a DOCX and a PDF. Freezes the figures first where nobody did yet (`--cut-off`, else the day of the dialogue)."""

    help = "Writes the pack of an annual dialogue as DOCX and PDF."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--compact", required=True, help="code of the compact, as peru-2017")
        parser.add_argument("--dialogue", required=True, type=int, help="number of the dialogue")
        parser.add_argument("--lang", default="es", choices=["es", "en"])
        parser.add_argument("--out", required=True, type=Path, help="folder the two files go to")
        parser.add_argument("--unit", default="", help="code of the unit that makes it; without it, the one of a side")
        parser.add_argument("--cut-off", dest="cut_off", type=date.fromisoformat, help="YYYY-MM-DD, where nothing is frozen yet")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["lang"]):
            try:
                self._run(options)
            except Invalid as error:
                raise CommandError(" ".join(text for texts in error.messages.values() for text in texts)) from None
            except AmparoError as error:
                raise CommandError(str(error)) from None

    def _run(self, options: dict[str, Any]) -> None:
        actor = _maker(options["compact"], options["unit"])
        row = _dialogue(actor, options["compact"], options["dialogue"])
        if row.snapshot_id is None:
            row = _frozen(actor, row, options["cut_off"])
        options["out"].mkdir(parents=True, exist_ok=True)
        for pack in making.make(actor, row, languages=(options["lang"],)):
            path = options["out"] / f"{row.compact.code}-{row.number}-{pack.language}.{pack.format}"
            path.write_bytes(bytes(pack.content))
            self.stdout.write(str(path))


def _maker(compact: str, unit: str) -> Actor:
    """Somebody who acts for a side of the compact (of the unit named)."""
    desk = system("programme.pack")
    with acting_as(desk):
        units = (
            Party.objects.visible_to(desk)
            .filter(compact__code=compact)
            .order_by("-side")
            .values_list("organisation__unit", flat=True)
        )
        wanted = [found for found in units if found]
    held = Membership.objects.filter(state="active", role="compact_manager", user__is_active=True, unit_id__in=wanted)
    if unit:
        held = held.filter(unit__code=unit)
    found = sorted(
        held.select_related("user", "unit", "unit__institution"), key=lambda one: (wanted.index(one.unit_id), one.since)
    )
    if not found:
        raise Invalid(_("No hay ese compacto, o nadie lleva una de sus dos partes aquí."))
    return actor_of(found[0].user, found[0])


def _dialogue(actor: Actor, compact: str, number: int) -> Dialogue:
    with acting_as(actor):
        rows = Dialogue.objects.visible_to(actor).filter(compact__code=compact, number=number)
        row: Dialogue | None = rows.select_related("compact", "snapshot").first()
    if row is None:
        raise Invalid(_("Ese compacto no tiene un diálogo con ese número."))
    return row


def _frozen(actor: Actor, row: Dialogue, cut_off: date | None) -> Dialogue:
    """The figures frozen as of the cut-off: the one given, or the day of a dialogue of the past."""
    day = cut_off or (_last_day(row.held_on) if row.held_on and row.state in ("held", "closed") else None)
    if day is None:
        raise Invalid(_("Las cifras no están congeladas. Diga la fecha de corte con --cut-off."))
    with acting_as(actor):
        act.freeze(id=new_id(), seen=row.version, dialogue=row.pk, cut_off=day, by=actor)
    return _dialogue(actor, row.compact.code, row.number)


def _last_day(when: PartialDate) -> date:
    return when.latest()
