"""Pages of the money: the flow, the journal and its file, an entry, the federal report, the forms; for whom, and with how many queries."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.core.models import ExchangeRate, Source
from amparo.programme import actions as act
from amparo.programme.models import BudgetPhase, Participation
from amparo.programme.views import money_shown
from tests.cases.pages import counted, signed_in, text
from tests.programme.money import DAY, held, post, reverse
from tests.programme.parts.claims import claimed

pytestmark = pytest.mark.django_db

BASE = "/alianza/test-2025/dinero/"
PAGES = ["", "movimientos/", "movimientos.csv", "sf425/", "tipos-de-cambio/", "cifras/"]
SPACE = "\u202f"


def plain(response):
    """The page as its words, with ordinary spaces."""
    shown = unescape(re.sub(r"<[^>]+>", " ", text(response)))
    return re.sub(r"\s+", " ", shown.replace("\u202f", " ").replace("\xa0", " "))


def story(made):
    """Some money of both sides."""
    objective = made.objectives[0].pk
    post(made, "promise", 5_000_000)
    post(made, "award", 1_000_000, objective=objective)
    post(made, "award", 500_000, award=made.other_award.pk)
    post(made, "subaward", 300_000, region="08")
    post(made, "expenditure", 120_000, objective=objective, region="08", category="travel", reference="F001-00012345")
    post(made, "disbursement", 400_000)
    post(made, "payment", 100_000)
    post(made, "pledge", 8_000_000)
    post(made, "contribution", 2_000_000, entity=made.organisations["mimp"].pk)


def rated(day=DAY, rate="3.75"):
    source = Source.objects.create(code=f"test-rate-{day}", title="Banco de prueba")
    return ExchangeRate.objects.create(on=day, base="USD", quote="PEN", rate=Decimal(rate), source=source)


def test_the_flow_of_both_sides_at_a_day(compact):
    story(compact)
    page = plain(signed_in(compact.cast, "us").get(f"{BASE}?corte=2026-03-02"))
    for shown in ("US$ 5 000 000", "US$ 1 500 000", "30 de cada 100", "US$ 300 000", "US$ 120 000", "S/ 8 000 000", "S/ 2 000 000",
                  "25 de cada 100", "1. Objetivo 1", "Cusco", "ILO", "YANAPANAKUSUN", "MIMP", "se dibuja en su propia escala", "No corresponde", "Sin desglose"):  # fmt: skip
        assert shown in page, shown
    assert "Partes de la alianza" in page
    before = plain(signed_in(compact.cast, "us").get(f"{BASE}?corte=2026-03-01"))
    assert "No se sabe" in before
    assert "5 000 000" not in before


def test_both_parties_are_drawn_on_one_scale_with_the_dated_rate(compact):
    story(compact)
    rated()
    page = signed_in(compact.cast, "us").get(f"{BASE}?corte=2026-03-10")
    heights = re.findall(r'<rect class="(us|pe)" x="0" y="0" width="\d+" height="([\d.]+)"', text(page))
    assert [who for who, _height in heights] == ["us", "pe"]
    us, host = (float(height) for _who, height in heights)
    assert host / us == pytest.approx(8_000_000 / 3.75 / 5_000_000, abs=0.01)
    assert "1 PEN = 0.26666667 USD, tipo de cambio del 2 de marzo de 2026" in plain(page)
    assert "Banco de prueba" in plain(page)
    assert "style=" not in text(page)


def test_soles_and_dollars_are_never_summed(compact):
    post(compact, "pledge", 100)
    post(compact, "promise", 70)
    rated()
    page = plain(signed_in(compact.cast, "us").get(f"{BASE}?corte=2026-03-10"))
    assert "S/ 100" in page
    assert "US$ 70" in page
    assert "170" not in page


def test_every_number_links_to_the_entries_it_sums(compact):
    story(compact)
    client = signed_in(compact.cast, "us")
    page = text(client.get(f"{BASE}?corte=2026-03-02"))
    links = re.findall(r'<a class="nw" href="([^"]+)">([^<]+)</a>', page)
    assert len(links) > 15
    for address, shown in links:
        answer = plain(client.get(unescape(address)))
        amount = unescape(shown).replace("\u202f", " ").replace("\xa0", " ")
        assert f"Suman {amount}." in answer, (address, amount)


def test_a_partner_sees_its_own_award_and_is_told_so(compact):
    story(compact)
    page = plain(signed_in(compact.cast, "partner").get(f"{BASE}?corte=2026-03-02"))
    assert "US$ 1 000 000" in page
    assert "1 500 000" not in page
    assert "no el de las demás adjudicaciones" in page
    assert "S/ 2 000 000" not in page
    sub = plain(signed_in(compact.cast, "subrecipient").get(f"{BASE}?corte=2026-03-02"))
    assert "US$ 300 000" in sub
    assert "US$ 120 000" not in sub


def test_money_of_recipients_not_told_apart_is_shown_as_that(compact):
    entry = post(compact, "award", 5_000_000, award=None)
    client = signed_in(compact.cast, "peru")
    assert "Ninguna fuente dice quién lo recibe." in plain(client.get(BASE))
    for address in (f"{BASE}movimientos/", f"{BASE}movimientos/{entry.code}/"):
        assert "De receptores que ninguna fuente separa" in plain(client.get(address))


def test_budget_phases_take_the_last_of_each_line(compact):
    peru = compact.cast.peru
    own = {
        "compact": compact.compact,
        "unit_id": peru.unit_id,
        "by": peru.user_code,
        "entity": compact.organisations["mimp"],
        "year": 2026,
    }
    with acting_as(peru):
        for line, phase, amount, day in (("1", "pia", 100, 1), ("1", "pim", 150, 1), ("1", "pim", 180, 5), ("2", "pim", None, 5)):
            BudgetPhase.objects.create(id=new_id(), line=line, phase=phase, amount=amount, on=date(2026, 3, day), **own)
    page = plain(signed_in(compact.cast, "us").get(BASE))
    assert "S/ 180 y 1 línea sin monto" in page
    assert "S/ 330" not in page


def test_the_federal_report_of_an_award(compact):
    story(compact)
    page = plain(signed_in(compact.cast, "us").get(f"{BASE}sf425/{compact.award.pk}/?corte=2026-03-02"))
    for shown in ("Número de la adjudicación (FAIN) A-1", "ILO", "10a Efectivo recibido US$ 400 000", "10c Efectivo en caja (a menos b) US$ 300 000",
                  "10d Total de fondos federales autorizados US$ 1 000 000", "10f Parte federal de las obligaciones sin liquidar US$ 300 000",
                  "10g Total de la parte federal (e más f) US$ 420 000", "10h Saldo federal sin obligar (d menos g) US$ 580 000"):  # fmt: skip
        assert shown in page, shown
    assert signed_in(compact.cast, "other_partner").get(f"{BASE}sf425/{compact.award.pk}/").status_code == 404
    assert "A-1" not in plain(signed_in(compact.cast, "other_partner").get(f"{BASE}sf425/"))


def test_the_journal_is_narrowed_and_paged(compact):
    story(compact)
    client = signed_in(compact.cast, "us")
    assert "9 movimientos" in plain(client.get(f"{BASE}movimientos/"))
    for query, count in (("clase=award", 2), (f"adjudicacion={compact.award.pk}", 5), ("adjudicacion=-", 3), ("desde=2026-03-03", 0),
                         ("hasta=2026-03-02", 9), ("region=08", 2), ("clase=nonsense", 9), ("cuenta=nonsense", 9), ("receptor=1", 0)):  # fmt: skip
        assert f" {count} movimiento" in plain(client.get(f"{BASE}movimientos/?{query}")), query


def test_the_file_is_safe_in_a_spreadsheet(compact):
    post(compact, "award", 100, words="=HYPERLINK(1)")
    bad = post(compact, "award", 7, words="+1")
    reverse(compact, bad, words="@mal")
    answer = signed_in(compact.cast, "us").get(f"{BASE}movimientos.csv")
    assert answer["Content-Type"].startswith("text/csv")
    content = text(answer)
    for cell in ("'=HYPERLINK(1)", "'+1", "'@mal", "-7.00,USD"):
        assert cell in content
    assert not re.search(r"(^|,)[=+@]", content, re.MULTILINE)
    assert [money_shown.harmless(cell) for cell in ("-2", "\t=1", "a=1", "")] == ["'-2", "'\t'=1", "a=1", ""]


def test_an_entry_shows_its_lines_its_rate_and_its_reversal(compact):
    rated()
    entry = post(compact, "award", 3750, currency="PEN")
    done = reverse(compact, entry)
    client = signed_in(compact.cast, "us")
    page = plain(client.get(f"{BASE}movimientos/{entry.code}/"))
    for shown in ("S/ 3 750", "US$ 1 000", "1 PEN = 0.26666667 USD, del 2 de marzo de 2026", "Banco de prueba", done.code, "Estaba mal.",
                  "Sin fuente", "Autorizado al receptor"):  # fmt: skip
        assert shown in page, shown
    assert entry.code in plain(client.get(f"{BASE}movimientos/{done.code}/"))
    assert "Revertir" not in page
    assert signed_in(compact.cast, "other_partner").get(f"{BASE}movimientos/{entry.code}/").status_code == 404


def test_a_government_posts_and_takes_back_with_the_forms(compact):
    post(compact, "award", 20_000)
    client = signed_in(compact.cast, "us")
    page = client.get(f"{BASE}movimientos/del-gobierno/")
    kinds = re.findall(r'<option value="(\w+)"', text(page).split('id="id_award"')[0])
    assert kinds == ["promise", "advance", "disbursement"]  # what a signature or an amendment writes is not offered twice
    sent = {
        "id": new_id(),
        "seen": 0,
        "kind": "advance",
        "award": compact.award.pk,
        "on": "2026-03-02",
        "amount": "12 500.50",
        "currency": "USD",
    }
    answer = client.post(f"{BASE}movimientos/del-gobierno/", sent)
    assert answer.status_code == 302
    assert held(compact, "receipts") == Decimal("-12500.50")
    (code,) = re.findall(r"(MOV-[^/]+)/", answer["Location"])
    assert "Revertir" in plain(client.get(answer["Location"]))
    back = client.post(f"{BASE}movimientos/{code}/retirar/", {"id": new_id(), "seen": 1, "words": "Era otra adjudicación."})
    assert back.status_code == 302
    assert held(compact, "receipts", date.today()) == 0


def test_a_recipient_posts_and_a_refusal_loses_nothing(compact):
    post(compact, "award", 100)
    client = signed_in(compact.cast, "partner")
    sent = {"id": new_id(), "seen": 0, "kind": "expenditure", "award": compact.award.pk, "on": "2026-03-02", "amount": "100.01",
            "currency": "USD", "words": "Taller en Cusco"}  # fmt: skip
    page = plain(client.post(f"{BASE}movimientos/nuevo/", sent))
    assert "quedan US$ 100 sin comprometer al 02/03/2026" in page
    assert 'value="Taller en Cusco"' in text(client.post(f"{BASE}movimientos/nuevo/", sent))
    assert client.post(f"{BASE}movimientos/nuevo/", {**sent, "amount": "100"}).status_code == 302
    assert client.post(f"{BASE}movimientos/nuevo/", {**sent, "id": new_id(), "amount": "doce"}).status_code == 200


def test_a_subrecipient_is_offered_its_own_and_posts(compact):
    post(compact, "award", 100)
    post(compact, "subaward", 60)
    client = signed_in(compact.cast, "subrecipient")
    kinds = re.findall(r'<option value="(\w+)"', text(client.get(f"{BASE}movimientos/nuevo/")).split('id="id_subaward"')[0])
    assert kinds == ["sub_expenditure", "sub_payment"]
    sent = {"id": new_id(), "seen": 0, "kind": "sub_expenditure", "subaward": compact.subaward.pk, "on": "2026-03-02", "amount": "60",
            "currency": "USD"}  # fmt: skip
    assert client.post(f"{BASE}movimientos/nuevo/", sent).status_code == 302
    assert held(compact, "expended") == 60


def test_the_host_pledges_in_soles_with_the_same_form(compact):
    client = signed_in(compact.cast, "peru")
    sent = {"id": new_id(), "seen": 0, "kind": "pledge", "on": "2026-03-02", "amount": "8,000,000", "currency": "PEN"}
    assert client.post(f"{BASE}movimientos/del-gobierno/", sent).status_code == 302
    assert held(compact, "host_pledged", base="PEN") == -8_000_000


def test_a_rate_and_a_closed_period_by_form(compact):
    client = signed_in(compact.cast, "us")
    sent = {
        "id": new_id(),
        "seen": 0,
        "on": "2026-03-02",
        "base": "USD",
        "quote": "PEN",
        "rate": "3.7512",
        "source_title": "BCRP",
    }
    assert client.post(f"{BASE}tipos-de-cambio/nuevo/", sent).status_code == 302
    close = {"id": new_id(), "seen": 0, "starts": "2026-01-01", "ends": "2026-02-28", "award": compact.award.pk}
    assert "no se vuelve a abrir" in plain(client.get(f"{BASE}periodos/cerrar/")), "said before it is closed (ADR 0016)"
    assert client.post(f"{BASE}periodos/cerrar/", close).status_code == 302
    page = plain(client.get(f"{BASE}tipos-de-cambio/"))
    for shown in ("3.7512", "BCRP", "01/01/2026 – 28/02/2026", "A-1", "Un periodo cerrado no se vuelve a abrir"):
        assert shown in page, shown


@pytest.mark.parametrize("name", ["us", "peru", "partner", "subrecipient", "evaluator", "crtp", "cmnp"])
def test_every_page_opens_for_who_takes_part(compact, name):
    story(compact)
    claimed(compact)
    client = signed_in(compact.cast, name)
    for page in PAGES:
        expected = 403 if page == "cifras/" and name == "crtp" else 200
        assert client.get(BASE + page).status_code == expected, page
    offered = "movimientos/del-gobierno/" in text(client.get(BASE)) or "movimientos/nuevo/" in text(client.get(BASE))
    assert offered == (name in ("us", "peru", "partner", "subrecipient"))


def test_who_left_learns_no_more_that_it_exists(compact):
    cast = compact.cast
    with acting_as(cast.us):
        seat = Participation.objects.visible_to(cast.us).get(compact=compact.compact, capacity="evaluator")
        act.leave_compact(id=new_id(), seen=seat.version, participation=seat.pk, by=cast.us)
    client = signed_in(cast, "evaluator")
    assert {client.get(BASE + page).status_code for page in PAGES} == {404}


@pytest.mark.parametrize("page", [*PAGES, "movimientos/?cuenta=expended&objetivo=-", "movimientos/nuevo/"])
def test_no_page_asks_more_than_twelve_questions(compact, page):
    story(compact)
    rated(DAY + timedelta(1))
    for day in (1, 2, 3):
        claimed(compact, str(day * 1000), side="host", currency="PEN")
        claimed(compact, str(day * 1000))
    for _round in range(4):
        post(compact, "expenditure", 10, objective=compact.objectives[1].pk, region="16")
    client = signed_in(compact.cast, "partner" if "nuevo" in page else "us")
    client.get(BASE + page)
    with counted(12):
        assert client.get(BASE + page).status_code == 200
