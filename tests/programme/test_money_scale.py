"""200 awards and 4,000 transactions (20,000 when EACH is 100): every page of the money in at most twelve questions and a moment."""

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme.models import Award, Entry, Line
from tests.cases.pages import counted, signed_in
from tests.programme.parts.claims import claimed

pytestmark = pytest.mark.django_db

AWARDS, EACH = 200, 20
FIRST = date(2025, 1, 1)
BASE = "/alianza/test-2025/dinero/"


@pytest.fixture
def full(compact):
    """Many awards, each with its transactions in three objectives and two regions."""
    us = compact.cast.us
    own = {"compact": compact.compact, "unit_id": us.unit_id, "by": us.user_code, "reach": "award"}
    recipients = [compact.organisations[code] for code in ("ilo", "yanapanakusun")]
    with acting_as(us):
        awards = [
            Award(id=new_id(), number=f"B-{number}", recipient=recipients[number % 2], title_es="x", state="active", **own)
            for number in range(AWARDS)
        ]
        Award.objects.bulk_create(awards)
        entries, lines = [], []
        for award in awards:
            for number in range(EACH):
                kind, accounts = (
                    ("award", ("unobligated", "authorised")) if number == 0 else ("expenditure", ("expended", "unobligated"))
                )
                amount = Decimal(100_000 if number == 0 else 10)
                of = {**own, "award": award, "on": FIRST + timedelta(number), "regions": ["08"] if number % 2 else ["16"]}
                entry = Entry(
                    id=new_id(), code=f"M{len(entries)}", kind=kind, amount=amount, currency="USD", base_currency="USD",
                    base_amount=amount, **of,
                )  # fmt: skip
                entries.append(entry)
                lines += [
                    Line(id=new_id(), entry=entry, account=account, amount=amount * sign, value=amount * sign, base_currency="USD",
                         objective=compact.objectives[number % 3], **of)
                    for account, sign in zip(accounts, (1, -1), strict=True)
                ]  # fmt: skip
        Entry.objects.bulk_create(entries, batch_size=5000)
        Line.objects.bulk_create(lines, batch_size=5000)
    return compact


def test_every_page_stays_small(full):
    for year in (2019, 2020):
        claimed(full, str(year))
    client = signed_in(full.cast, "us")
    award = f"{BASE}sf425/{full.award.pk}/"
    pages = [
        "",
        "movimientos/",
        "movimientos/?cuenta=expended&pagina=9",
        "sf425/",
        "tipos-de-cambio/",
        "cifras/",
        "movimientos.csv",
    ]
    client.get(BASE)
    spent = {}
    for page in [*(BASE + page for page in pages), award]:
        begun = time.perf_counter()
        with counted(12):
            assert client.get(page).status_code == 200
        spent[page] = time.perf_counter() - begun
    assert max(spent.values()) < 6, spent
