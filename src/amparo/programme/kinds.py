"""The tasks, notices and long work of the partnership, as sentences."""

from django.utils.translation import gettext_lazy as _

from amparo.desk.kinds import NoticeKind, TaskKind, register

ENTRY = ("entry_open", ("target_id",))  # the page of an entry of either side


def register_all() -> None:
    """Called once, when the apps are ready. Each part of the partnership adds its own below."""
    register(
        TaskKind(
            "programme.verdict_wanted", _("Acepte u objete lo que registró la otra parte."), _("Responder"), *ENTRY, weight=15
        ),
        TaskKind("programme.agree_commitment", _("Decida si acuerda el compromiso propuesto."), _("Ver"), *ENTRY, weight=25),
        TaskKind("programme.commitment_due", _("Cumpla un compromiso de su parte."), _("Ver"), *ENTRY, weight=20),
        TaskKind("programme.take_over", _("Asuma una práctica de la alianza."), _("Ver"), *ENTRY, weight=20),
        NoticeKind("programme.disputed", _("La otra parte objetó un registro suyo."), _("Ver"), *ENTRY, answer=True),
        NoticeKind("programme.accepted", _("La otra parte aceptó un registro suyo."), _("Ver"), *ENTRY),
        NoticeKind("programme.reworded", _("La otra parte corrigió el texto de un compromiso."), _("Ver"), *ENTRY),
    )
    register(
        TaskKind(
            "programme.signal_handed", _("Una vigilancia comunitaria avisó: abra un aviso."), _("Abrir un aviso"), "alert_new", (),
            weight=40, by_hand=True,
        )
    )  # fmt: skip
    register(  # awards and what watches over them
        TaskKind("programme.visit_due", _("Haga la visita de seguimiento y anote qué concluyó."), weight=20),
        TaskKind("programme.action_point", _("Cumpla la medida que se le encargó."), weight=30),
        TaskKind("programme.point_to_verify", _("Verifique la medida que dicen cumplida."), weight=15),
        TaskKind("programme.safeguarding_due", _("Revise otra vez cómo se protege a la niñez."), weight=25),
        TaskKind("programme.subaward_report", _("Informe el subacuerdo al registro del donante."), weight=20),
    )
    register(  # the annual dialogue
        TaskKind("programme.choose", _("Elija indicadores y preguntas para el diálogo anual."), weight=20),
        TaskKind("programme.answer_choice", _("Responda lo que la otra parte propuso para el diálogo anual."), weight=25),
        NoticeKind("programme.dialogue_moved", _("El diálogo anual avanzó un paso."), answer=True),
    )
    register(  # quarterly reports
        TaskKind("programme.report_due", _("Envíe el informe del trimestre."), _("Escribir"), "report", weight=30),
        TaskKind(
            "programme.report_sent_back", _("Corrija el informe que le devolvieron."), _("Ver observaciones"), "report", weight=35
        ),
        TaskKind("programme.report_to_read", _("Lea el informe y acéptelo o devuélvalo."), _("Leer"), "report", weight=25),
        NoticeKind(
            "programme.report_returned", _("Le devolvieron un informe con observaciones."), _("Ver"), "report", answer=True
        ),
        NoticeKind("programme.report_accepted", _("Aceptaron su informe."), _("Ver"), "report", answer=True),
    )
