"""The pages of awards, sub-awards and calls: what they show, to whom, in how many queries."""

import pytest

from tests.cases.pages import counted, signed_in
from tests.programme import grants

pytestmark = pytest.mark.django_db


def url(row, *more):
    kinds = {"Award": "adjudicaciones", "SubAward": "subacuerdos", "Solicitation": "convocatorias"}
    return "/alianza/" + "/".join([kinds[type(row).__name__], str(row.pk), *more]) + "/"


def test_smoke(compact):
    cast = compact.cast
    award = grants.signed(compact)
    sub = grants.sub_signed(compact, award)
    f = grants.finding(compact, award)
    grants.point(compact, f)
    grants.visit(compact, award)
    grants.do(compact, "us", "check_safeguarding", award=award.pk, subaward=None, on=grants.in_days(0), answers=grants.answers())
    for who in ("us", "peru", "partner"):
        for address in ("/alianza/test-2025/socios/", url(award), url(sub), "/alianza/test-2025/socios/test-ilo/"):
            signed_in(cast, who).get(address)  # code lists are read once a process
            with counted(11 if "socios/test" not in address else 12):
                page = signed_in(cast, who).get(address)
            assert page.status_code == 200, (who, address)
