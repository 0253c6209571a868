"""The tasks, notices and long work of the partnership, as sentences."""

from django.utils.translation import gettext_lazy as _

from amparo.desk.kinds import NoticeKind, TaskKind, register


def register_all() -> None:
    """Called once, when the apps are ready. Each part of the partnership adds its own below."""
    register(
        TaskKind("programme.verdict_wanted", _("Acepte u objete lo que registró la otra parte."), weight=15),
        NoticeKind("programme.disputed", _("La otra parte objetó un registro suyo."), answer=True),
    )
    register(
        TaskKind(
            "programme.signal_handed", _("Una vigilancia comunitaria avisó: abra un aviso."), _("Abrir un aviso"), "alert_new", (),
            weight=40, by_hand=True,
        )
    )  # fmt: skip
