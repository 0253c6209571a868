"""Short e-mails about somebody's access, or about units. They name no case, unit or role: only that there is something to look at."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.access.models import Membership, User


def role_changed(user: User) -> None:
    """Tells the person and the data protection officers, once the change is committed."""
    own = [(user.email, user.language, True)]
    others = [(watcher.email, watcher.language, False) for watcher in watchers().exclude(pk=user.pk)]
    transaction.on_commit(lambda: _send([*own, *others]))


def unit_changed() -> None:
    """Tells the data protection officers that a unit which sees cases is to be made, moved or closed, once it is committed."""
    told = [(watcher.email, watcher.language) for watcher in watchers()]
    transaction.on_commit(lambda: _send_units(told))


def watchers() -> QuerySet[User]:
    """The data protection officers."""
    return User.objects.filter(memberships__role="dpo", memberships__state="active", is_active=True).distinct()


def watching_units() -> set[int]:
    """The units (ids) in which data protection officers work."""
    held = Membership.objects.filter(role="dpo", state="active", user__is_active=True, unit__active=True)
    return set(held.values_list("unit_id", flat=True))


def _send_units(receivers: Iterable[tuple[str, str]]) -> None:
    mails = []
    for email, language in receivers:
        with translation.override(language):
            text = _("Hubo un cambio de unidades que ven casos. Entre a «Cambios de funciones» para revisarlo.")
            mails.append(EmailMessage(_("Cambio de unidades por revisar"), text, settings.DEFAULT_FROM_EMAIL, [email]))
    get_connection(fail_silently=True).send_messages(mails)


def _send(receivers: Iterable[tuple[str, str, bool]]) -> None:
    mails = []
    for email, language, own in receivers:
        with translation.override(language):
            text = _("Hubo un cambio en su acceso. Entre a «Mi cuenta» para verlo; si usted no lo esperaba, avise hoy mismo.")
            watched = _("Hubo un cambio de funciones. Entre a «Cambios de funciones» para revisarlo.")
            subject = _("Cambio en su acceso") if own else _("Cambio de funciones por revisar")
            mails.append(EmailMessage(subject, text if own else watched, settings.DEFAULT_FROM_EMAIL, [email]))
    get_connection(fail_silently=True).send_messages(mails)
