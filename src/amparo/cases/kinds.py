"""The sentences of the tasks and notices that the files give, and where they lead."""

from django.utils.translation import gettext_lazy as _

from amparo.desk.kinds import NoticeKind, TaskKind, register


def register_all() -> None:
    """Called once, when the apps are ready."""
    register(
        TaskKind("take_charge", _("Llegó un aviso. Hágase cargo."), _("Ver el aviso"), "case", ("subject_code",), weight=90),
        TaskKind("take_penal", _("Llegó un aviso. Vea si lo asume."), _("Ver el aviso"), "case", ("subject_code",), weight=80),
        TaskKind("open_protection", _("Decida la protección provisional."), _("Abrir protección"), "case", ("subject_code",), weight=85),
        TaskKind("send_to_court", _("Envíe las copias al juzgado."), _("Registrar envío"), "case", ("subject_code",), weight=70),
        TaskKind("hold_hearing", _("Fije y registre la audiencia."), _("Registrar audiencia"), "case", ("subject_code",), weight=70),
        TaskKind("decide_measure", _("Registre la decisión del juzgado."), _("Registrar decisión"), "case", ("subject_code",), weight=70),
        TaskKind("first_evaluation", _("Haga la primera evaluación."), _("Abrir"), "case", ("subject_code",), weight=60, by_hand=True),
        TaskKind("write_plan", _("Elabore el plan con ella."), _("Escribir plan"), "case", ("subject_code",), weight=40),
        TaskKind("answer_referral", _("Responda la derivación."), _("Responder"), "referral", ("target_id",), weight=60),
        TaskKind("visit", _("Haga la visita de seguimiento."), _("Registrar visita"), "case", ("subject_code",), weight=50),
        TaskKind("left_without_leave", _("Salió sin permiso del centro. Actúe ahora."), _("Abrir"), "case", ("subject_code",), weight=100),
        TaskKind("visit_retrafficking", _("Hay señal de nueva captación. Actúe ahora."), _("Abrir"), "case", ("subject_code",), weight=100, by_hand=True),
        TaskKind("visit_at_risk", _("La visita la encontró en riesgo."), _("Abrir"), "case", ("subject_code",), weight=90, by_hand=True),
        NoticeKind("referral_answered", _("Respondieron una derivación suya."), _("Leer"), "referral", ("target_id",), answer=True),
        NoticeKind("handed_over", _("Le entregaron un expediente."), _("Ver el expediente"), "case", ("subject_code",)),
        NoticeKind("referral_withdrawn", _("Retiraron una derivación."), _("Ver"), "referral", ("target_id",)),
        NoticeKind("referral_message", _("Le escribieron en una derivación."), _("Leer"), "referral", ("target_id",), answer=True),
    )
