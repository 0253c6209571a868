"""The quarterly report of the year: written, sent, sent back with remarks, mended, accepted; then nothing changes it any more."""

from uuid import uuid4

from tests.browser.people import Seat
from tests.browser.year import AWARD, HERE, SUBAWARD, YEAR, People, post

SPENT, LEFT_OUT, AFTER = "32 500.50", "1 200", "300"
MENDED = "33 700.50"  # what was spent, with what had been left out
TOTAL = "34 000.50"  # and with what was recorded after the report
ACHIEVED = "Se visitaron ocho colegios de puertos"
REMARK = "Falta el gasto de la visita de marzo"
VERSIONS = 9  # more than a report has


def quarterly_report(people: People) -> None:
    """A sub-recipient reports to its prime recipient."""
    us, prime, sub, other = people.us, people.prime, people.sub, people.other
    us.go(f"{HERE}/informes/")
    us.press("Abrir informes")
    until = {"¿De qué acuerdo?": us.option("¿De qué acuerdo?", AWARD), "¿Hasta qué día?": f"{YEAR}-03-31"}
    us.answer(until, then="Abrir")
    assert us.page.locator("main table tbody tr").count() == 2  # of the award, and of its sub-award
    sub.go(f"{HERE}/informes/")
    sub.press("CHS Alternativo", f"T1 {YEAR}")
    page = sub.page.url.removeprefix(sub.url)
    written(sub, page, ACHIEVED)
    assert SPENT in sub.numbers(), sub.numbers()
    prime.go(page)
    assert ACHIEVED not in prime.page.content()  # a draft is its writer's own
    sub.press("Enviar el informe")
    sent_back(prime, page)
    post(sub, "Gasto del subreceptor", LEFT_OUT, on=f"{YEAR}-03-20", subaward=SUBAWARD)
    sub.go(page)
    assert REMARK in sub.text()
    written(sub, page, f"{ACHIEVED} y una radio")
    sub.press("Enviar el informe")
    assert figures_of(sub, 2) != figures_of(sub, 1)
    prime.go(page)
    prime.press("Aceptar")
    assert "El informe quedó aceptado. Ya no cambia." in prime.text()
    assert other.go(page).status == 404
    accepted_stays(people, page)


def written(sub: Seat, page: str, achieved: str) -> None:
    """What the writer has to say; the figures come from what is recorded."""
    sub.go(page)
    sub.press("Escribir")
    said = {"Qué se logró": achieved, "Qué costó y qué se hizo": "Llovió en febrero", "Qué sigue": "Dos puertos más"}
    sub.answer(said, then="Guardar borrador")
    assert achieved in sub.text()


def sent_back(prime: Seat, page: str) -> None:
    """The prime recipient says what to change, part by part."""
    prime.go(page)
    assert ACHIEVED in prime.text()
    prime.press("Devolver con observaciones")
    prime.answer({"Dinero": REMARK}, then="Devolver")
    assert REMARK in prime.text()
    assert "Devuelta el" in prime.text()


def figures_of(person: Seat, version: int) -> str:
    """What a version says, with its figures."""
    return person.page.locator(f"main #v{version}").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


def accepted_stays(people: People, page: str) -> None:
    """Spending recorded later, opening the quarter again and sending it again leave an accepted report as it was."""
    us, prime, sub = people.us, people.prime, people.sub
    prime.go(page)
    accepted = [figures_of(prime, number) for number in (1, 2)]
    assert SPENT in accepted[0]
    assert MENDED not in accepted[0]
    assert MENDED in accepted[1]
    post(sub, "Gasto del subreceptor", AFTER, on=f"{YEAR}-03-25", subaward=SUBAWARD)
    us.go(f"{HERE}/informes/abrir/")
    until = {"¿De qué acuerdo?": us.option("¿De qué acuerdo?", AWARD), "¿Hasta qué día?": f"{YEAR}-03-31"}
    us.answer(until, then="Abrir")
    sub.go(page)
    assert not sub.page.get_by_role("link", name="Escribir").count()
    assert not sub.page.get_by_role("button", name="Enviar el informe").count()
    send_again(sub, page)
    assert sub.go(f"{page}escribir/").status in (403, 404)
    prime.go(page)
    assert [figures_of(prime, number) for number in (1, 2)] == accepted
    assert not prime.page.locator("main #v3").count()
    us.go(f"{HERE}/informes/{YEAR}/1/")
    assert MENDED in us.numbers()


def send_again(sub: Seat, page: str) -> None:
    """Sends the report without a button for it, whatever version of it is named: refused each time."""
    token = sub.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    for seen in range(1, VERSIONS):
        form = {"csrfmiddlewaretoken": token, "id": str(uuid4()), "seen": str(seen)}
        answer = sub.page.request.post(f"{sub.url}{page}enviar/", form=form, headers={"Referer": sub.url + page})
        assert "El informe se envió" not in answer.text()
