"""The ledger: double entry, limits, who may post, reversals, closed periods, rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.accounts import POSTINGS
from amparo.programme.models import Entry, Line
from tests.programme.money import DAY, facts_of, held, post, reverse

pytestmark = [pytest.mark.django_db, pytest.mark.system_postgres]


def refused(made, *args, field="amount", **more):
    with pytest.raises(Invalid) as problem:
        post(made, *args, **more)
    assert list(problem.value.messages) == [field]
    (sentence,) = problem.value.messages[field]
    return sentence


def test_each_posting_moves_the_same_amount_between_two_accounts(compact):
    entry = post(compact, "award", "1000.50")
    with acting_as(compact.cast.us) as us:
        lines = list(Line.objects.visible_to(us).filter(entry=entry))
    assert sorted(line.account for line in lines) == ["authorised", "awarded", "to_award", "unobligated"]
    assert sum(line.amount for line in lines) == sum(line.value for line in lines) == 0
    assert held(compact, "unobligated") == Decimal("1000.50")


def test_a_raw_unbalanced_insert_is_refused_at_commit(compact):
    us = compact.cast.us
    with acting_as(us), pytest.raises(IntegrityError, match="unbalanced entry"), transaction.atomic():
        own = {
            "compact": compact.compact,
            "award": compact.award,
            "unit_id": us.unit_id,
            "by": us.user_code,
            "reach": "award",
            "on": DAY,
        }
        entry = Entry.objects.create(
            id=new_id(), code="MOV-X", kind="award", amount=5, currency="USD", base_currency="USD", base_amount=5, **own
        )
        for account, amount in (("awarded", 5), ("to_award", -4)):
            Line.objects.create(
                id=new_id(), entry=entry, account=account, amount=amount, value=amount, base_currency="USD", **own
            )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the commit does


@pytest.mark.parametrize("table", ["programme_entry", "programme_line"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
def test_nobody_changes_an_entry(compact, table, sql):
    post(compact, "award", 10)
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with acting_as(compact.cast.us), denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


def test_a_transaction_beyond_the_award_names_what_is_left(compact):
    post(compact, "award", 1000)
    post(compact, "obligation", 400)
    assert "US$\xa0600 " in refused(compact, "expenditure", "600.01")
    assert "US$\xa0600 " in refused(compact, "subaward", 700)
    assert "US$\xa0400 " in refused(compact, "liquidation", 401)
    assert "US$\xa01\u202f000 " in refused(compact, "disbursement", 1001)
    assert "US$\xa00 " in refused(compact, "payment", 1)
    post(compact, "expenditure", 600)


def test_a_subaward_has_limits_of_its_own(compact):
    post(compact, "award", 1000)
    post(compact, "subaward", 300)
    post(compact, "disbursement", 1000)
    assert "US$\xa0300 " in refused(compact, "sub_expenditure", 301)
    assert "US$\xa0300 " in refused(compact, "sub_advance", 301)
    assert "US$\xa00 " in refused(compact, "liquidation", 1)  # what the sub-recipient will spend is not the recipient's
    post(compact, "sub_advance", 200)
    assert "US$\xa0200 " in refused(compact, "sub_payment", 201)
    post(compact, "sub_expenditure", 250)
    assert "US$\xa050 " in refused(compact, "subaward_cut", 51)
    assert held(compact, "expended", award=compact.award.pk) == 250


def test_money_that_comes_later_does_not_cover_what_was_spent_before(compact):
    post(compact, "award", 100)
    post(compact, "award", 50, DAY + timedelta(30))
    assert "US$\xa0100 " in refused(compact, "expenditure", 120, DAY + timedelta(10))
    post(compact, "expenditure", 120, DAY + timedelta(30))
    assert "US$\xa030 " in refused(compact, "expenditure", 31, DAY + timedelta(5))  # it would take what was spent since


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "NaN", "1e16"])
def test_an_amount_is_above_zero_with_two_decimals(compact, amount):
    refused(compact, "award", amount)


def test_dates_kinds_and_places_that_cannot_be(compact):
    future = timezone.localdate() + timedelta(1)
    refused(compact, "award", 5, future, field="on")
    refused(compact, "award", 5, currency="CHF", field="currency")
    refused(compact, "award", 5, region="99", field="region")
    refused(compact, "award", 5, category="gifts", field="category")
    refused(compact, "award", 5, words="la niña 12345678", field="words")
    refused(compact, "award", 5, source="nowhere", field="source")
    refused(compact, "promise", 5, award=compact.award.pk, field="award")
    refused(compact, "advance", 5, award=None, field="award", by="us")
    refused(compact, "sub_expenditure", 5, subaward=None, field="subaward")


def test_nothing_before_the_award_starts(compact):
    with acting_as(compact.cast.us):
        compact.award.starts = "2026-02"
        compact.award.save()
    post(compact, "award", 100, date(2026, 1, 15))  # signed before it starts
    assert "01/02/2026" in refused(compact, "expenditure", 5, date(2026, 1, 31), field="on")
    post(compact, "expenditure", 5, date(2026, 2, 1))


def test_who_may_post_what(compact):
    cast = compact.cast
    post(compact, "award", 1000)
    post(compact, "subaward", 100)
    wanted = {"us": "us", "host": "peru", "recipient": "partner", "sub": "subrecipient"}
    for kind, posting in POSTINGS.items():
        for name in ("us", "peru", "partner", "other_partner", "subrecipient", "evaluator", "crtp", "outsider"):
            actor = getattr(cast, name)
            if name == wanted[posting.who]:
                continue
            with acting_as(actor), pytest.raises((Denied, NotFound)):
                act.post_entry(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts_of(compact, kind, 1), by=actor)


def test_a_reversal_restores_the_balances_once(compact):
    first = post(compact, "award", 1000)
    second = post(compact, "award", 77)
    reversal = reverse(compact, second)
    assert (reversal.kind, reversal.reverses_id, reversal.on) == ("reversal", second.pk, timezone.localdate())
    today = timezone.localdate()
    assert held(compact, "unobligated", today) == 1000
    assert held(compact, "unobligated", today - timedelta(1)) == 1077  # what was known then
    for row in (second, reversal):
        with pytest.raises(Invalid):
            reverse(compact, row)
    post(compact, "expenditure", 950)
    with pytest.raises(Invalid, match="ya se usó"):
        reverse(compact, first)
    assert held(compact, "unobligated", today) == 50
    with pytest.raises(Denied):
        reverse(compact, first, by="peru")


def test_an_award_to_recipients_not_told_apart(compact):
    post(compact, "promise", 5_000_000)
    post(compact, "award", 5_000_000, award=None)
    assert held(compact, "authorised", award=None) == -5_000_000
    assert held(compact, "to_award") == 0
    assert held(compact, "authorised", by="partner") == -5_000_000  # it is public


def test_a_partner_sees_its_own_award_only(compact):
    post(compact, "award", 1000)
    post(compact, "award", 500, award=compact.other_award.pk)
    assert held(compact, "authorised") == -1500
    assert held(compact, "authorised", by="partner") == -1000
    assert held(compact, "authorised", by="other_partner") == -500
    assert held(compact, "authorised", by="subrecipient") is None
