"""One year of the partnership: two governments, a partner and its sub-recipient, and a partner who sees nothing of it."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from tests.browser.crawl import Eyes
from tests.browser.partnership import ELSE, OLD, PERU, PRIME, SUB, US
from tests.browser.people import Seat
from tests.browser.product import Product
from tests.plugin import ROOT

CODE, TITLE = "peru-anual", "Alianza por la niñez, segunda etapa"
HERE = f"/alianza/{CODE}"
AWARD, SUBAWARD = "SSJTIP-26-001", "OIT-CHS-01"
TODAY = date.today()


class People(NamedTuple):
    """Who takes part. `other` is a partner of the same compact with an award of its own, or none."""

    us: Seat
    peru: Seat
    prime: Seat
    sub: Seat
    other: Seat


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
    indicator(people)
    room = dialogue(people)
    agreement(people, room)
    follow_up(people)
    for person in people:
        assert not person.faults, "\n".join(person.faults)


def day(distance: int = 0) -> str:
    """A day that many days from now, as a field of dates takes it."""
    return (TODAY + timedelta(days=distance)).isoformat()


def begins(people: People) -> None:
    """The second compact begins from the first: its sides, seats and objectives come along. Then it is signed."""
    us = people.us
    us.go(f"/alianza/{OLD}/acuerdo/")
    us.press("Empezar la alianza siguiente")
    us.tell("Código corto", CODE)
    us.tell("Título en español", TITLE)
    us.tell("Título en inglés", "Compact for children, second stage")
    us.tell("¿Cuándo empieza?", f"01/01/{TODAY.year}")
    us.tell("¿Cuándo termina?", f"31/12/{TODAY.year + 3}")
    us.press("Empezar")
    assert "Borrador" in us.text()
    us.press("Registrar la firma")
    us.tell("¿Cuándo se firmó?", f"01/01/{TODAY.year}")
    us.press("Guardar")
    assert "En vigor" in us.text()


def commitment(people: People) -> None:
    """One side proposes, the other agrees: neither changes what the other wrote."""
    us, peru = people.us, people.peru
    us.go(f"{HERE}/compromisos/")
    us.press("Proponer un compromiso")
    us.tell("¿Qué parte se compromete?", "Gobierno de la República del Perú")
    us.tell("¿De qué tipo es?", "Infraestructura")
    us.tell("¿A qué se compromete?", "Abrir dos centros de acogida especializados en Loreto")
    us.tell("¿Para cuándo?", f"diciembre {TODAY.year + 1}")
    us.tell("¿Cuántos se prometen?", "2")
    us.tell("¿Qué se cuenta?", "centros abiertos")
    us.press("Proponer")
    assert "Abrir dos centros de acogida" in us.text()
    peru.go(f"{HERE}/compromisos/")
    open_first(peru, "/compromisos/", "Abrir dos centros")
    peru.press("Acordar")
    peru.press("Acordar")
    assert "El compromiso quedó acordado." in peru.text()
    peru.press("Empezar")
    peru.press("Empezar")
    peru.press("Registrar avance")
    peru.tell("¿Cuántos hay hasta ahora?", "1")
    peru.tell("¿Qué pasó?", "El primer centro abrió en Iquitos")
    peru.press("Registrar avance")
    assert "1 de 2" in peru.text()


def award(people: People) -> None:
    """Drafted by one side, seen by nobody else until it is signed; then its recipient sees it, another partner never."""
    us, prime, other = people.us, people.prime, people.other
    us.go(f"{HERE}/socios/")
    us.press("Preparar una adjudicación")
    us.tell("¿Qué número lleva?", AWARD)
    us.tell("¿Quién la recibe?", "OIT · Organización Internacional del Trabajo")
    us.tell("¿De qué trata?", "Servicios y prevención en la Amazonía")
    us.tell("¿Cuándo empieza?", f"01/01/{TODAY.year}")
    us.tell("¿Cuándo termina?", f"31/12/{TODAY.year + 2}")
    us.tell("¿Por cuánto?", "1 200 000")
    us.tell("¿Cuánto debe poner el receptor?", "60 000")
    us.tell("¿A qué objetivos sirve?", "3")
    us.tell("¿En qué regiones?", "Cusco")
    us.tell("¿En qué regiones?", "Loreto")
    us.press("Guardar el borrador")
    assert "Borrador" in us.text()
    prime.go(f"{HERE}/socios/")
    assert AWARD not in prime.text()
    us.press("Firmar")
    us.tell("¿Qué día?", f"{TODAY.year}-01-10")
    us.press("Firmar")
    assert "1 200 000" in numbers(us)
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
    prime.tell("¿Qué número lleva?", SUBAWARD)
    prime.tell("¿Quién lo recibe?", "CHS Alternativo · Capital Humano y Social Alternativo")
    prime.tell("¿De qué trata?", "Prevención con escuelas y puertos de Loreto")
    prime.tell("¿Cuándo empieza?", f"01/02/{TODAY.year}")
    prime.tell("¿Cuándo termina?", f"31/12/{TODAY.year + 1}")
    prime.tell("¿Por cuánto?", "150 000")
    prime.tell("¿En qué regiones?", "Loreto")
    prime.press("Guardar el borrador")
    sub.go(f"{HERE}/socios/")
    assert SUBAWARD not in sub.text()
    prime.press("Firmar")
    prime.tell("¿Qué día?", f"{TODAY.year}-02-01")
    prime.press("Firmar")
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
    prime.tell("¿Qué tan riesgoso es?", "Medio")
    prime.tell("¿Por qué?", "Primer subacuerdo con esta organización; su contabilidad se revisó en enero.")
    prime.press("Guardar")
    assert "su contabilidad se revisó" in prime.text()


def money_flows(people: People) -> None:
    """Promised, advanced, passed on, spent. Too much is refused in one sentence and nothing typed is lost."""
    us, peru, prime, sub = people.us, people.peru, people.prime, people.sub
    post(us, "Promesa", "2 000 000", on=f"{TODAY.year}-01-05")
    post(us, "Anticipo", "300 000", on=f"{TODAY.year}-02-10", award=AWARD)
    post(prime, "Anticipo al subreceptor", "50 000", on=f"{TODAY.year}-02-20", subaward=SUBAWARD)
    post(sub, "Gasto del subreceptor", "900 000", on=f"{TODAY.year}-03-15", subaward=SUBAWARD, done=False)
    assert "quedan US$ 150 000" in numbers(sub), sub.text()
    assert sub.page.get_by_label("¿Cuánto?").input_value() == "900 000"
    sub.tell("¿Cuánto?", "32 500.50")
    sub.press("Registrar")
    assert "El movimiento quedó registrado." in sub.text()
    post(peru, "Promesa del país", "4 000 000", on=f"{TODAY.year}-01-05")
    peru.go(f"{HERE}/aporte/")
    peru.press("Registrar un aporte")
    peru.tell("¿Qué entidad lo entregó?", option(peru, "¿Qué entidad lo entregó?", "Ministerio de la Mujer"))
    peru.tell("¿Es dinero o especie?", "En especie")
    peru.tell("¿Qué se entregó?", "Local para el centro de Iquitos")
    peru.tell("¿Por cuánto?", "750000")
    peru.tell("¿En qué moneda?", "Soles")
    peru.tell("¿Cómo se valoró?", "Alquiler de mercado de un local igual")
    peru.tell("¿Desde qué día?", f"01/04/{TODAY.year}")
    peru.tell("¿Hasta qué día?", f"30/06/{TODAY.year}")
    peru.page.locator("main form .btns button").first.click()
    peru.go(f"{HERE}/aporte/")
    assert "750 000" in numbers(peru), peru.text()
    for person in (us, peru):
        every_number_leads_somewhere(person)


def work_plan(sub: Seat) -> None:
    """A line of the plan under the sub-award, begun, and how much of it is done."""
    sub.go(f"{HERE}/actividades/plan/")
    sub.press("Planificar una actividad")
    sub.tell("¿A qué objetivo sirve?", option(sub, "¿A qué objetivo sirve?", "2."))
    sub.tell("¿Qué producto deja?", "Escuelas que previenen la trata")
    sub.tell("¿Qué se hará?", "Talleres con docentes de puertos y colegios")
    sub.tell("¿Cuándo empieza?", f"{TODAY.year}-03-01")
    sub.tell("¿Cuándo termina?", f"{TODAY.year + 1}-06-30")
    sub.tell("¿En qué regiones?", "Loreto")
    sub.tell("¿Cuánto se quiere lograr?", "12")
    sub.tell("¿De qué?", "talleres")
    sub.tell("¿Cuánto cuesta?", "40000")
    sub.press("Agregar al plan")
    open_first(sub, "/actividades/plan/", "Talleres con docentes")
    sub.press("Empezar")
    sub.press("Anotar el avance")
    sub.tell("¿Cuánto va hecho en total?", "5")
    sub.press("Guardar")
    assert "Va hecho\n5" in sub.text()


def training(people: People) -> None:
    """A course given twice: who came to both counts once; their names are on no page that was not opened for them."""
    us, prime, sub = people.us, people.prime, people.sub
    sub.go(f"{HERE}/actividades/cursos/")
    sub.press("Registrar un curso")
    sub.tell("¿Cómo se llama el curso?", "Detección temprana en escuelas")
    sub.tell("¿Cuántas horas dura?", "8")
    sub.press("Registrar el curso")
    for first, people_came in ((-60, ("41234567", "42345678")), (-30, ("41234567", "43456789"))):
        sub.go(f"{HERE}/actividades/capacitaciones/")
        sub.press("Registrar una capacitación")
        sub.tell("¿Qué curso?", "Detección temprana en escuelas")
        sub.tell("¿Cuándo empieza?", day(first))
        sub.tell("¿Cuándo termina?", day(first + 1))
        sub.tell("¿Cuántas horas?", "8")
        sub.tell("¿En qué regiones?", "Loreto")
        sub.press("Registrar")
        sub.press("Subir la lista de asistencia")
        lines = "\n".join(
            f"{one}; Persona Inventada; Ministerio de Educación; Docencia; Mujer; Loreto; 8; 40; 85" for one in people_came
        )
        sub.tell("Pegue la lista", lines)
        sub.press("Guardar la lista")
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


def indicator(people: People) -> None:
    """Taken from the library, with a baseline and a target for every year; a value of the sub-recipient, validated by another."""
    us, peru, sub, other = people.us, people.peru, people.sub, people.other
    us.go(f"{HERE}/indicadores/")
    us.press("Tomar de la biblioteca")
    us.press("Tomar V4")
    us.tell("Línea base", "3")
    us.tell("Año de la línea base", str(TODAY.year - 1))
    us.press("Definir")
    for number, year in enumerate(range(TODAY.year, TODAY.year + 4), start=1):
        us.tell(f"Meta de {year}", str(10 * number))
    us.press("Guardar")
    page = us.page.url.removeprefix(us.url)
    sub.go(page)
    sub.press("Registrar un valor")
    sub.tell("¿De dónde es?", "Loreto")
    sub.tell("Valor", "9")
    sub.tell("¿Cómo se obtuvo?", "Conteo de las alertas que entregó la vigilancia comunitaria")
    sub.tell("Explicación, en español", "Dos puertos empezaron tarde")
    sub.press("Guardar borrador")
    assert "Borrador" in sub.text()
    peru.go(page)
    assert "Dos puertos empezaron tarde" not in peru.page.content()
    press_start(sub, "Enviar")
    peru.go(page)
    press_start(peru, "Validar")
    press_start(peru, "Publicar")
    assert "Publicado" in peru.text()
    other.go(page)
    text = " ".join(other.text().split())
    assert f"{TODAY.year}* 10 al menos 9" in text, text  # the target, and that quarters are still to come


def dialogue(people: People) -> str:
    """Both sides choose in advance; the figures are frozen; the pack holds them, in two languages. Gives the room's address."""
    us, peru, sub = people.us, people.peru, people.sub
    room = plan_dialogue(us)
    us.press("Abrir la elección")
    us.tell("¿Hasta qué día eligen las dos partes?", day(10))
    us.press("Abrir")
    us.press("Proponer para la mesa")
    us.tell("Un indicador", option(us, "Un indicador", "V4"))
    us.press("Proponer")
    peru.go(room)
    press_start(peru, "Acordar")
    peru.press("Proponer para la mesa")
    peru.tell("O una pregunta, en español", "¿Qué falta para abrir el segundo centro de Loreto?")
    peru.press("Proponer")
    us.go(room)
    press_start(us, "Acordar")
    us.press("Cerrar la elección")
    us.press("Congelar las cifras")
    us.tell("¿Hasta qué día cuentan las cifras?", day())
    us.press("Congelar")
    us.page.locator("main #paquete").locator("xpath=ancestor::section").locator("a", has_text="dato").click()
    us.page.wait_for_load_state()
    assert "V4" in us.page.content()
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
    assert sub.go(room).status in (403, 404)
    return room


def plan_dialogue(us: Seat) -> str:
    """Plans the next dialogue; gives the address of its room."""
    us.go(f"{HERE}/dialogos/")
    us.press("Planificar el siguiente")
    us.tell("¿Cuándo será?", f"diciembre {TODAY.year}")
    us.tell("¿Dónde?", "Lima")
    us.press("Planificar")
    return us.page.url.removeprefix(us.url)


def agreement(people: People, room: str) -> None:
    """What was agreed at the table has an owner and a date, and becomes a commitment."""
    us, peru = people.us, people.peru
    us.go(room)
    us.press("El diálogo se realizó")
    us.tell("¿Qué día se realizó?", day())
    us.press("Guardar")
    us.press("Anotar un acuerdo")
    us.tell("¿Qué se acordó? En español", "Nombrar al equipo del segundo centro de Loreto")
    us.tell("¿Qué parte lo cumple?", "País anfitrión")
    us.tell("¿Quién responde?", option(us, "¿Quién responde?", "Ministerio de la Mujer"))
    us.tell("¿Hasta cuándo?", f"marzo {TODAY.year + 1}")
    us.press("Guardar")
    press_start(us, "Convertir en compromiso")
    us.tell("¿Qué clase de compromiso es?", "Personal")
    us.press("Guardar")
    press_start(us, "Compromiso")
    assert "Nombrar al equipo" in us.text()
    peru.go(f"{HERE}/compromisos/")
    assert "Nombrar al equipo" in peru.text()
    us.go(room)
    us.press("Cerrar el diálogo")
    assert "El diálogo quedó cerrado." in us.text()


def follow_up(people: People) -> None:
    """The next dialogue begins with what was agreed at the last one."""
    us, peru, other = people.us, people.peru, people.other
    room = plan_dialogue(us)
    peru.go(room)
    press_start(peru, "Decir cómo va")
    peru.tell("¿Cómo va?", "En curso")
    peru.tell("En pocas palabras", "Dos de cinco personas ya trabajan")
    peru.press("Guardar")
    us.go(room)
    assert "Dos de cinco personas" in us.text()
    outsider_sees_nothing(other)


def outsider_sees_nothing(other: Seat) -> None:
    """The other partner of the same compact: no award, sub-award, transaction, plan or list of the first one, by no address."""
    for part in ("socios/", "dinero/", "dinero/movimientos/", "actividades/plan/", "actividades/capacitaciones/"):
        other.go(f"{HERE}/{part}")
        for secret in (AWARD, SUBAWARD, "Talleres con docentes", "Detección temprana", "32 500"):
            assert secret not in numbers(other), (part, secret)


def post(person: Seat, kind: str, amount: str, *, on: str, award: str = "", subaward: str = "", done: bool = True) -> None:
    """Records one movement of money on the money page."""
    person.go(f"{HERE}/dinero/")
    person.press("Registrar un movimiento")
    person.tell("¿Qué movimiento es?", kind)
    if award:
        person.tell("¿De qué adjudicación?", option(person, "¿De qué adjudicación?", award))
    if person.page.get_by_label("¿Para qué objetivo?").count() and kind.startswith(("Gasto", "Anticipo al")):
        person.tell("¿Para qué objetivo?", option(person, "¿Para qué objetivo?", "3."))
        person.tell("¿En qué región?", "Loreto")
        person.tell("¿En qué categoría?", "Viajes")
    if subaward:
        person.tell("¿De qué subacuerdo?", option(person, "¿De qué subacuerdo?", subaward))
    person.tell("¿De qué día?", on)
    person.tell("¿Cuánto?", amount)
    person.press("Registrar")
    assert ("El movimiento quedó registrado." in person.text()) == done, person.text()


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


def open_first(person: Seat, part: str, words: str) -> None:
    """Opens the page of the entry that says these words, from its list."""
    row = person.page.locator("main li, main tr", has_text=words).last
    with person.page.expect_navigation():
        row.locator(f"a[href*='{part}']").first.click()
    person._look()


def press_start(person: Seat, name: str) -> None:
    """Presses the button, or follows the link, whose name begins so; what it is about follows, for who cannot see where it stands."""
    with person.page.expect_navigation():
        room, called = person.page.locator("main"), re.compile(rf"^\s*{name}\b")
        room.get_by_role("button", name=called).or_(room.get_by_role("link", name=called)).first.click()
    person._look()


def option(person: Seat, question: str, begins: str) -> str:
    """The whole label of the choice that begins so."""
    found = person.page.locator("main").get_by_label(question).first.locator("option").all_inner_texts()
    return next(label.strip() for label in found if label.strip().startswith(begins))


def numbers(person: Seat) -> str:
    """The page's text with plain spaces inside its numbers."""
    return person.text().replace("\u00a0", " ").replace("\u202f", " ")
