"""A commitment, a contribution and a practice keep all they were told, and their pages show it."""

from decimal import Decimal

import pytest

from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.models import Commitment, Contribution, Evidence, Practice
from tests.cases.conftest import demo_door
from tests.programme.grants import do, now, on
from tests.programme.pages import get
from tests.programme.parts.pledge import gift
from tests.programme.parts.practices import begun, takeover
from tests.programme.promises import party

__all__ = ["demo_door"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]
KINDS = {"money": "Dinero", "staff": "Personal", "service": "Servicio", "law": "Norma", "infrastructure": "Infraestructura"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", ["us", "host"])
def test_a_commitment_of_either_side_keeps_text_party_kind_due_and_owner(compact, side, kind):
    owner = compact.organisations["mimp" if side == "host" else "jtip"]
    facts = act.CommitmentFacts(
        party(compact, side).pk, kind, "Abrir cuatro centros", "Open four centres", owner=owner.pk, due=PartialDate(2027, 12)
    )
    row = do(compact, "us", "propose_commitment", compact=compact.compact.pk, facts=facts)
    found: Commitment = now(row, "evaluator", compact)
    assert (found.text_es, found.text_en, found.kind, str(found.due)) == (
        "Abrir cuatro centros",
        "Open four centres",
        kind,
        "2027-12",
    )
    assert (found.party_id, found.owner_id, found.state) == (party(compact, side).pk, owner.pk, "proposed")
    page = get(compact, "evaluator", f"/alianza/test-2025/compromisos/{row.code}/").split("<main")[1]
    for words in ("Abrir cuatro centros", KINDS[kind], owner.short_name, "diciembre de 2027"):
        assert words in page, words


@pytest.mark.parametrize(("kind", "valuation"), [("cash", ""), ("in_kind", "Alquiler de mercado de un local igual")])
def test_a_contribution_keeps_how_it_was_valued_and_what_shows_it(compact, kind, valuation):
    row = do(
        compact, "peru", "record_contribution", compact=compact.compact.pk, facts=gift(compact, kind=kind, valuation=valuation)
    )
    facts = act.EvidenceFacts("Acta de entrega", "https://example.org/acta")
    proof = do(compact, "peru", "attach_evidence", seen=1, about="contribution", about_id=row.pk, facts=facts)
    found: Contribution = now(row, "us", compact)
    assert (found.kind, found.valuation, found.amount, found.currency) == (kind, valuation, Decimal(36000), "PEN")
    shown: Evidence = now(proof, "us", compact)
    assert (shown.about_id, shown.title, shown.url) == (row.pk, "Acta de entrega", "https://example.org/acta")
    page = get(compact, "us", "/alianza/test-2025/aporte/")
    assert valuation in page and "Acta de entrega" in page


def test_a_practice_says_who_takes_it_over_when_and_with_which_money(compact):
    row = begun(compact)
    found: Practice = now(row, "us", compact)
    mimp = compact.organisations["mimp"]
    assert (found.owner_id, str(found.takes_over_on), found.amount, found.currency) == (mimp.pk, "2027", Decimal(90000), "PEN")
    page = get(compact, "us", f"/alianza/test-2025/sostenibilidad/{row.code}/").split("<main")[1]
    for words in ("MIMP", "2027", "S/\u00a090\u202f000"):
        assert words in page, words
    facts = takeover(compact, owner=compact.organisations["peru"].pk, takes_over_on=PartialDate(2028, 1), amount=Decimal("1.50"))
    changed = on(compact, "peru", "plan_takeover", row, facts=facts)
    assert (changed.owner_id, str(changed.takes_over_on), changed.amount) == (
        compact.organisations["peru"].pk,
        "2028-01",
        Decimal("1.5"),
    )
