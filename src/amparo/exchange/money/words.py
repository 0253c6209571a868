"""What a file of money is asked to do and to take back, in words: movements are posted and reversed, budgets proposed and put back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.exchange.models import About, Batch
from amparo.exchange.summary import still_waiting


@dataclass(frozen=True, slots=True)
class Words:
    """Of applying: the title, the button, what happens. Of undoing: the same, and what is said once done. `left`: what the sums do.

    In the terminal: what is said after a trial, and after applying.
    """

    do: str
    yes: str
    will: list[str]
    undo_yes: str
    undo: list[str]
    undone: str
    left: str
    trial: str
    done: str


def words(batch: Batch) -> Words:
    """The words for what this file brings."""
    return _of_budgets(batch) if batch.about == About.BUDGETS else _of_entries(batch)


def _of_entries(batch: Batch) -> Words:
    post = ngettext(
        "Se registra %(count)d movimiento en el libro.", "Se registran %(count)d movimientos en el libro.", batch.released
    )
    back = ngettext(
        "Se revierte %(count)d movimiento, con fecha de hoy.", "Se revierten %(count)d movimientos, con fecha de hoy.", batch.done
    )
    return Words(
        do=_("Registrar los movimientos"),
        yes=_("Sí, registrar"),
        will=[
            post % {"count": batch.released},
            still_waiting(batch),
            _("Lo que el libro ya no acepte vuelve a la espera, con su motivo."),
            _(
                "Lo registrado no se borra. Puede deshacer la carga mientras su periodo esté abierto: se revierte cada movimiento."
            ),
        ],
        undo_yes=_("Sí, revertir"),
        undo=[
            back % {"count": batch.done},
            _("El libro conserva los movimientos y sus reversiones."),
            _("Los saldos de los días anteriores quedan como se conocían: una corrección lleva la fecha del día en que se hace."),
            _("Si su periodo ya está cerrado, o ese dinero ya se usó, no se deshace nada."),
        ],
        undone=_("La carga se deshizo: cada movimiento quedó revertido."),
        left=_("Lo que queda"),
        trial=_("Es solo una prueba: no se registró nada. Para registrar los movimientos agregue --aplicar."),
        done=_("Listo: %(entries)d movimientos.") % {"entries": batch.done},
    )


def _of_budgets(batch: Batch) -> Words:
    post = ngettext("Se propone %(count)d línea de presupuesto.", "Se proponen %(count)d líneas de presupuesto.", batch.released)
    return Words(
        do=_("Proponer el presupuesto"),
        yes=_("Sí, proponer"),
        will=[
            post % {"count": batch.released},
            still_waiting(batch),
            _(
                "Las líneas del archivo toman el lugar de las de hoy, que se conservan. Lo que estaba aprobado se aprueba otra vez."
            ),
            _("Puede deshacer la carga mientras nadie cambie ni apruebe ese presupuesto."),
        ],
        undo_yes=_("Sí, deshacer"),
        undo=[
            _("Cada presupuesto de esta carga vuelve a ser el que era, también en lo que estaba aprobado."),
            _("Las líneas de la carga se conservan, sin valer."),
            _("Si alguien cambió o aprobó uno de ellos después, no se deshace nada."),
        ],
        undone=_("La carga se deshizo: los presupuestos son otra vez los de antes."),
        left=_("El presupuesto"),
        trial=_("Es solo una prueba: no se propuso nada. Para proponer los presupuestos agregue --aplicar."),
        done=_("Listo: %(lines)d líneas propuestas.") % {"lines": batch.done},
    )
