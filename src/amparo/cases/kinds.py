"""The sentences of the tasks and notices that the files give, and where they lead."""

from django.utils.translation import gettext_lazy as _

from amparo.desk.kinds import NoticeKind, TaskKind, Text, register

FILE = ("case", ("subject_code",))
REFERRAL = ("referral", ("target_id",))


def _task(code: str, title: Text, action: Text, *, weight: int, by_hand: bool = False, away: str = "") -> TaskKind:
    """A task that leads to the file. `weight` says what hurts most if nobody does it."""
    return TaskKind(code, title, action, *FILE, weight=weight, by_hand=by_hand, away_url_name=away)


def register_all() -> None:
    """Called once, when the apps are ready."""
    register(
        _task("take_charge", _("Llegó un aviso. Hágase cargo."), _("Ver el aviso"), weight=90, away="name_protector"),
        _task("take_penal", _("Llegó un aviso. Vea si lo asume."), _("Ver el aviso"), weight=80),
        _task("open_protection", _("Decida la protección provisional."), _("Abrir protección"), weight=85),
        _task("send_to_court", _("Envíe las copias al juzgado."), _("Registrar envío"), weight=70),
        _task("hold_hearing", _("Fije y registre la audiencia."), _("Registrar audiencia"), weight=70),
        _task("decide_measure", _("Registre la decisión del juzgado."), _("Registrar decisión"), weight=70),
        _task("first_evaluation", _("Haga la primera evaluación."), _("Abrir"), weight=60, by_hand=True),
        _task("write_plan", _("Elabore el plan con ella."), _("Escribir plan"), weight=40),
        _task("visit", _("Haga la visita de seguimiento."), _("Registrar visita"), weight=50),
        _task("left_without_leave", _("Salió sin permiso del centro. Actúe ahora."), _("Abrir"), weight=100),
        _task("visit_retrafficking", _("Hay señal de nueva captación. Actúe ahora."), _("Abrir"), weight=100, by_hand=True),
        _task("visit_at_risk", _("La visita la encontró en riesgo."), _("Abrir"), weight=90, by_hand=True),
        _task(
            "centre_kept_away",
            _("Su centro ya no ve su expediente. Decida hoy dónde debe estar."),
            _("Abrir"),
            weight=100,
            by_hand=True,
        ),
        TaskKind(
            "name_protector",
            _("Nadie la protege ahora. Diga hoy qué unidad se hace cargo."),
            _("Nombrar"),
            "name_protector",
            ("subject_code",),
            weight=100,
        ),
        TaskKind("answer_referral", _("Responda la derivación."), _("Responder"), *REFERRAL, weight=60),
        NoticeKind("handed_over", _("Le entregaron un expediente."), _("Ver el expediente"), *FILE),
        NoticeKind(
            "nobody_protects",
            _("Nadie tiene a cargo la protección de un expediente. Diga hoy qué unidad la asume."),
            _("Ver"),
            "home",
            (),
        ),
        NoticeKind("referral_answered", _("Respondieron una derivación suya."), _("Leer"), *REFERRAL, answer=True),
        NoticeKind("referral_withdrawn", _("Retiraron una derivación."), _("Ver"), *REFERRAL),
        NoticeKind("referral_message", _("Le escribieron en una derivación."), _("Leer"), *REFERRAL, answer=True),
    )
