"""Every component once, with invented content: what the browser tests look at. Not part of the product."""

from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.ui import moments
from amparo.ui.components import (
    Action,
    Bar,
    Beads,
    Cell,
    Changed,
    Clock,
    Column,
    Conversation,
    Counter,
    Fact,
    Goal,
    Link,
    NavItem,
    Pages,
    Progress,
    Step,
    Table,
    TimelineItem,
    WorkGroup,
    WorkRow,
)
from amparo.ui.forms import UNKNOWN, ActionForm, Boxes, Noted, PartialDateField, Radios, action_initial, yes_no_unknown
from amparo.ui.icons import ICONS

LIMA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 23, 7, 40, tzinfo=LIMA)
A, B, C = "AMP-7K3Q9DM-X", "AMP-4HWRT82-N", "AMP-CG6PXV3-7"


class Message:
    """A message as Django's framework hands it to the page."""

    def __init__(self, tags: str) -> None:
        self.tags = tags

    def __str__(self) -> str:
        return "Guardado."


def shell(**extra: Any) -> dict[str, Any]:
    """The context the layout is given on a signed-in page."""
    return {
        "actor": SimpleNamespace(display_name="R. Quispe", role_name="Psicóloga", unit_name="UPE Cusco"),
        "demo": True,
        "memberships": [
            {"id": "1", "role_name": "Psicóloga", "unit_name": "UPE Cusco", "current": True},
            {"id": "2", "role_name": "Supervisora", "unit_name": "UPE Madre de Dios", "current": False},
        ],
        "nav": [
            NavItem("Mi trabajo", "#", current=True, count=3, count_label="vencidos"),
            *(NavItem(label, "#") for label in ("Expedientes", "Derivaciones", "Plazas", "Compacto", "Estadística abierta")),
        ],
        "account_links": [Link("Sus sesiones abiertas", "#"), Link("Cambiar la contraseña", "#")],
        "foot_links": [Link("Accesibilidad", "#"), Link("Privacidad", "#")],
        **extra,
    }


def clock_until(label: str, due: datetime, start: datetime, **more: Any) -> Clock:
    urgency = moments.urgency(due, NOW)
    return Clock(label, moments.due(due, NOW), kind=urgency, fraction=moments.elapsed(start, due, NOW), **more)


def groups() -> list[WorkGroup]:
    late = [
        WorkRow(
            A,
            "#a",
            "Sigue en comisaría sin plaza confirmada.",
            "late",
            "Niña, 12 a 14 años",
            "Pedida a CARE Sur 2 el sábado. El centro no ha respondido.",
            Clock("", "Venció hace 14 h", "plazo de 24 h", "late", 1, "estándar del servicio, por verificar"),
            Action("Buscar plaza", "#x", strong=True, about=A),
        ),
        WorkRow(
            B,
            "#b",
            "Falta el informe psicológico para la audiencia.",
            "late",
            "Niño, 9 a 11 años",
            "Lo espera la Fiscalía. La audiencia es mañana a las 9:00.",
            Clock("", "Venció ayer", "22 nov, 18:00 · ley", "late", 1),
            Action("Escribir informe", "#x", strong=True, about=B),
        ),
    ]
    soon = [
        WorkRow(
            C,
            "#c",
            "Revisar la medida de protección con la familia.",
            "soon",
            "No se sabe la edad",
            "Hay un informe social nuevo que no ha leído.",
            Clock("", "Mañana", "mar 24 nov, 17:00", "soon", 0.86),
            Action("Abrir", "#x", about=C),
        )
    ]
    new = [
        WorkRow(
            A,
            "#d",
            "Salud respondió: cita confirmada en pediatría.",
            "new",
            "Niña, 6 a 8 años",
            "«La esperamos el jueves a las 8:00, sin cola.»",
            Clock("", "Hace 2 h", "respuesta de Salud", "new"),
            Action("Marcar como leída", "#x", post=True, seen=3, about=A),
        ),
        WorkRow(
            B,
            "#e",
            "Identidad: espera copia de la partida.",
            "wait",
            "Niña, 12 a 14 años",
            "",
            None,
            Action("Recordar", "#x", about=B),
        ),
    ]
    return [
        WorkGroup("vencidos", "vencidos", 3, "late", "Un plazo de ley o del plan ya pasó. Alguien debe actuar hoy.", late),
        WorkGroup("semana", "vencen esta semana", 5, "soon", "Se muestra 1.", soon, Link("Ver los 5", "#s")),
        WorkGroup("respuestas", "le respondieron", 4, "new", "", new),
        WorkGroup("resto", "sin novedad", 41, note="Próxima revisión automática: 30 de noviembre."),
    ]


def work(request: HttpRequest) -> HttpResponse:
    counters = [
        Counter(3, "vencidos: actúe hoy", "#vencidos", "late"),
        Counter(5, "vencen esta semana", "#semana", "soon"),
        Counter(4, "le respondieron", "#respuestas", "new"),
        Counter(127, "esperan a otros", "#resto"),
        Counter(41, "sin novedad", "#resto"),
    ]
    bars = [Bar("Primera atención", 4, 22, "#"), Bar("Acogida", 9, 22, "#"), Bar("Plan y servicios", 22, 22, "#")]
    pages = Pages(4, 18, 354, "expedientes", {"q": "a b", "momento": "acogida"})
    return render(
        request, "gallery/work.html", shell(counters=counters, groups=groups(), bars=bars, pages=pages, now=moments.heading(NOW))
    )


def steps(*labels: str, now: int, details: dict[str, str] | None = None) -> list[Step]:
    states = ["done"] * now + ["now"] + ["wait"] * (len(labels) - now - 1)
    return [Step(label, state, (details or {}).get(label, "")) for label, state in zip(labels, states, strict=True)]  # type: ignore[arg-type]


def conversations() -> list[Conversation]:
    four = ("Enviada", "Recibida", "Aceptada", "Atendida")
    first = [*steps(*four[:2], now=2 - 1)[:1], Step("Recibida", "done"), Step("Aceptada", "late"), Step("Atendida")]
    return [
        Conversation(
            "Plaza de acogida",
            "CARE Sur 2",
            first,
            Clock("", "Venció hace 14 h", "debían responder en 24 h", "late", 1),
            "Usted, sáb 21, 17:40",
            "Niña de 12 a 14 años, sin lesiones graves. Habla quechua. Necesita ingreso esta noche.",
            "#r1",
            [Action("Insistir", "#i", post=True, seen=2, about="Plaza de acogida"), Action("Pedir a otro centro", "#o")],
            "r1",
        ),
        Conversation(
            "Atención médica",
            "Centro de salud",
            steps(*four, now=3),
            Clock("", "Mañana, 8:00", "cita confirmada", "soon", 0.72),
            "Salud, hoy, 5:20",
            "La atiende la doctora de turno. Entra por la puerta lateral, sin esperar en sala.",
            "",
            [Action("Responder", "#r")],
            "r2",
        ),
        Conversation(
            "Intérprete de quechua", "Cultura", [Step(s, "done") for s in four], Clock("", "Atendida", "dom 22 nov", "done")
        ),
    ]


def case(request: HttpRequest) -> HttpResponse:
    day = timedelta(days=1)
    context = shell(
        code=A,
        facts=[
            Fact("Identidad", masked=True, link=Link("Revelar con motivo", "#rev")),
            Fact("Edad y sexo", "12 a 14 años, niña"),
            Fact("Lengua", "Quechua, algo de castellano"),
            Fact("Responsable", "UPE Cusco, R. Quispe"),
            Fact("Dónde está", "Comisaría, sala protegida", "late", note="el máximo es 1 noche"),
        ],
        clocks=[
            clock_until(
                "Plaza de acogida, 24 h", NOW - timedelta(hours=14), NOW - 2 * day, detail="dom 22 nov, 17:40. Le toca a UPE."
            ),
            clock_until(
                "Entrevista única, 72 h",
                NOW + timedelta(hours=34),
                NOW - 2 * day,
                detail="mar 24 nov, 17:40. Le toca a Fiscalía.",
                basis="DL 1297, texto de 2016, por verificar",
            ),
            clock_until("Plan de trabajo, 30 días", NOW + 29 * day, NOW - day, detail="22 dic. Le toca a UPE."),
        ],
        protection=steps(
            "Aviso",
            "Primera atención",
            "Riesgo y medida",
            "Acogida",
            "Plan y servicios",
            "Reintegración",
            "Seguimiento",
            "Cierre",
            now=3,
            details={"Aviso": "sáb 21, 16:10", "Acogida": "ahora: sin plaza", "Seguimiento": "2 años"},
        ),
        penal=[
            *steps("Denuncia", "Fiscalía asume", "Entrevista única", "Investigación", now=2),
            Step("Acusación", "unknown", "no se sabe"),
            Step("Juicio"),
        ],
        conversations=conversations(),
        goals=[
            Goal("Dormir en un lugar seguro", "Lo pidió ella: «no volver a esa casa».", "Detenida", "late", 1, 3),
            Goal("Hablar con su abuela", "Llamada acordada.", "En curso", "now", 1, 2),
            Goal("Volver a la escuela", "No se sabe si está matriculada.", "No se sabe", "unknown", 0, 4),
        ],
        items=[
            TimelineItem(
                "dom 22 nov, 17:40", "Pasaron 24 h sin respuesta del centro. El aviso subió a la coordinación.", "Amparo", "late"
            ),
            TimelineItem(
                "dom 22 nov, 11:20",
                "Riesgo: alto. Medida: acogida urgente.",
                "R. Quispe, UPE",
                links=[Link("Ver la medida", "#m")],
            ),
            TimelineItem("sáb 21 nov, 16:10", "Aviso recibido.", "Policía", iso="2026-11-21T16:10-05:00"),
        ],
    )
    return render(request, "gallery/case.html", context)


class Referral(ActionForm):
    """A form with one of each."""

    need = forms.CharField(
        label="¿Qué necesita de Salud?",
        help_text="Pida el servicio, no cuente lo que pasó.",
        widget=forms.Textarea,
        error_messages={"required": "Escriba qué necesita la niña"},
    )
    urgency = forms.ChoiceField(
        label="¿Qué tan pronto?",
        choices=[
            ("today", Noted("Hoy", "Llame también por teléfono.")),
            ("date", "En una fecha"),
            (UNKNOWN, "No se sabe todavía"),
        ],
        widget=Radios,
        error_messages={"required": "Diga qué tan pronto"},
    )
    since = PartialDateField(label="¿Desde cuándo?")
    interpreter = yes_no_unknown("¿Necesita intérprete de quechua?")
    care = forms.MultipleChoiceField(
        label="¿Cómo prefiere que la atiendan?",
        required=False,
        choices=[("woman", "Una mujer"), ("room", "Sin sala de espera"), (UNKNOWN, "No se le ha preguntado")],
        widget=Boxes,
    )
    place = forms.ChoiceField(label="¿Dónde?", choices=[("", "Elija"), ("a", "Cusco"), ("b", "Puerto Maldonado")])
    note = forms.CharField(label="Algo más", required=False)
    informed = forms.BooleanField(
        label="Ella sabe que se pide este servicio", required=False, help_text="Si no, puede decirlo después."
    )


def form(request: HttpRequest) -> HttpResponse:
    bad = {"id": "", "seen": "0", "since": "ayer por la tarde quizá", "interpreter": "yes", "care": ["woman"]}
    shown = Referral(bad) if "errores" in request.GET else Referral(initial=action_initial(seen=4))
    context = shell(
        form=shown,
        title="Qué necesita",
        lead="Paso 2 de 4. Se guarda solo mientras escribe.",
        button="Seguir y revisar",
        back=Link(A, "#a"),
        crumb="Derivar a Salud",
        draft_url="/borrador/",
        steps=steps("Servicio", "Qué necesita", "Revisar", "Enviar", now=1),
        preview=[
            Fact("Persona", "Niña, 12 a 14 años"),
            Fact("Pide", "Aún no lo ha escrito", "late"),
            Fact("Intérprete", "Sí, quechua"),
        ],
    )
    return render(request, "gallery/form.html", context)


def parts(request: HttpRequest) -> HttpResponse:
    table = Table(
        "Plazos vencidos por institución",
        [Column("Institución"), Column("Código"), Column("Estado"), Column("Días", number=True)],
        [
            [Cell("UPE Cusco", note="región Cusco"), Cell(A, "#a", code=True), Cell("Vencido", kind="late"), "14"],
            ["Fiscalía especializada", Cell(B, code=True), Cell("Por vencer", kind="soon"), "2"],
        ],
        ["Total", "", "", "16"],
    )
    beads = [Beads(12, 9), Beads(16, 13, 2), Beads(15, 14, 1), Beads(44, 31, 3)]
    return render(
        request,
        "gallery/parts.html",
        shell(
            table=table,
            beads=beads,
            progress=Progress("Leyendo el registro", 12_500, 50_000, "Puede cerrar esta página: sigue sola."),
            kinds=["late", "soon", "warn", "ok", "now", "done", "new", "unknown", "stop", "no", "plus"],
            icons=sorted(ICONS),
            when=date(2026, 9, 30),
            amount=1054,
            pages=Pages(1, 3),
            messages=[Message("success"), Message("warning")],
        ),
    )


def confirm(request: HttpRequest) -> HttpResponse:
    class Reason(ActionForm):
        reason = forms.ChoiceField(
            label="Motivo",
            widget=Radios,
            choices=[
                ("a", "Voy a atenderla en persona"),
                ("b", Noted("Trámite que pide el nombre", "Por ejemplo, matrícula")),
                ("c", "Otro"),
            ],
        )
        words = forms.CharField(label="Explique en una frase")

    context = shell(
        title="¿Para qué necesita el nombre?",
        lead="Lo verá 10 minutos. Quedará anotado con su nombre, la hora y este motivo.",
        consequences=["La coordinación recibe un aviso."],
        form=Reason(initial=action_initial()),
        button="Ver el nombre 10 minutos",
        back=Link(A, "#a"),
        crumb="Revelar identidad",
        cancel=Link("No lo necesito", "#a"),
    )
    return render(request, "ui/confirm.html", context)


def conflict(request: HttpRequest) -> HttpResponse:
    changes = [Changed("Medida", "Acogida urgente", "Acogida familiar"), Changed("Fecha", "22 nov", "22 nov")]
    context = shell(
        changes=changes, changed_by="M. Huamán, UPE", changed_at=NOW, back=Link(A, "#a"), form=Referral(initial=action_initial())
    )
    return render(request, "409.html", context)


def failed(request: HttpRequest) -> HttpResponse:
    failure = SimpleNamespace(messages={"": ["Ese centro ya no tiene sitio."]})
    return render(request, "400.html", shell(failure=failure, typed=[("motivo", "Ingreso esta noche")]))


class Credentials(forms.Form):
    login = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    oldpassword = forms.CharField(widget=forms.PasswordInput)
    password1 = forms.CharField(widget=forms.PasswordInput)
    password2 = forms.CharField(widget=forms.PasswordInput)
    email = forms.EmailField()
    code = forms.CharField()
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def signed_out(template: str, **context: Any) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template, {"demo": True, "form": Credentials(), **context})

    return view


def person(number: str, name: str, role: str, unit: str) -> SimpleNamespace:
    return SimpleNamespace(id=number, display_name=name, role_name=role, unit_name=unit)


CAST = [
    SimpleNamespace(name="Ministerio de la Mujer", members=[person("1", "R. Quispe", "Psicóloga", "UPE Cusco")]),
    SimpleNamespace(
        name="Ministerio Público",
        members=[
            person("2", "E. Shupingahua", "Fiscal penal", "Fiscalía especializada de Madre de Dios"),
            person("3", "J. Mamani", "Fiscal de familia", "Cusco"),
        ],
    ),
]
