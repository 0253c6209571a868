"""One child's way from the alert to the closure: six people in six browsers, and an outsider who sees nothing."""

import gzip
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from amparo.core.ids import new_code
from tests.browser.crawl import Eyes
from tests.browser.people import CENTRE, CODE, HEALTH, OFFICER, OUTSIDER, PROSECUTOR, UPE, Seat

LATER = 25_000  # bytes
GIVEN, SURNAME = "Zulmirita", "Qaqachupa"  # invented, and nowhere in the demonstration
TYPED = ("/aviso/nuevo/", "/identidad/")  # where the name is being typed, and where it was revealed for a reason


class People(NamedTuple):
    """Who works on the file. Health, the centre and the others know only what their part needs."""

    officer: Seat
    prosecutor: Seat
    upe: Seat
    health: Seat
    centre: Seat
    outsider: Seat


@pytest.fixture
def people(seat: Callable[..., Seat], eyes: Eyes) -> People:
    found = People(*(seat(name) for name in (OFFICER, PROSECUTOR, UPE, HEALTH, CENTRE, OUTSIDER)))
    for person in found:
        person.eyes = eyes.faults
    return found


def test_from_alert_to_closure(people: People) -> None:
    code = raise_alert(people.officer)
    reaches_both_at_once(people, code)
    take_charge_and_screen(people.upe, code)
    open_protection(people.upe, code)
    officer_keeps_what_he_wrote(people.officer, code)
    health_answers(people, code)
    bed = centre_receives(people, code)
    prosecutor_identifies(people.prosecutor, code)
    plan(people.upe, code)
    leaves_the_centre(people.centre, code)
    way_home(people.upe, code)
    reveals_with_a_reason(people.upe, code)
    closes(people.upe, code)
    outsider_sees_nothing(people.outsider, code)
    assert bed
    for person in people:
        assert not shown_name(person), person.page.url
        assert not heavy(person)
    assert not [fault for person in people for fault in person.faults]


def heavy(person: Seat) -> list[str]:
    """Pages above 25 KB compressed: those of the story come after the first, with style and script already there."""
    weights = [(path, len(gzip.compress(html.encode(), 6))) for path, html in person.looks]
    return [f"{path}: {weight}" for path, weight in weights if weight > LATER]


def test_the_same_without_script(seat: Callable[..., Seat]) -> None:
    """The main steps with scripts switched off: nothing of the work needs them."""
    officer, upe, health = (seat(name, java_script_enabled=False) for name in (OFFICER, UPE, HEALTH))
    code = raise_alert(officer)
    take_charge_and_screen(upe, code)
    open_protection(upe, code)
    refer_to_health(upe, code)
    answer_referral(health, code, "Aceptar", "¿Cuándo y dónde la atienden?", "Mañana a las 8:00, por la puerta lateral.")
    upe.go(f"/expedientes/{code}/")
    assert "Mañana a las 8:00" in upe.text()
    assert not any(shown_name(person) for person in (officer, upe, health))


def shown_name(person: Seat) -> list[str]:
    """The pages on which somebody could read the child's name without having typed or revealed it there."""
    return [path for path, html in person.looks if not path.startswith(TYPED) and (GIVEN in html or SURNAME in html)]


def raise_alert(officer: Seat) -> str:
    """Two minutes at the station: what is happening, who she is, sent. Gives the code of her file."""
    officer.go("/")
    officer.press("Registrar un aviso")
    officer.answer({
        "¿Hay peligro ahora mismo?": "No", "¿Por dónde llegó?": "Comisaría", "¿Cuándo fue?": "hoy",
        "¿Dónde fue?": "Wanchaq, Cusco",
    }, then="Seguir")  # fmt: skip
    officer.answer({
        "¿Es niña o niño?": "Niña", "¿Qué edad tiene?": "14", "¿En qué lengua prefiere hablar?": "Quechua",
        "¿Dónde está ella ahora?": "Comisaría",
    })  # fmt: skip
    officer.unfold("Anotar su nombre")
    officer.answer({"Nombres": GIVEN, "Primer apellido": SURNAME}, then="Seguir y revisar")
    assert "va a la bóveda y no se muestra" in officer.text()
    officer.press("Enviar el aviso")
    sent = officer.text()
    assert "UPE Cusco" in sent
    assert "Fiscalía de trata de Cusco" in sent
    found = re.search(CODE, sent)
    assert found, sent
    officer.press("Añadir otra")
    assert "Añadir otra niña, niño o adolescente" in officer.text()
    return found[0]


def reaches_both_at_once(people: People, code: str) -> None:
    """It stands on the start pages of prosecutor and UPE the moment it was sent."""
    for person in (people.prosecutor, people.upe):
        person.go("/")
        assert person.page.locator(f'main a[href="/expedientes/{code}/"]').count(), person.text()


def take_charge_and_screen(upe: Seat, code: str) -> None:
    """UPE is in charge; the screening asks for her safety first and has no field for her story."""
    upe.go(f"/expedientes/{code}/")
    assert "Nadie todavía" in upe.text()
    upe.press("Hacerse cargo")
    upe.press("Tamizaje")
    assert "La entrevista única la hace la Fiscalía" in upe.text()
    upe.press("Empezar por su seguridad")
    assert "Primero, su seguridad" in upe.text()
    upe.answer({"¿Tiene dónde dormir segura hoy?": "No"}, then="Guardar y seguir")
    upe.answer({"Se la ve con miedo": "Sí"}, then="Parar aquí")
    upe.press("Tamizaje")
    upe.press("Retomarlo")
    for _step in ("observations", "indicators"):
        upe.press("Guardar y seguir")
    assert not upe.page.locator("main textarea").count()
    upe.answer({"Captar": "Sí", "Explotación laboral": "Sí"}, then="Guardar y seguir")
    upe.press("Terminar el tamizaje")
    assert "El sistema propone, usted decide" in upe.text()


def open_protection(upe: Seat, code: str) -> None:
    """On *presumed*, waiting for nobody; the court's clock runs and says how sure its source is."""
    upe.go(f"/expedientes/{code}/")
    upe.press("Abrir protección")
    upe.answer({"¿Qué número tiene la resolución?": "RD 014-2026", "¿Qué fecha tiene?": "hoy"}, then="Abrir protección")
    text = upe.text()
    assert "En protección" in text
    assert "Enviar copias al juzgado" in text
    assert "texto de 2016, por verificar" in text
    assert "Dónde está" in text


def officer_keeps_what_he_wrote(officer: Seat, code: str) -> None:
    """Handed over: the alert is his, where she is is not."""
    officer.go(f"/expedientes/{code}/")
    text = officer.text()
    assert "Su unidad ya entregó" in text
    assert "Llegó el aviso" in text
    for gone in ("Dónde está", "Quién interviene", "Abrió la protección", "Revelar con motivo", "Quién lo abrió"):
        assert gone not in text
    assert officer.go(f"/expedientes/{code}/quien/").status in (403, 404)


def refer_to_health(upe: Seat, code: str) -> None:
    """What is needed, never what happened; a look at what the other unit will see before it is sent."""
    upe.go(f"/expedientes/{code}/")
    upe.press("Derivar")
    upe.answer({"¿Qué servicio necesita?": "Salud"}, then="Seguir")
    upe.answer({
        "¿A quién se lo pide?": "Red de salud de Cusco",
        "¿Qué necesita de salud?": "Control de salud completo. Que la atienda una mujer, sin sala de espera.",
        "¿Qué tan pronto?": "Hoy", "¿Necesita intérprete de quechua?": "Sí",
        "¿Qué opina la niña de este pedido?": "Está de acuerdo",
    }, then="Seguir y revisar")  # fmt: skip
    assert "Control de salud completo" in upe.text()
    upe.press("Enviar a Red de salud de Cusco")
    assert "se pidió a Red de salud de Cusco" in upe.text()


def answer_referral(person: Seat, code: str, step: str, question: str, words: str) -> None:
    """One turn of the conversation."""
    person.go("/derivaciones/")
    person.press(code)
    person.press(step)
    person.tell(question, words)
    button = person.page.locator("main form .btns button").first.inner_text().strip()
    person.press(button)
    assert words in person.text()


def health_answers(people: People, code: str) -> None:
    """Seen, accepted, attended, returned; every turn reaches UPE, and health never sees more than it needs."""
    upe, health = people.upe, people.health
    refer_to_health(upe, code)
    health.go("/")
    assert code in health.text()
    health.go("/derivaciones/")
    health.press(code)
    health.press("Marcar como recibida")
    answer_referral(health, code, "Aceptar", "¿Cuándo y dónde la atienden?", "Mañana a las 8:00, por la puerta lateral.")
    answer_referral(health, code, "Se atendió", "¿Qué se hizo y qué sigue?", "Control hecho. Vuelve en un mes.")
    answer_referral(health, code, "Devolver con resultado", "¿Qué debe saber quien la derivó?", "Controles al día.")
    for words in ("Condición de víctima", "Protección provisional", "Explotación", "tamizaje"):
        assert not any(words in html for path, html in health.looks if path.startswith(("/expedientes/", "/derivaciones/"))), (
            words
        )
    upe.go("/")
    assert code in upe.text()
    upe.go(f"/expedientes/{code}/#servicios")
    assert "Controles al día." in upe.text()


def centre_receives(people: People, code: str) -> str:
    """A place is asked for from the board, accepted, reserved; she arrives. Gives the number of her place."""
    upe, centre = people.upe, people.centre
    upe.go(f"/expedientes/{code}/")
    upe.press("Comparar centros")
    assert "sin número" not in upe.text()  # the address of a centre is never here
    upe.press("Pedir plaza", "CARE Cusco 1")
    upe.answer({
        "¿Qué necesita": "Ingreso protegido esta noche. Habla quechua.", "¿Qué tan pronto?": "Hoy",
        "¿Necesita intérprete de quechua?": "No",
    }, then="Seguir y revisar")  # fmt: skip
    upe.press("Enviar a CARE Cusco 1")
    centre.go("/mi-centro/")
    centre.press("Responder", code)
    centre.press("Aceptar")
    centre.answer({"¿Cuándo y dónde la atienden?": "La esperamos esta noche."}, then="Aceptar")
    centre.press("Reservar plaza")
    centre.page.locator("main fieldset label").first.click()
    bed = centre.page.locator("main fieldset label").first.inner_text().strip()
    centre.press("Reservar")
    centre.press("Llegó", code)
    assert "Ocupada" in centre.text()
    upe.go(f"/expedientes/{code}/")
    assert "CARE Cusco 1" in upe.text()
    assert "Está ahí desde" in upe.text()
    return bed


def prosecutor_identifies(prosecutor: Seat, code: str) -> None:
    """Days later the prosecutor decides; what others decided stands beside it."""
    prosecutor.go(f"/expedientes/{code}/")
    prosecutor.press("Hacerse cargo")
    prosecutor.press("Decidir condición")
    prosecutor.answer({
        "¿Qué decide su institución?": "Víctima identificada", "¿Cuándo se decidió?": "hoy",
        "¿En qué se apoya?": "Entrevista única",
    }, then="Guardar la decisión")  # fmt: skip
    assert "Víctima identificada" in prosecutor.text()
    prosecutor.press("Registrar hito penal")
    prosecutor.answer({"¿Qué paso se dio?": "Entrevista única", "¿Cuándo fue?": "hoy"}, then="Registrar")


def plan(upe: Seat, code: str) -> None:
    """The plan with her, and its first goal under way."""
    upe.go(f"/expedientes/{code}/")
    assert "Víctima identificada" in upe.text()
    upe.press("Escribir el plan")
    upe.answer({
        "¿Qué opina la niña de este plan?": "Está de acuerdo", "Área": "Educación", "¿Qué quiere lograr?": "Volver a mi colegio",
    }, then="Guardar el plan")  # fmt: skip
    upe.press("Empezar", "Educación")
    assert "Volver a mi colegio" in upe.text()
    assert "En curso" in upe.text()


def leaves_the_centre(centre: Seat, code: str) -> None:
    """She goes on; the place is free and the centre keeps only what it wrote."""
    centre.go("/mi-centro/")
    centre.press("Registrar egreso", code)
    centre.answer({"¿Por qué deja el centro?": "Pasa a reintegración"}, then="Registrar egreso")
    assert not centre.page.locator("#plazas", has_text=code).count()
    centre.go(f"/expedientes/{code}/")
    assert "Plan con ella" not in centre.text()


def way_home(upe: Seat, code: str) -> None:
    """Reintegration, and the first visit."""
    upe.go(f"/expedientes/{code}/")
    upe.press("Empezar la reintegración")
    upe.press("Empezar")
    assert "Visitas de seguimiento" in upe.text()
    upe.press("Registrar la visita", "1")
    upe.answer({"¿Cómo está?": "Está segura"}, then="Registrar visita")
    assert "La visita quedó registrada." in upe.text()


def reveals_with_a_reason(upe: Seat, code: str) -> None:
    """Her name, for one reader, for ten minutes, for a reason that stays written."""
    upe.go(f"/expedientes/{code}/")
    upe.press("Revelar con motivo")
    upe.answer({"¿Para qué necesita ver su identidad?": "Diligencia o documento legal"}, then="Ver su identidad")
    assert GIVEN in upe.text()
    assert SURNAME in upe.text()
    upe.press("Volver al expediente")
    assert GIVEN not in upe.text()


def closes(upe: Seat, code: str) -> None:
    """Closed with a reason; it can be opened again."""
    upe.press("Cerrar el expediente")
    upe.answer({"¿Por qué se cierra?": "Reintegración con seguimiento cumplido"}, then="Cerrar expediente")
    assert "Cerrado" in upe.text()
    upe.press("Reabrir el expediente")
    upe.press("No, volver")
    assert "Cerrado" in upe.text()


def outsider_sees_nothing(outsider: Seat, code: str) -> None:
    """Another region's UPE: not in a list, not by address, not by code, and no difference from a code that never was."""
    for path in ("/", "/expedientes/", "/derivaciones/", "/novedades/"):
        outsider.go(path)
        assert code not in outsider.page.content(), path
    answers = []
    for one in (code, new_code("AMP")):
        pages = []
        for path in (f"/expedientes/{one}/", f"/expedientes/{one}/cronologia/", f"/expedientes/{one}/plan/"):
            answer = outsider.go(path)
            pages.append((answer.status, plain(outsider, one)))
        outsider.go("/")
        outsider.page.get_by_label("Código", exact=True).fill(one)
        answer = outsider.press("Abrir")
        answers.append([*pages, (answer.status, plain(outsider, one))])
    for known, never in zip(*answers, strict=True):
        assert known == never
    assert [status for status, _text in answers[0]][:3] == [404, 404, 404]


def plain(seat: Seat, code: str) -> str:
    """The page without what differs each time: tokens, ids, and the code that was asked for."""
    html = seat.page.content().replace(code, "CODE")
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", html)
