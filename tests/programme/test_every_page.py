"""Every GET page of the partnership, with rows of every kind: at most twelve queries, and no more with twice as many rows."""

import pytest
from django.test import Client

from amparo.core import kept
from amparo.programme.benches.scale.walk import Walk, asked, pages, walk
from tests.cases.pages import signed_in
from tests.programme.people import Partnership
from tests.programme.scale import fill, house_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]

MOST = 12
SEVERAL = 7  # of each kind: every state is among them


@pytest.fixture(autouse=True)
def reference_data_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and rates are read once a minute, whatever the page: here once."""
    monkeypatch.setattr(kept, "KEEP_SECONDS", 3600)


def asks_too_much(client: Client, found: Walk) -> dict[str, object]:
    """The pages that fall, ask more than they may, or ask more once there are twice as many rows."""
    wrong: dict[str, object] = {address: "fails" for address in found.failed}
    wrong |= {name: queries for name, queries in found.asked.items() if len(queries) > MOST}
    for name, address in found.opened.items():
        again = asked(client, address)
        if len(again) > len(found.asked[name]):
            wrong[name] = sorted(set(again) - set(found.asked[name]))
    return wrong


def walked(made: Partnership, *seats: str) -> dict[str, tuple[Client, Walk]]:
    """Each opens every page that those before did not; then there are twice as many rows."""
    house, left, found = house_of(made), set(pages()), dict[str, tuple[Client, Walk]]()
    fill(house, range(SEVERAL))
    for who in seats:
        client = signed_in(made.cast, who)
        found[who] = client, walk(client, house, getattr(made.cast, who), names=left)
        left -= set(found[who][1].opened)
    fill(house, range(SEVERAL, 2 * SEVERAL))
    return found


def test_every_page_asks_twelve_queries_at_most_and_no_more_with_twice_the_rows(compact: Partnership) -> None:
    """All pages there are: what one government or the partner does not open, another does. None is passed by for want of a row."""
    found = walked(compact, "us", "peru", "partner")
    assert set(pages()) - {name for _client, one in found.values() for name in one.opened} == set()
    for client, one in found.values():
        assert asks_too_much(client, one) == {}


@pytest.mark.parametrize("who", ["partner", "subrecipient", "evaluator", "crtp"])
def test_so_it_is_for_who_sees_less(compact: Partnership, who: str) -> None:
    for client, one in walked(compact, who).values():
        assert len(one.opened) > 40 and asks_too_much(client, one) == {}
