"""Money comes in from a file: tried first, posted by the ledger's own act, mended, repeated, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core import keyshelf
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.models import ExchangeRate
from amparo.exchange.models import Batch, Piece
from amparo.exchange.money import runs
from amparo.programme.models import Award, Entry, Line, Period
from tests.exchange.money import (
    adds_up,
    applied,
    cells_of,
    csv,
    fresh,
    mend,
    read,
    row,
    rows_of,
    undo,
    upload,
    why,
)
from tests.programme.money import held, post

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def entries(made, who="partner"):
    with acting_as(getattr(made.cast, who)) as actor:
        return list(Entry.objects.visible_to(actor).order_by("on", "amount"))


def test_nothing_is_posted_before_it_is_asked_for(made):
    before = len(entries(made))
    batch = read(made, csv(row(), row(voucher="F-2", amount="50")))
    assert (batch.state, batch.released, batch.done, batch.rows) == ("ready", 2, 0, 2) and adds_up(batch)
    assert len(entries(made)) == before


def test_rows_become_entries_of_the_ledger(made):
    batch = applied(
        made, csv(row(), row(day="2026-03-20", kind="Obligation", amount="US$ 1,200.00".replace("1,", ""), voucher="F-2"))
    )
    assert (batch.state, batch.released, batch.done) == ("applied", 2, 2) and adds_up(batch)
    first, second = [one for one in entries(made) if one.batch == batch.pk]
    assert (first.kind, first.amount, first.currency, first.on, first.reference, first.words) == (
        "expenditure", Decimal("100.50"), "USD", date(2026, 3, 15), "F-1", "Pasajes",
    )  # fmt: skip
    assert (second.kind, second.amount) == ("obligation", Decimal("200.00"))
    assert first.regions == ["08"] and first.award_id == made.award.pk
    with acting_as(made.cast.partner) as actor:
        line = Line.objects.visible_to(actor).filter(entry=first).first()
    assert line.objective_id == made.objectives[0].pk and line.category == "travel"
    assert held(made, "unobligated", TODAY) == Decimal("699.50")
    assert [one.codes for one in rows_of(made, batch)] == [[first.code], [second.code]]


def test_money_authorised_in_the_same_file_covers_what_is_spent_later_wherever_the_rows_stand(made):
    rows = csv(
        row(day="10/03/2026", kind="Pago", amount="300", voucher="P-1"),
        row(day="05/03/2026", kind="Desembolso", amount="400", voucher="D-1"),
    )
    assert read(made, rows, "us").quarantined == 1  # a payment is not the government's
    batch = applied(made, csv(row(day="05/03/2026", kind="Desembolso", amount="400", voucher="D-1")), "us")
    assert batch.done == 1
    batch = applied(
        made,
        csv(
            row(day="12/03/2026", kind="Gasto de una obligación", amount="300", voucher="L"),
            row(day="08/03/2026", kind="Obligación", amount="300", voucher="O"),
        ),
    )
    assert batch.done == 2 and held(made, "unliquidated", TODAY) == 0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"amount": "1000.01"}, "beyond_limit"),
        ({"award": "A-9"}, "award_unknown"),
        ({"award": "A-2"}, "award_unknown"),  # another partner's award is not there
        ({"award": ""}, "level_wrong"),
        ({"subaward": "A-1-S"}, "level_wrong"),
        ({"kind": "Reversión"}, "kind_reversal"),
        ({"kind": "Regalo"}, "kind_unknown"),
        ({"kind": ""}, "kind_missing"),
        ({"kind": "Adjudicación"}, "not_yours"),
        ({"kind": "Desembolso"}, "not_yours"),
        ({"amount": "-100"}, "amount_negative"),
        ({"amount": "(100.00)"}, "amount_negative"),
        ({"amount": "100.00-"}, "amount_negative"),
        ({"amount": "0"}, "amount_zero"),
        ({"amount": ""}, "amount_missing"),
        ({"amount": "cien"}, "amount_unreadable"),
        ({"amount": "1,234"}, "amount_ambiguous"),
        ({"amount": "12.3456"}, "amount_decimals"),
        ({"currency": ""}, "currency_missing"),
        ({"currency": "bitcoin"}, "currency_unknown"),
        ({"amount": "S/ 100.00"}, "currency_differs"),
        ({"currency": "S/"}, "no_rate"),
        ({"day": "31/02/2026"}, "day_unreadable"),
        ({"day": "marzo 2026"}, "day_incomplete"),
        ({"day": ""}, "day_missing"),
        ({"day": "2099-01-01"}, "day_refused"),
        ({"objective": "9"}, "objective_unknown"),
        ({"region": "Atlántida"}, "region_unknown"),
        ({"category": "Regalos"}, "category_unknown"),
        ({"voucher": "<b>"}, "voucher_wrong"),
        ({"words": "DNI 12345678"}, "words_about"),
    ],
)  # fmt: skip
def test_what_cannot_be_posted_waits_with_its_reason_and_its_cells(made, more, reason):
    batch = applied(made, csv(row(**more)))
    assert (batch.quarantined, batch.released, batch.rows) == (1, 0, 1) and adds_up(batch)
    (one,) = rows_of(made, batch)
    assert one.reasons == [reason]
    assert ";".join(cells_of(made, one)) == row(**more)
    assert len(entries(made)) == 1


def test_a_closed_period_takes_nothing(made):
    with acting_as(made.cast.us) as us:
        Period.objects.create(
            compact=made.compact, unit_id=us.unit_id, by=us.user_code, starts=date(2026, 3, 1), ends=date(2026, 3, 31)
        )
    assert why(made, csv(row())) == ["day_refused"]


def test_a_closed_award_takes_nothing(made):
    with acting_as(made.cast.us):
        Award.objects.filter(pk=made.award.pk).update(state="closed")
    assert why(made, csv(row())) == ["award_closed"]


def test_soles_are_posted_at_the_rate_of_their_day(made):
    ExchangeRate.objects.create(on=date(2026, 3, 10), base="USD", quote="PEN", rate=Decimal("4"))
    batch = applied(made, csv(row(amount="S/ 1,200.40", currency="soles")))
    entry = next(one for one in entries(made) if one.batch == batch.pk)
    assert (entry.amount, entry.currency, entry.base_amount) == (Decimal("1200.40"), "PEN", Decimal("300.10"))
    assert why(made, csv(row(amount="S/ 2,800.00", currency="PEN", voucher="F-2"))) == ["beyond_limit"]


def test_the_same_file_again_changes_nothing(made):
    content = csv(row(), row(voucher="F-2"))
    batch = applied(made, content)
    before = [one.pk for one in entries(made)]
    again = upload(made, content, name="otro.csv")
    assert again.pk == batch.pk and runs.apply(made.cast.partner, again.pk).state == "applied"
    assert [one.pk for one in entries(made)] == before


def test_rows_the_ledger_has_are_repetitions(made):
    applied(made, csv(row(), row(voucher="F-2")))
    batch = applied(made, csv(row(), row(voucher="F-2"), row(voucher="F-3")))
    assert (batch.duplicates, batch.released) == (2, 1) and adds_up(batch)


def test_a_voucher_is_posted_once_in_a_file_and_may_be_split(made):
    batch = read(made, csv(row(), row(), row(amount="7"), row(category="Personal"), row(region="Loreto")))
    one, same, other, personal, loreto = rows_of(made, batch)
    assert (one.kind, personal.kind, loreto.kind) == ("released", "released", "released")
    assert (same.kind, same.same_as) == ("duplicate", one.number)
    assert (other.kind, other.reasons) == ("quarantined", ["voucher_used"])


def test_without_a_voucher_an_equal_row_is_for_a_person_to_decide(made):
    batch = read(made, csv(row(voucher=""), row(voucher="")))
    first, second = rows_of(made, batch)
    assert first.kind == "released" and second.reasons == ["looks_same"]
    mend(made, second, cells_of(made, second))
    assert runs.apply(made.cast.partner, batch.pk).done == 2
    assert held(made, "expended", TODAY) == 201


def test_a_row_that_waits_is_mended_and_posted(made):
    batch = applied(made, csv(row(amount="5000"), row(voucher="F-2")))
    (one,) = rows_of(made, batch, kind="quarantined")
    cells = cells_of(made, one)
    with pytest.raises(Invalid, match="quedan"):
        mend(made, one, cells)
    mended = [*cells[:4], "500", *cells[5:]]
    done = mend(made, one, mended)
    assert (done.kind, done.state) == ("released", "done") and done.codes
    now = fresh(made, batch)
    assert (now.quarantined, now.done) == (0, 2) and adds_up(now)
    assert held(made, "expended", TODAY) == Decimal("600.50")


def test_a_row_released_waits_again_where_the_ledger_moved_on_meanwhile(made):
    batch = read(made, csv(row(amount="600"), row(amount="100", voucher="F-2")))
    post(made, "expenditure", 500)
    batch = runs.apply(made.cast.partner, batch.pk)
    assert (batch.done, batch.quarantined) == (1, 1) and adds_up(batch)
    (one,) = rows_of(made, batch, kind="quarantined")
    assert one.reasons == ["beyond_limit"]


def test_what_was_spent_later_is_not_spent_again_before(made):
    post(made, "expenditure", 950, date(2026, 5, 4))
    assert why(made, csv(row(day="15/03/2026", amount="100"))) == ["beyond_limit"]
    assert applied(made, csv(row(day="15/03/2026", amount="50"))).done == 1


def test_undo_restores_the_balances_and_the_ledger_keeps_both(made):
    accounts = ("unobligated", "expended", "unliquidated", "authorised")
    before = {name: held(made, name, TODAY) or 0 for name in accounts}
    batch = applied(
        made,
        csv(
            row(kind="Obligación", amount="200", voucher="O"),
            row(day="20/03/2026", kind="Gasto de una obligación", amount="150"),
            row(voucher="F-2"),
        ),
    )
    assert held(made, "unobligated", TODAY) != before["unobligated"]
    undone = undo(made, batch)
    assert undone.state == "undone" and {name: held(made, name, TODAY) or 0 for name in accounts} == before
    assert sum(one.kind == "reversal" for one in entries(made)) == 3 and len(entries(made)) == 7
    assert rows_of(made, batch)[0].codes  # what came in stays to be read
    again = applied(
        made,
        csv(
            row(kind="Obligación", amount="200", voucher="O"),
            row(day="20/03/2026", kind="Gasto de una obligación", amount="150"),
            row(voucher="F-2"),
        ),
    )
    assert again.pk != batch.pk and again.done == 3


def test_undo_is_all_or_nothing(made):
    batch = applied(made, csv(row(kind="Obligación", amount="400", voucher="O")))
    post(made, "liquidation", 100, date(2026, 4, 1))
    with pytest.raises(Invalid, match="ya se usó"):
        undo(made, batch)
    assert fresh(made, batch).state == "applied" and not [one for one in entries(made) if one.kind == "reversal"]


def test_nothing_is_undone_once_the_period_is_closed(made):
    batch = applied(made, csv(row()))
    with acting_as(made.cast.us) as us:
        Period.objects.create(
            compact=made.compact, unit_id=us.unit_id, by=us.user_code, starts=date(2026, 3, 1), ends=date(2026, 3, 31)
        )
    with pytest.raises(Invalid, match="ya está cerrado"):
        undo(made, batch)
    assert not [one for one in entries(made) if one.kind == "reversal"]


def test_what_was_reversed_by_hand_is_not_reversed_again(made):
    from tests.programme.money import reverse

    batch = applied(made, csv(row(), row(voucher="F-2")))
    first = next(one for one in entries(made) if one.batch == batch.pk)
    reverse(made, first, by="partner")
    undo(made, batch)
    assert held(made, "expended", TODAY) == 0


def test_who_may_not_import_may_not_anything(made):
    for name in ("evaluator", "crtp"):
        with pytest.raises(Denied):
            upload(made, csv(row()), name)
    ((reason,),) = (one.reasons for one in rows_of(made, read(made, csv(row()), "subrecipient"), "subrecipient"))
    assert reason == "award_unknown"  # a sub-recipient brings in its own only
    with pytest.raises((Denied, NotFound)):
        upload(made, csv(row()), "outsider")
    batch = read(made, csv(row()))
    for name in ("us", "other_partner"):
        with acting_as(getattr(made.cast, name)) as actor:
            assert not Batch.objects.visible_to(actor).filter(pk=batch.pk).exists()


def test_the_cells_are_sealed_and_a_discarded_file_cannot_be_read(made):
    from amparo.exchange import actions

    batch = read(made, csv(row()))
    partner = made.cast.partner
    with acting_as(partner):
        assert Piece.objects.filter(batch=batch).exists()
        actions.discard_batch(id=batch.key_id, seen=batch.version, batch=batch.pk, by=partner)
    assert keyshelf.unwrap([batch.key_id]) == {}
    assert all(one.cells is None for one in rows_of(made, batch))


def test_each_posting_and_the_batch_leave_their_lines(made):
    batch = applied(made, csv(row(), row(voucher="F-2")))
    codes = [code for one in rows_of(made, batch) for code in one.codes]
    assert AuditLine.objects.filter(subject__in=codes).count() == 2
    (line,) = AuditLine.objects.filter(subject=batch.code, detail__startswith="step=apply;")
    assert line.verb == "import_money"


def test_each_side_brings_in_its_own(made):
    us = applied(made, csv(
        row(day="03/05/2026", kind="Disbursement", amount="1,000.00", voucher="W-1"),
        row(day="03/25/2026", kind="Award", amount="500.00", voucher="W-2"),
    ), "us")  # fmt: skip
    assert (us.done, us.quarantined) == (2, 0)
    assert held(made, "cash", date(2026, 3, 5)) == 1000  # month first, as the other date tells
    head = "Fecha;Movimiento;Adjudicación;Monto;Moneda"
    host = csv(
        "15/03/2026;Promesa del país;;8.000.000,00;S/",
        "16/03/2026;Aporte del país;;S/ 1.234,50;",
        "16/03/2026;Desembolso;A-1;1,50;US$",
        head=head,
    )
    peru = applied(made, host, "peru")
    assert (peru.done, peru.quarantined) == (2, 1)
    assert held(made, "host_given", TODAY, base="PEN", by="peru") == Decimal("1234.50")


def test_the_award_of_a_sub_award_need_not_be_said(made):
    kind, sub = "Subadjudicación", {"subaward": "a-1-s"}
    batch = applied(
        made, csv(row(kind=kind, amount="200", voucher="S-1", **sub), row(kind=kind, amount="20", voucher="S-2", award="", **sub))
    )
    assert batch.done == 2 and held(made, "sub_authorised", TODAY) == -220
    again = read(made, csv(row(kind=kind, amount="20", voucher="S-2", **sub)))
    assert (again.duplicates, again.rows) == (1, 1)
