"""The money at the same moment, and the file of it in somebody's spreadsheet."""

import csv
import io

import pytest

from amparo.access.acting import acting_as
from amparo.core.errors import AmparoError, Invalid
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import BudgetLine, Entry, Period, Report, ReportVersion
from amparo.programme.rules_money import voucher_is_plain
from amparo.programme.views.money_shown import harmless
from tests.cast import assemble
from tests.house.test_actions_beside import beside
from tests.programme import grants
from tests.programme.money import DAY, held, post
from tests.programme.people import partnership
from tests.programme.test_reports import delivered, opened


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "hola;=1+1", 'a";=HYPERLINK("http://x")', "uno\n=2", "x\r@y", "a|=cmd", "=1;=2"],
)
def test_no_cell_begins_a_formula_whatever_splits_the_line(text):
    """A spreadsheet set to semicolons or tabs splits where the file meant no new cell."""
    for sign in ';\t|,\n\r"':
        for cell in harmless(text).split(sign):
            assert not cell.startswith(("=", "+", "-", "@")), (sign, cell)
    buffer = io.StringIO()
    csv.writer(buffer).writerow([harmless(text)])
    for row in csv.reader(io.StringIO(buffer.getvalue()), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("text", ["Transporte a Cusco", "IDL-2", "a - b", "S/ 8 000"])
def test_plain_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_voucher_is_one_line():
    assert voucher_is_plain("F001-12\n") and not voucher_is_plain("F001-12")


def test_accepted_and_sent_back_at_the_same_moment_is_one_of_both(fresh_database):
    made = partnership(assemble())
    us = made.cast.us
    row = delivered(made, opened(made)["A-1", 1], made.cast.partner)

    def answer(name, **more):
        with acting_as(us):
            return getattr(act, name)(id=new_id(), seen=row.version, report=row.pk, by=us, **more)

    results = beside([lambda: answer("accept_report"), lambda: answer("return_report", remarks=(("money", "Falta marzo."),))] * 2)
    assert sum(isinstance(result, Report) for result in results) == 1
    assert sum(isinstance(result, AmparoError) for result in results) == 3
    with acting_as(us):
        (version,) = ReportVersion.objects.visible_to(us).filter(report=row)
        assert version.accepted is (Report.objects.get(pk=row.pk).state == "accepted")


def test_two_budgets_at_the_same_moment_do_not_mix(fresh_database):
    made = partnership(assemble())
    award = made.award
    lines = [(act.LineFacts("travel", amount, 1, "08"), act.LineFacts("personnel", amount, 2, "08")) for amount in (100, 200)]

    def propose(which):
        with acting_as(made.cast.partner) as by:
            return act.propose_budget(id=new_id(), seen=award.version, award=award.pk, subaward=None, lines=which, by=by)

    results = beside([lambda: propose(lines[0]), lambda: propose(lines[1])])
    assert sum(isinstance(result, AmparoError) for result in results) == 1, results
    with acting_as(made.cast.partner) as by:
        kept = list(BudgetLine.objects.visible_to(by).filter(award=award).values_list("amount", flat=True))
    assert len(kept) == 2 and len(set(kept)) == 1


def test_closing_a_period_waits_for_who_is_posting_into_it(fresh_database):
    """Whoever closes sees what was posted before; whoever posts after it is told so: there is no between."""
    made = partnership(assemble())
    post(made, "award", 1000)
    us = made.cast.us

    def close():
        with acting_as(us):
            facts = act.PeriodFacts(DAY, DAY)
            period = act.close_period(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=us)
            return period, held(made, "expended") or 0

    results = beside([lambda: post(made, "expenditure", 1)] * 6 + [close])
    closed, posted = results[-1], [one for one in results[:-1] if isinstance(one, Entry)]
    assert isinstance(closed[0], Period)
    assert held(made, "expended") in (None, len(posted)) or held(made, "expended") == len(posted)
    assert closed[1] == len(posted), "what was seen when the period was closed is what the period holds"
    with pytest.raises(Invalid):
        post(made, "expenditure", 1)


def test_a_reversal_and_a_use_of_the_same_money_do_not_both_happen(fresh_database):
    made = partnership(assemble())
    first = post(made, "award", 100)

    def back():
        with acting_as(made.cast.us) as us:
            return act.reverse_entry(id=new_id(), seen=1, entry=first.pk, words="Estaba mal.", by=us)

    results = beside([back, lambda: post(made, "expenditure", 60, day=grants.in_days(0))])
    assert sum(isinstance(result, Entry) for result in results) == 1, results
    assert held(made, "unobligated", day=grants.in_days(0)) in (0, 40)
