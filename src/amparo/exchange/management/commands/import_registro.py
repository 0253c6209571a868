"""`./amparo import registro FILE --perfil NAME [--como EMAIL] [--apply]`: a legacy register, dry first."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.exchange import actions, queries, runs, summary
from amparo.exchange.importers import importer
from amparo.exchange.management.importing import ImportCommand
from amparo.exchange.models import Batch, Profile


class Command(ImportCommand):
    """Reads the file into a sealed batch and says what would be made; with --apply makes it.

    Killed half-way, it goes on when run again.
    """

    help = "Imports a legacy register (.xlsx or .csv): dry run first, --apply to make the files."

    def add_arguments(self, parser: Any) -> None:
        self.common(parser)
        parser.add_argument("--perfil", required=True, help="policial, upe, or the code of a saved profile")
        parser.add_argument("--apply", action="store_true", help="make the files")

    def run(self, options: dict[str, Any]) -> None:
        """Brings in, reads, tells; makes the files where that was asked for."""
        profile = Profile.objects.filter(pk=options["perfil"]).first()
        if profile is None:
            names = ", ".join(Profile.objects.order_by("code").values_list("code", flat=True))
            raise Invalid(_("No hay un perfil con ese nombre. Los que hay: %(names)s.") % {"names": names})
        actor = importer(options["como"], options["unidad"], profile)
        batch = self._brought(actor, options["file"], profile)
        if batch.state in ("uploaded", "reading"):
            batch = runs.dry_run(actor, batch.pk, self.bar(_("Leyendo")))
        self._tell(actor, batch)
        if options["apply"]:
            before = batch.state
            batch = runs.apply(actor, batch.pk, self.bar(_("Creando")))
            done = (
                _("Este registro ya estaba aplicado; no cambió nada.")
                if before == "applied"
                else _("Listo: %(files)d expedientes.")
            )
            self.stdout.write(done % {"files": batch.children})
        elif batch.state == "ready":
            self.stdout.write(_("Es solo una prueba: no se creó nada. Para crear los expedientes agregue --apply."))

    def _brought(self, actor: Actor, file: Path, profile: Profile) -> Batch:
        content = self.content(file)
        with acting_as(actor):
            return actions.upload_register(
                id=new_id(), seen=0, profile=profile.pk, file_name=file.name, content=content, by=actor
            )

    def _tell(self, actor: Actor, batch: Batch) -> None:
        with acting_as(actor):
            batch.refresh_from_db()
            (batch,) = queries.as_seen(actor, [batch])
            said = summary.doubts(actor, batch)
        self.stdout.write(_("Registro %(code)s: %(law)s") % {"code": batch.code, "law": summary.law(batch)})
        if batch.aside:
            self.stdout.write(_("Además, %(count)d filas son títulos, totales o notas.") % {"count": batch.aside})
        for one in said:
            self.stdout.write(f"  {one.rows:>6}  {one.text}")
