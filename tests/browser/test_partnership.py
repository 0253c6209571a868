"""One year of the partnership: two governments, a partner and its sub-recipient, and a partner who sees nothing of it."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.browser.crawl import Eyes
from tests.browser.frozen import correction, pack_says_the_same, says_what_was_recorded
from tests.browser.partnership import ELSE, OLD, PERU, PRIME, SUB, US
from tests.browser.people import Seat
from tests.browser.product import Product
from tests.browser.reported import quarterly_report
from tests.browser.year import AWARD, CODE, HERE, SUBAWARD, TITLE, TODAY, YEAR, People, day, post
from tests.plugin import ROOT


@pytest.fixture(scope="module")
def partnership(product: Product) -> None:
    """Everybody has a seat in the database of the product."""
    command = [sys.executable, "-m", "tests.browser.partnership"]
    subprocess.run(command, env=product.environment, cwd=ROOT, check=True)


@pytest.fixture
def people(partnership: None, seat: Callable[..., Seat], eyes: Eyes) -> People:
    found = People(*(seat(name) for name in (US, PERU, PRIME, SUB, ELSE)))
    for person in found:
        person.eyes = eyes.faults
    return found


def test_one_year_of_the_partnership(people: People) -> None:
    begins(people)
    commitment(people)
    award(people)
    subaward(people)
    money_flows(people)
    work_plan(people.sub)
    training(people)
    quarterly_report(people)
    value = indicator(people)
    room = dialogue(people)
    correction(people, room, value)
    pack(people, room)
    agreement(people, room)
    follow_up(people)
    for person in people:
        assert not person.faults, "\n".join(person.faults)


def begins(people: People) -> None:
    """The second compact begins from the first: its sides, seats and objectives come along. Then it is signed."""
    us = people.us
    us.go(f"/alianza/{OLD}/acuerdo/")
    us.press("Empezar la alianza siguiente")
    us.answer({
        "Código corto": CODE, "Título en español": TITLE, "Título en inglés": "Compact for children, second stage",
        "¿Cuándo empieza?": f"01/01/{YEAR}", "¿Cuándo termina?": f"31/12/{YEAR + 3}",
    }, then="Empezar")  # fmt: skip
    assert "Borrador" in us.text()
    assert "de demostración" in us.page.locator(".crumb").first.inner_text()
    us.press("Registrar la firma")
    us.answer({"¿Cuándo se firmó?": f"01/01/{YEAR}"}, then="Guardar")
    assert "En vigor" in us.text()


def commitment(people: People) -> None:
    """One side proposes, the other agrees: neither changes what the other wrote."""
    us, peru = people.us, people.peru
    us.go(f"{HERE}/compromisos/")
    us.press("Proponer un compromiso")
    us.answer({
        "¿Qué parte se compromete?": "Gobierno de la República del Perú", "¿De qué tipo es?": "Infraestructura",
        "¿A qué se compromete?": "Abrir dos centros de acogida especializados en Loreto",
        "¿Para cuándo?": f"diciembre {YEAR + 1}", "¿Cuántos se prometen?": "2", "¿Qué se cuenta?": "centros abiertos",
    }, then="Proponer")  # fmt: skip
    assert "Abrir dos centros de acogida" in us.text()
    peru.go(f"{HERE}/compromisos/")
    peru.open_first("/compromisos/", "Abrir dos centros")
    peru.confirm("Acordar")
    assert "El compromiso quedó acordado." in peru.text()
    peru.confirm("Empezar")
    peru.press("Registrar avance")
    peru.answer({"¿Cuántos hay hasta ahora?": "1", "¿Qué pasó?": "El primer centro abrió en Iquitos"}, then="Registrar avance")
    assert "1 de 2" in peru.text()


def award(people: People) -> None:
    """Drafted by one side, seen by nobody else until it is signed; then its recipient sees it, another partner never."""
    us, prime, other = people.us, people.prime, people.other
    us.go(f"{HERE}/socios/")
    us.press("Preparar una adjudicación")
    us.answer({
        "¿Qué número lleva?": AWARD, "¿Quién la recibe?": "OIT · Organización Internacional del Trabajo",
        "¿De qué trata?": "Servicios y prevención en la Amazonía", "¿Cuándo empieza?": f"01/01/{YEAR}",
        "¿Cuándo termina?": f"31/12/{YEAR + 2}", "¿Por cuánto?": "1 200 000", "¿Cuánto debe poner el receptor?": "60 000",
        "¿A qué objetivos sirve?": "3", "¿En qué regiones?": ("Cusco", "Loreto"),
    }, then="Guardar el borrador")  # fmt: skip
    assert "Borrador" in us.text()
    prime.go(f"{HERE}/socios/")
    assert AWARD not in prime.text()
    us.press("Firmar")
    us.answer({"¿Qué día?": f"{YEAR}-01-10"}, then="Firmar")
    assert "1 200 000" in us.numbers()
    prime.go(f"{HERE}/socios/")
    assert AWARD in prime.text()
    other.go(f"{HERE}/socios/")
    assert AWARD not in other.page.content()


def subaward(people: People) -> None:
    """The recipient drafts, signs; the sub-recipient writes its budget, the recipient approves it."""
    prime, sub = people.prime, people.sub
    prime.go(f"{HERE}/socios/")
    prime.press(AWARD)
    prime.press("Preparar un subacuerdo")
    prime.answer({
        "¿Qué número lleva?": SUBAWARD, "¿Quién lo recibe?": "CHS Alternativo · Capital Humano y Social Alternativo",
        "¿De qué trata?": "Prevención con escuelas y puertos de Loreto", "¿Cuándo empieza?": f"01/02/{YEAR}",
        "¿Cuándo termina?": f"31/12/{YEAR + 1}", "¿Por cuánto?": "150 000", "¿En qué regiones?": "Loreto",
    }, then="Guardar el borrador")  # fmt: skip
    sub.go(f"{HERE}/socios/")
    assert SUBAWARD not in sub.text()
    prime.press("Firmar")
    prime.answer({"¿Qué día?": f"{YEAR}-02-01"}, then="Firmar")
    sub.go(f"{HERE}/socios/")
    sub.press(SUBAWARD)
    sub.press("Escribir el presupuesto")
    for row, (category, amount) in enumerate((("Personal", "90 000"), ("Viajes", "60 000"))):
        sub.page.locator(f"main [name=category_{row}]").select_option(label=category)
        sub.page.locator(f"main [name=region_{row}]").select_option(label="Loreto")
        sub.page.locator(f"main [name=amount_{row}]").fill(amount)
    sub.press("Proponer")
    assert "Propuesto, por aprobar" in sub.text()
    prime.page.reload()
    prime.press("Aprobar el presupuesto")
    assert "El presupuesto está aprobado." in prime.text()
    prime.press("Evaluar el riesgo")
    prime.answer({
        "¿Qué tan riesgoso es?": "Medio",
        "¿Por qué?": "Primer subacuerdo con esta organización; su contabilidad se revisó en enero.",
    }, then="Guardar")  # fmt: skip
    assert "su contabilidad se revisó" in prime.text()


def money_flows(people: People) -> None:
    """Promised, advanced, passed on, spent. Too much is refused in one sentence and nothing typed is lost."""
    us, peru, prime, sub = people.us, people.peru, people.prime, people.sub
    post(us, "Promesa", "2 000 000", on=f"{YEAR}-01-05")
    post(us, "Anticipo", "300 000", on=f"{YEAR}-02-10", award=AWARD)
    post(prime, "Anticipo al subreceptor", "50 000", on=f"{YEAR}-02-20", subaward=SUBAWARD)
    post(sub, "Gasto del subreceptor", "900 000", on=f"{YEAR}-03-15", subaward=SUBAWARD, done=False)
    assert "quedan US$ 150 000" in sub.numbers(), sub.text()
    assert sub.page.get_by_label("¿Cuánto?").input_value() == "900 000"
    sub.answer({"¿Cuánto?": "32 500.50"}, then="Registrar")
    assert "El movimiento quedó registrado." in sub.text()
    post(peru, "Promesa del país", "4 000 000", on=f"{YEAR}-01-05")
    peru.go(f"{HERE}/aporte/")
    peru.press("Registrar un aporte")
    peru.answer({
        "¿Qué entidad lo entregó?": peru.option("¿Qué entidad lo entregó?", "Ministerio de la Mujer"),
        "¿Es dinero o especie?": "En especie", "¿Qué se entregó?": "Local para el centro de Iquitos", "¿Por cuánto?": "750000",
        "¿En qué moneda?": "Soles", "¿Cómo se valoró?": "Alquiler de mercado de un local igual",
        "¿Desde qué día?": f"01/04/{YEAR}", "¿Hasta qué día?": f"30/06/{YEAR}",
    })  # fmt: skip
    peru.page.locator("main form .btns button").first.click()
    peru.go(f"{HERE}/aporte/")
    assert "750 000" in peru.numbers(), peru.text()
    for person in (us, peru, prime, sub):
        every_number_leads_somewhere(person)


def work_plan(sub: Seat) -> None:
    """A line of the plan under the sub-award, begun, and how much of it is done."""
    sub.go(f"{HERE}/actividades/plan/")
    sub.press("Planificar una actividad")
    sub.answer({
        "¿A qué objetivo sirve?": sub.option("¿A qué objetivo sirve?", "2."),
        "¿Qué producto deja?": "Escuelas que previenen la trata", "¿Qué se hará?": "Talleres con docentes de puertos y colegios",
        "¿Cuándo empieza?": f"{YEAR}-03-01", "¿Cuándo termina?": f"{YEAR + 1}-06-30", "¿En qué regiones?": "Loreto",
        "¿Cuánto se quiere lograr?": "12", "¿De qué?": "talleres", "¿Cuánto cuesta?": "40000",
    }, then="Agregar al plan")  # fmt: skip
    sub.open_first("/actividades/plan/", "Talleres con docentes")
    sub.press("Empezar")
    sub.press("Anotar el avance")
    sub.answer({"¿Cuánto va hecho en total?": "5"}, then="Guardar")
    assert "Va hecho\n5" in sub.text()


def training(people: People) -> None:
    """A course given twice: who came to both counts once; their names are on no page that was not opened for them."""
    us, prime, sub = people.us, people.prime, people.sub
    sub.go(f"{HERE}/actividades/cursos/")
    sub.press("Registrar un curso")
    sub.answer({"¿Cómo se llama el curso?": "Detección temprana en escuelas", "¿Cuántas horas dura?": "8"})
    sub.press("Registrar el curso")
    for first, people_came in ((-60, ("41234567", "42345678")), (-30, ("41234567", "43456789"))):
        sub.go(f"{HERE}/actividades/capacitaciones/")
        sub.press("Registrar una capacitación")
        sub.answer({
            "¿Qué curso?": "Detección temprana en escuelas", "¿Cuándo empieza?": day(first), "¿Cuándo termina?": day(first + 1),
            "¿Cuántas horas?": "8", "¿En qué regiones?": "Loreto",
        }, then="Registrar")  # fmt: skip
        sub.press("Subir la lista de asistencia")
        lines = "\n".join(
            f"{one}; Persona Inventada; Ministerio de Educación; Docencia; Mujer; Loreto; 8; 40; 85" for one in people_came
        )
        sub.answer({"Pegue la lista": lines}, then="Guardar la lista")
        assert "Persona Inventada" not in sub.text()
        sub.press("Se realizó")
    sub.press("Dar certificados")
    assert re.search(r"CER-[0-9A-Z]{7}-[0-9A-Z]", sub.text())
    sub.go(f"{HERE}/actividades/capacitaciones/funcionarios/")
    assert re.search(r"4\b.*asistencias|asistencias\D*4", sub.text(), re.S | re.I), sub.text()
    assert re.search(r"3\b.*funcionarios|funcionarios\D*3", sub.text(), re.S | re.I), sub.text()
    for person in (us, prime):
        person.go(f"{HERE}/actividades/capacitaciones/")
        assert "Detección temprana" in person.text()
        assert "41234567" not in person.page.content()


def indicator(people: People) -> str:
    """Taken from the library, with a baseline and targets; a value of the sub-recipient, validated by another. Gives its page."""
    us, peru, sub, other = people.us, people.peru, people.sub, people.other
    us.go(f"{HERE}/indicadores/")
    us.press("Tomar de la biblioteca")
    us.press("Tomar V4")
    us.answer({"Línea base": "3", "Año de la línea base": str(YEAR - 1)}, then="Definir")
    for number, year in enumerate(range(YEAR, YEAR + 4), start=1):
        us.tell(f"Meta de {year}", str(10 * number))
    us.press("Guardar")
    page = us.page.url.removeprefix(us.url)
    sub.go(page)
    sub.press("Registrar un valor")
    sub.answer({
        "¿De dónde es?": "Loreto", "Valor": "9",
        "¿Cómo se obtuvo?": "Conteo de las alertas que entregó la vigilancia comunitaria",
        "Explicación, en español": "Dos puertos empezaron tarde",
    }, then="Guardar borrador")  # fmt: skip
    assert "Borrador" in sub.text()
    peru.go(page)
    assert "Dos puertos empezaron tarde" not in peru.page.content()
    sub.press_start("Enviar")
    peru.go(page)
    peru.press_start("Validar")
    peru.press_start("Publicar")
    assert "Publicado" in peru.text()
    other.go(page)
    text = " ".join(other.text().split())
    assert re.search(rf"{YEAR}\*? 10 al menos 9", text), text  # the target, and that quarters are still to come
    return page


def dialogue(people: People) -> str:
    """Both sides choose in advance; the figures are frozen. Gives the room's address."""
    us, peru = people.us, people.peru
    room = plan_dialogue(us)
    us.press("Abrir la elección")
    us.answer({"¿Hasta qué día eligen las dos partes?": day(10)}, then="Abrir")
    us.press("Proponer para la mesa")
    us.answer({"Un indicador": us.option("Un indicador", "V4")}, then="Proponer")
    peru.go(room)
    peru.press_start("Acordar")
    peru.press("Proponer para la mesa")
    peru.answer({
        "O una pregunta, en español": "¿Qué falta para abrir el segundo centro de Loreto?",
        "La misma pregunta, en inglés": "What is missing to open the second centre of Loreto?",
    }, then="Proponer")  # fmt: skip
    us.go(room)
    us.press_start("Acordar")
    us.press("Cerrar la elección")
    us.press("Congelar las cifras")
    us.answer({"¿Hasta qué día cuentan las cifras?": day()}, then="Congelar")
    us.press_start(r"\d+ datos?")
    says_what_was_recorded(us, room)
    return room


def pack(people: People, room: str) -> None:
    """Word and PDF, in two languages, made by the worker. A sub-recipient has no door to the room before the day."""
    us, sub = people.us, people.sub
    us.go(room)
    us.press("Hacer el paquete")
    for _second in range(60):
        us.go(room)
        made = us.page.eval_on_selector_all("main a[href*='/paquete/']", "links => links.map(one => one.getAttribute('href'))")
        if len(made) == 4:
            break
        us.page.wait_for_timeout(1000)
    assert len(made) == 4, us.text()
    for href in made:
        file = us.page.request.get(us.url + href)
        assert file.ok
        assert file.body()[:4] in (b"%PDF", b"PK\x03\x04")
        if file.headers["content-disposition"].endswith('-es.docx"'):
            pack_says_the_same(us, room, file.body())
    assert sub.go(room).status in (403, 404)


def plan_dialogue(us: Seat) -> str:
    """Plans the next dialogue; gives the address of its room."""
    us.go(f"{HERE}/dialogos/")
    us.press("Planificar el siguiente")
    us.answer({"¿Cuándo será?": f"diciembre {TODAY.year}", "¿Dónde?": "Lima"}, then="Planificar")
    return us.page.url.removeprefix(us.url)


def agreement(people: People, room: str) -> None:
    """What was agreed at the table has an owner and a date, and becomes a commitment."""
    us, peru = people.us, people.peru
    us.go(room)
    us.press("El diálogo se realizó")
    us.answer({"¿Qué día se realizó?": day()}, then="Guardar")
    us.press("Anotar un acuerdo")
    us.answer({
        "¿Qué se acordó? En español": "Nombrar al equipo del segundo centro de Loreto",
        "Lo mismo, en inglés": "Appoint the team of the second centre of Loreto", "¿Qué parte lo cumple?": "País anfitrión",
        "¿Quién responde?": us.option("¿Quién responde?", "Ministerio de la Mujer"), "¿Hasta cuándo?": f"marzo {YEAR + 1}",
    }, then="Guardar")  # fmt: skip
    us.press_start("Convertir en compromiso")
    us.answer({"¿Qué clase de compromiso es?": "Personal"}, then="Guardar")
    us.press_start("Compromiso")
    assert "Nombrar al equipo" in us.text()
    peru.go(f"{HERE}/compromisos/")
    assert "Nombrar al equipo" in peru.text()
    minutes(us, room)


def minutes(us: Seat, room: str) -> None:
    """No dialogue is closed without its minutes in both languages."""
    us.go(room)
    us.press("Acta y declaración")
    us.answer({
        "Acta, en español": "Las dos partes miraron las cifras y acordaron un punto.",
        "Acta, en inglés": "Both sides looked at the figures and agreed on one point.",
        "Declaración conjunta, en español": "Seguimos.", "Declaración conjunta, en inglés": "We go on.",
    }, then="Guardar")  # fmt: skip
    us.press("Cerrar el diálogo")
    assert "El diálogo quedó cerrado." in us.text()


def follow_up(people: People) -> None:
    """The next dialogue begins with what was agreed at the last one."""
    us, peru, other = people.us, people.peru, people.other
    room = plan_dialogue(us)
    peru.go(room)
    peru.press_start("Decir cómo va")
    peru.answer({
        "¿Cómo va?": "En curso", "En pocas palabras": "Dos de cinco personas ya trabajan",
        "Lo mismo, en inglés": "Two of five people work already",
    }, then="Guardar")  # fmt: skip
    us.go(room)
    assert "Dos de cinco personas" in us.text()
    outsider_sees_nothing(other)


def outsider_sees_nothing(other: Seat) -> None:
    """The other partner of the same compact: no award, sub-award, transaction, plan or list of the first one, by no address."""
    for part in ("socios/", "dinero/", "dinero/movimientos/", "actividades/plan/", "actividades/capacitaciones/"):
        other.go(f"{HERE}/{part}")
        for secret in (AWARD, SUBAWARD, "Talleres con docentes", "Detección temprana", "32 500"):
            assert secret not in other.numbers(), (part, secret)


def every_number_leads_somewhere(person: Seat) -> None:
    """Each sum on the money page is a link to transactions, and they are there."""
    person.go(f"{HERE}/dinero/")
    bare = person.page.evaluate(
        "[...document.querySelectorAll('main dl.flow dd b, main table td.r')]"
        ".filter(e => /[1-9]/.test(e.textContent) && !e.querySelector('a')).map(e => e.textContent.trim())"
    )
    assert not bare, bare
    for href in person.page.eval_on_selector_all(
        "main dl.flow dd a, main table td.r a", "links => [...new Set(links.map(one => one.getAttribute('href')))]"
    ):
        assert person.go(href if href.startswith("/") else f"{HERE}/dinero/{href}").ok, href
        assert person.page.locator("main table tbody tr").count(), href
