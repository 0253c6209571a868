"""What imports tell the desk: their place in the menu and how a register is shown."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.desk import providers
from amparo.exchange.models import About, Batch
from amparo.exchange.money.shown import law as money_law
from amparo.exchange.summary import law

PAGES = frozenset(
    {
        "register",
        "register_new",
        "register_row",
        "register_apply",
        "register_undo",
        "register_discard",
        "register_columns",
        "register_profiles",
    }
)


def register_own() -> None:
    """Called once, when the apps are ready."""
    providers.register_navigation(
        providers.NavEntry(
            _("Registros"),
            "registers",
            Verb.IMPORT_REGISTER,
            60,
            PAGES,
            _("Traer un registro que ya existe, fila por fila y sin perder nada."),
        )
    )
    providers.register_subject("register", _describe)
    providers.register_subject("money_import", _describe_money)


def _describe(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, providers.Described]:
    rows = Batch.objects.visible_to(actor).filter(pk__in=ids, about=About.REGISTER)
    return {row.pk: providers.Described(reverse("register", args=[row.pk]), row.code, law(row)) for row in rows}


def _describe_money(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, providers.Described]:
    rows = Batch.objects.visible_to(actor).filter(pk__in=ids).exclude(about=About.REGISTER).select_related("compact")
    return {
        row.pk: providers.Described(reverse("money_import", args=[row.compact.code, row.pk]), row.code, money_law(row))
        for row in rows
    }
