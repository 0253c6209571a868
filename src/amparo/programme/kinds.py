"""The tasks, notices and long work of the partnership, as sentences."""

from django.utils.translation import gettext_lazy as _

from amparo.desk.kinds import NoticeKind, TaskKind, register


def register_all() -> None:
    """Called once, when the apps are ready. Each part of the partnership adds its own below."""
    register(
        TaskKind("programme.verdict_wanted", _("Acepte u objete lo que registró la otra parte."), weight=15),
        NoticeKind("programme.disputed", _("La otra parte objetó un registro suyo."), answer=True),
    )
    register(  # the annual dialogue
        TaskKind("programme.choose", _("Elija indicadores y preguntas para el diálogo anual."), weight=20),
        TaskKind("programme.answer_choice", _("Responda lo que la otra parte propuso para el diálogo anual."), weight=25),
        NoticeKind("programme.dialogue_moved", _("El diálogo anual avanzó un paso."), answer=True),
    )
