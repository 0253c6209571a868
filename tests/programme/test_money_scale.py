"""200 awards and 20,000 transactions: every page of the money in at most twelve questions. (`./amparo bench programme` has the times.)"""

import pytest

from amparo.access.acting import acting_as
from amparo.programme.benches.scale import awards, mass
from amparo.programme.models import Entry
from tests.cases.pages import counted, signed_in
from tests.programme.parts.claims import claimed
from tests.programme.people import Partnership
from tests.programme.scale import house_of

pytestmark = pytest.mark.django_db

AWARDS, EACH = 200, 100
BASE = "/alianza/test-2025/dinero/"


@pytest.fixture
def full(compact: Partnership) -> Partnership:
    """Many awards, each with its transactions in three objectives, five regions and five categories."""
    house = house_of(compact)
    held = awards.granted(house, range(AWARDS), [compact.organisations[code] for code in ("ilo", "yanapanakusun")])
    mass.spent(house, held, EACH)
    with acting_as(house.us):
        assert Entry.objects.visible_to(house.us).filter(compact=compact.compact).count() == AWARDS * EACH
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
    for page in [*(BASE + page for page in pages), award]:
        with counted(12):
            assert client.get(page).status_code == 200, page
