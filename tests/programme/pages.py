"""How the page tests of the partnership open and send forms."""

from amparo.core.ids import new_id
from tests.cases.pages import signed_in, text


def get(made, who, address, status=200):
    """The page somebody of the cast gets."""
    page = signed_in(made.cast, who).get(address)
    assert page.status_code == status, (who, address, page.status_code)
    return text(page)


def post(made, who, address, status=302, seen=0, **data):
    """What comes back for a form that somebody sends, as text (302: gone on)."""
    page = signed_in(made.cast, who).post(address, {"id": str(new_id()), "seen": seen, **data})
    assert page.status_code == status, (who, address, page.status_code, text(page)[-3000:])
    return text(page)


def refused(made, who, address, seen=0, **data):
    """A form that comes back with what is wrong: nothing was kept, nothing that was typed is lost."""
    return post(made, who, address, 200, seen, **data)
