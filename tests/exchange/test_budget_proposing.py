"""Budgets come in from a workbook: tried first, proposed whole by the programme's own act, mended, repeated, taken back."""

from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.exchange.money import runs
from amparo.exchange.money.books import Books
from amparo.programme.actions import LineFacts
from amparo.programme.actions.budget import whole_of
from amparo.programme.models import Award, BudgetLine
from tests.exchange import money
from tests.exchange.budgets import ABOUT, HEAD, applied, approve, line, of_sub, propose, read, sheet, stands
from tests.exchange.money import adds_up, book, cells_of, fresh, mend, rows_of, undo, upload
from tests.programme.money import post

pytestmark = pytest.mark.django_db

TWO = (line("Viajes", "400"), line("Personal", 600.0, objective="Objetivo 2", region="Nacional"))
STOOD = [(1, "08", "travel", Decimal(400), False), (2, "", "personnel", Decimal(600), False)]


def reasons(made, batch, who="partner"):
    return [one.reasons for one in rows_of(made, batch, who)]


def test_nothing_is_proposed_before_it_is_asked_for(made, tmp_path):
    batch = read(made, sheet(tmp_path, *TWO))
    assert (batch.state, batch.released, batch.done, batch.rows) == ("ready", 2, 0, 2) and adds_up(batch)
    assert stands(made) == []


def test_the_rows_become_the_lines_of_the_budgets_they_name(made, tmp_path):
    rows = [TWO[0], of_sub("Materiales", "70,50", region="Loreto"), TWO[1], of_sub("Travel", "29.50", objective="")]
    batch = applied(made, sheet(tmp_path, *rows, ("TOTAL", "", "", "", "", 1100)))
    assert (batch.state, batch.done, batch.aside) == ("applied", 4, 1) and adds_up(batch)
    assert stands(made) == STOOD
    sub = [(0, "08", "travel", Decimal("29.50"), False), (1, "16", "supplies", Decimal("70.50"), False)]
    assert stands(made, made.subaward) == sub


def test_what_a_budget_shares_out_is_what_the_programme_says(made):
    post(made, "subaward", 200, subaward=made.subaward.pk)
    with acting_as(made.cast.partner) as actor:
        books = Books(actor, made.compact)
        assert books.whole((made.award.pk, None)) == whole_of(actor, made.award) == 1000
        assert books.whole((made.award.pk, made.subaward.pk)) == whole_of(actor, made.subaward) == 200


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"amount": "-400"}, "line_negative"),
        ({"amount": "(400.00)"}, "line_negative"),
        ({"amount": 0}, "amount_zero"),
        ({"amount": ""}, "amount_missing"),
        ({"amount": "mucho"}, "amount_unreadable"),
        ({"amount": "1.234"}, "amount_ambiguous"),
        ({"amount": "4.0001"}, "amount_decimals"),
        ({"amount": "9" * 17}, "amount_decimals"),
        ({"currency": "S/"}, "currency_other"),
        ({"currency": "conchas"}, "currency_unknown"),
        ({"amount": "S/ 400"}, "currency_differs"),
        ({"award": "A-9"}, "award_unknown"),
        ({"award": "A-2"}, "award_unknown"),  # another partner's award is not there
        ({"award": ""}, "holder_missing"),
        ({"sub": "X-1"}, "subaward_unknown"),
        ({"objective": "9"}, "objective_unknown"),
        ({"region": "Atlántida"}, "region_unknown"),
        ({"category": "Regalos"}, "category_unknown"),
        ({"category": ""}, "category_missing"),
    ],
)  # fmt: skip
def test_a_wrong_row_waits_with_one_reason_and_its_cells_and_its_budget_waits_with_it(made, tmp_path, more, reason):
    wrong = line(**{"category": "Viajes", "amount": "400", **more})
    batch = applied(made, sheet(tmp_path, wrong, TWO[1]))
    assert (batch.quarantined, batch.released, batch.rows) == (2, 0, 2) and adds_up(batch)
    one, other = rows_of(made, batch)
    assert one.reasons == [reason]
    lost = reason in (
        "award_unknown",
        "holder_missing",
        "subaward_unknown",
    )  # nobody knows whose line it is: the rest lacks its sum
    assert other.reasons == (["sum_differs"] if lost else ["others_wait"])
    assert [text for text in cells_of(made, one) if text] == [str(text) for text in wrong if text != ""] and stands(made) == []


def test_a_closed_award_takes_no_budget(made, tmp_path):
    with acting_as(made.cast.us):
        Award.objects.filter(pk=made.award.pk).update(state="closed")
    assert reasons(made, read(made, sheet(tmp_path, line()))) == [["award_closed"]]


@pytest.mark.parametrize(("amount", "words"), [("599.99", "faltan US$\xa00.01"), ("601", "sobran US$\xa01")])
def test_lines_that_do_not_sum_wait_and_the_difference_is_named(made, tmp_path, amount, words):
    from amparo.exchange import vessel
    from amparo.exchange.money.figures import movement_of

    batch = applied(made, sheet(tmp_path, TWO[0], line("Personal", amount)))
    assert reasons(made, batch) == [["sum_differs"]] * 2 and stands(made) == []
    with acting_as(made.cast.partner):
        for one in rows_of(made, batch):
            (sentence,) = movement_of(one, vessel.batch_key(batch)).sentences()
            assert words in sentence


def test_where_nobody_knows_the_whole_it_is_not_checked_and_said(made, tmp_path):
    batch = read(made, sheet(tmp_path, of_sub(currency="")))
    (one,) = rows_of(made, batch)
    assert (one.kind, one.doubts) == ("released", ["currency_assumed", "whole_unknown"])


def test_a_line_twice_waits_and_the_same_row_again_is_a_repetition(made, tmp_path):
    batch = read(made, sheet(tmp_path, *TWO, TWO[0]))
    assert (batch.released, batch.duplicates) == (2, 1) and adds_up(batch) and rows_of(made, batch)[2].same_as == 2
    batch = read(made, sheet(tmp_path, *TWO, line("VIAJES", "5")))
    assert reasons(made, batch) == [["others_wait"], ["others_wait"], ["line_twice"]]
    third = rows_of(made, batch)[2]
    mend(made, third, cells_of(made, third), "duplicate")
    batch = fresh(made, batch)
    assert (batch.released, batch.duplicates, batch.quarantined) == (2, 1, 0) and adds_up(batch)
    assert runs.apply(made.cast.partner, batch.pk).done == 2 and stands(made) == STOOD


def test_rows_are_mended_one_by_one_until_their_budget_is_whole(made, tmp_path):
    batch = read(made, sheet(tmp_path, line("Viaje de ida", "400"), line("Personal", "500", objective="2", region="Nacional")))
    assert reasons(made, batch) == [["category_unknown"], ["others_wait"]]
    first = rows_of(made, batch)[0]
    with pytest.raises(Invalid, match="categoría"):
        mend(made, first, cells_of(made, first))
    mend(made, first, texts(line("Viajes", "400")))
    assert reasons(made, batch) == [["sum_differs"]] * 2 and fresh(made, batch).quarantined == 2
    second = rows_of(made, batch)[1]
    mend(made, second, texts(TWO[1]))
    now = fresh(made, batch)
    assert (now.released, now.quarantined) == (2, 0) and adds_up(now) and stands(made) == []
    assert runs.apply(made.cast.partner, batch.pk).done == 2 and stands(made) == STOOD
    original = rows_of(made, batch)[0]
    assert cells_of(made, original)[4] == "Viajes" and original.mended is not None and original.cells is not None


def texts(row):
    """The cells of a row as text."""
    return [str(cell) for cell in row[: len(HEAD)]]


def test_a_row_mended_after_the_rest_was_applied_is_proposed_at_once(made, tmp_path):
    batch = applied(made, sheet(tmp_path, *TWO, of_sub(region="Marte")))
    assert (batch.done, batch.quarantined) == (2, 1)
    (one,) = rows_of(made, batch, kind="quarantined")
    assert mend(made, one, texts(of_sub())).state == "done"
    assert stands(made, made.subaward) == [(1, "08", "travel", Decimal(100), False)] and fresh(made, batch).done == 3
    undo(made, batch)
    assert stands(made) == stands(made, made.subaward) == []


def test_the_same_file_again_and_the_same_lines_in_another_file_change_nothing(made, tmp_path):
    content = sheet(tmp_path, *TWO)
    batch = applied(made, content)
    approve(made)
    before = stands(made)
    again = upload(made, content, name="otro.xlsx", about=ABOUT)
    assert again.pk == batch.pk and runs.apply(made.cast.partner, again.pk).state == "applied"
    other = applied(made, sheet(tmp_path, *reversed(TWO)))
    assert (other.duplicates, other.released, other.rows) == (2, 0, 2) and adds_up(other)
    assert stands(made) == before and before[0][4]  # what was approved stays so


def test_a_row_that_turns_out_to_be_of_a_budget_that_stands_has_it_tried_again(made, tmp_path):
    applied(made, sheet(tmp_path, *TWO))
    batch = read(made, sheet(tmp_path, *TWO, line("Otros", "5", award="A-9")))
    assert (batch.duplicates, batch.quarantined) == (2, 1)
    third = rows_of(made, batch)[2]
    mend(made, third, texts(line("Otros", "5")))
    assert reasons(made, batch) == [["sum_differs"]] * 3 and adds_up(fresh(made, batch))
    first = rows_of(made, batch)[0]
    mend(made, first, texts(line("Viajes", "395")))
    assert runs.apply(made.cast.partner, batch.pk).done == 3 and len(stands(made)) == 3
    undo(made, batch)
    assert stands(made) == STOOD


def test_undo_restores_the_budget_that_stood_before_approved_as_it_was(made, tmp_path):
    propose(made, LineFacts("other", Decimal(1000)))
    approve(made)
    before = stands(made)
    batch = applied(made, sheet(tmp_path, *TWO, of_sub()))
    assert stands(made) == STOOD
    assert undo(made, batch).state == "undone"
    assert stands(made) == before == [(0, "", "other", Decimal(1000), True)] and stands(made, made.subaward) == []
    assert rows_of(made, batch)[0].cells is not None  # what came in stays to be read
    assert applied(made, sheet(tmp_path, *TWO, of_sub())).done == 3


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (lambda made: propose(made, LineFacts("other", Decimal(1000))), "El presupuesto de A-1 cambió después"),
        (lambda made: approve(made), "El presupuesto de A-1 ya se aprobó"),
    ],
)
def test_nothing_is_undone_where_a_budget_was_changed_or_approved_since(made, tmp_path, since, words):
    batch = applied(made, sheet(tmp_path, *TWO, of_sub()))
    since(made)
    before = stands(made), stands(made, made.subaward)
    with pytest.raises(Invalid, match=words):
        undo(made, batch)
    assert (stands(made), stands(made, made.subaward)) == before and fresh(made, batch).state == "applied"


def test_a_budget_that_changed_after_the_trial_waits_until_somebody_looks(made, tmp_path):
    batch = read(made, sheet(tmp_path, *TWO, of_sub()))
    propose(made, LineFacts("other", Decimal(1000)))
    batch = runs.apply(made.cast.partner, batch.pk)
    assert (batch.done, batch.quarantined) == (1, 2) and adds_up(batch)
    assert reasons(made, batch)[:2] == [["budget_changed"]] * 2 and len(stands(made)) == 1
    first = rows_of(made, batch)[0]
    mend(made, first, cells_of(made, first))
    assert stands(made) == STOOD and fresh(made, batch).done == 3
    undo(made, batch)
    assert stands(made) == [(0, "", "other", Decimal(1000), False)]


def test_nothing_of_what_was_replaced_is_lost(made, tmp_path):
    propose(made, LineFacts("other", Decimal(1000)))
    undo(made, applied(made, sheet(tmp_path, *TWO)))
    with acting_as(made.cast.us) as us:
        assert BudgetLine.objects.visible_to(us).filter(award=made.award).count() == 3


def test_each_brings_in_the_budgets_that_are_his_to_propose(made, tmp_path):
    rows = (line(), of_sub())
    for who, expected in (
        ("partner", [[], []]), ("us", [[], []]), ("peru", [["not_your_budget"]] * 2),
        ("subrecipient", [["award_unknown"], []]), ("other_partner", [["award_unknown"], ["subaward_unknown"]]),
    ):  # fmt: skip
        assert reasons(made, read(made, sheet(tmp_path, *rows), who), who) == expected, who
    for who in ("evaluator", "crtp", "outsider"):
        with pytest.raises((Denied, NotFound)):
            upload(made, sheet(tmp_path, *rows), who, about=ABOUT)
    with pytest.raises(Invalid):
        upload(made, sheet(tmp_path, *rows), about="register")


def test_a_sub_recipient_proposes_its_own(made, tmp_path):
    batch = applied(made, sheet(tmp_path, of_sub()), "subrecipient")
    assert batch.done == 1 and len(stands(made, made.subaward)) == 1


def test_headings_in_english_below_a_title_with_sums_and_notes(made, tmp_path):
    rows = (
        ("Budget of A-1", ""), ("Award number", "Budget category", "Amount USD", "Region", "Objective"),
        ("A-1", "Travel", "1,000.00", "Cusco", 1), ("Grand total", "", "1,000.00"), ("Fuente: borrador",),
    )  # fmt: skip
    batch = applied(made, book(tmp_path, rows))
    assert (batch.done, batch.rows, batch.aside) == (1, 1, 2) and adds_up(batch)
    assert stands(made) == [(1, "08", "travel", Decimal(1000), False)]


def test_a_file_without_what_a_budget_needs_says_so(made, tmp_path):
    with pytest.raises(Invalid, match="Falta una columna: Categoría"):
        money.upload(made, book(tmp_path, (("Adjudicación", "Monto"), ("A-1", 5))), about=ABOUT)
