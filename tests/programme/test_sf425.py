"""The federal report of one award, line by line, against figures worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.programme.queries.ledger import sf425
from tests.programme.money import DAY, post, reverse

pytestmark = pytest.mark.django_db


def report(made, on=DAY, award=None):
    us = made.cast.us
    with acting_as(us):
        return sf425(us, award or made.award, on)


def test_lines_10a_to_10o_by_hand(compact):
    for kind, amount in (
        ("award", 1000), ("share_due", 200), ("obligation", 300), ("release", 50), ("liquidation", 100), ("expenditure", 120),
        ("subaward", 200), ("disbursement", 500), ("advance", 100), ("payment", 90), ("sub_advance", 80), ("refund", 30),
        ("sub_expenditure", 60), ("sub_payment", 40), ("subaward_cut", 20), ("cost_share", 70), ("income", 40),
        ("income_deducted", 15), ("income_added", 5), ("deobligation", 100),
    ):  # fmt: skip
        post(compact, kind, amount)
    # d = 1000 - 100; e = 100 + 120 + 60; f = 300 - 50 - 100 + 200 - 60 - 20; a = 500 + 100 - 30; b = 90 + 80
    wanted = {"a": 570, "b": 170, "c": 400, "d": 900, "e": 280, "f": 270, "g": 550, "h": 350, "i": 200, "j": 70, "k": 130, "l": 40,
              "m": 15, "n": 5, "o": 20}  # fmt: skip
    assert report(compact).lines == wanted
    assert report(compact).wrong == ()
    assert set(report(compact, DAY - timedelta(1)).lines.values()) == {0}
    assert set(report(compact, award=compact.other_award).lines.values()) == {0}


def test_broken_arithmetic_is_named(compact):
    broken = report(compact)
    broken.lines["c"] = Decimal(1)
    broken.lines["o"] = Decimal(1)
    assert broken.wrong == ("c", "o")


def test_a_reversal_takes_its_lines_out_of_the_report(compact):
    post(compact, "award", 1000)
    entry = post(compact, "expenditure", 120)
    done = reverse(compact, entry, by="partner")
    assert report(compact).lines["e"] == 120
    assert report(compact, done.on).lines["e"] == 0
