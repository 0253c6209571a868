"""The page of an organisation: everything of it in the compact, and only as far as the reader may know."""

from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.programme.models import PartnerPeriod
from tests.programme import grants
from tests.programme.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]
HOME = "/alianza/test-2025/socios/"


def test_everything_of_an_organisation_over_its_awards_and_sub_awards(compact):
    award = grants.signed(compact)
    grants.signed(compact, "S-2", amount=Decimal(50000))
    sub = grants.sub_signed(compact, award)
    grants.point(compact, grants.finding(compact, award))
    page = get(compact, "us", f"{HOME}test-ilo/")
    assert "150\u202f000" in page and "Firmar el código." in page and "S-1" in page and "S-2" in page
    page = get(compact, "us", f"{HOME}test-chs/")
    assert "40\u202f000" in page and str(sub.pk) in page and "S-2" not in page


def test_the_page_of_a_prime_lists_what_it_gives(compact):
    sub = grants.sub_signed(compact, grants.signed(compact))
    page = get(compact, "us", f"{HOME}test-ilo/")
    assert "Subacuerdos que da" in page and str(sub.pk) in page
    assert "Subacuerdos que da" not in get(compact, "us", f"{HOME}test-chs/")


def test_a_partner_sees_its_own_and_nothing_of_another(compact):
    award = grants.signed(compact)
    sub = grants.sub_signed(compact, award)
    for who, (sees_award, sees_sub) in {
        "partner": (True, True), "other_partner": (False, False), "subrecipient": (False, True), "other_subrecipient": (False, False),
        "crtp": (True, True), "outsider_crtp": (False, False), "peru": (True, True),
    }.items():  # fmt: skip
        ilo, chs = get(compact, who, f"{HOME}test-ilo/"), get(compact, who, f"{HOME}test-chs/")
        assert (str(award.pk) in ilo, str(sub.pk) in chs) == (sees_award, sees_sub), who


def test_dollars_and_soles_are_never_added(compact):
    grants.signed(compact)
    grants.signed(compact, "S-2", currency="PEN", amount=Decimal(7000))
    page = get(compact, "us", f"{HOME}test-ilo/")
    assert "US$\xa0100\u202f000" in page and "S/\xa07\u202f000" in page and "107\u202f000" not in page


def test_who_the_prime_was_may_be_unknown(compact):
    us = compact.cast.us
    with acting_as(us):
        PartnerPeriod.objects.create(
            compact=compact.compact, organisation=compact.organisations["idl"], role="sub", unit_id=us.unit_id, by=us.user_code
        )
    page = get(compact, "us", f"{HOME}test-idl/")
    assert "No se sabe de quién" in page


def test_an_organisation_that_is_not_there_is_not_found(compact):
    get(compact, "us", f"{HOME}nadie/", 404)
    get(compact, "outsider", f"{HOME}test-ilo/", 403)
