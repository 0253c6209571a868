"""Quarterly reports: due from the term, written by one unit alone, sent with frozen figures, sent back, accepted, merged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import Notice, Task
from amparo.programme import actions as act
from amparo.programme import rules_reports
from amparo.programme.actions.reports import Narrative
from amparo.programme.models import Remark, Report, ReportDraft, ReportVersion, Result, SnapshotFigure
from amparo.programme.queries import reports as queries
from tests.programme.figures import indicator, now, record, value

pytestmark = pytest.mark.django_db
UNTIL = date(2025, 7, 1)
WORDS = Narrative("Se capacitó a 40 policías.", "Llovió mucho.", "Sigue Loreto.")
EVERYBODY = [
    "us",
    "peru",
    "partner",
    "other_partner",
    "subrecipient",
    "other_subrecipient",
    "evaluator",
    "crtp",
    "outsider_crtp",
    "cmnp",
]


def begin(made, award=None):
    """Award and sub-awards with a term from February 2025 to 2026."""
    award = award or made.award
    with acting_as(made.cast.us):
        for row in (award, *award.subawards.all()):
            row.starts, row.ends = PartialDate(2025, 2), PartialDate(2026)
            row.save()
    return award


def opened(made, award=None, until=UNTIL):
    """The reports of an award and its sub-awards, by (number, quarter)."""
    award = begin(made, award)
    with acting_as(made.cast.us) as by:
        act.open_reports(id=new_id(), seen=award.version, award=award.pk, subaward=None, until=until, by=by)
        rows = Report.objects.visible_to(by).filter(award=award).select_related("award", "subaward")
        return {((row.subaward or row.award).number, row.quarter): row for row in rows}


def draft(made, row, by, words=WORDS):
    with acting_as(by):
        kept = ReportDraft.objects.visible_to(by).filter(report=row).first()
        return act.write_draft(id=new_id(), seen=kept.version if kept else 0, report=row.pk, words=words, by=by)


def do(made, name, row, by, **more):
    with acting_as(by):
        seen = Report.objects.get(pk=row.pk).version
        return getattr(act, name)(id=new_id(), seen=seen, report=row.pk, by=by, **more)


def delivered(made, row, by, words=WORDS):
    draft(made, row, by, words)
    return do(made, "send_report", row, by)


def tasks(unit, kind):
    return Task.objects.filter(unit_id=unit, kind=f"programme.{kind}", state="open")


@pytest.fixture
def reports(compact):
    return opened(compact)


def test_due_reports_are_made_from_the_term_each_quarter_once(compact, reports):
    assert set(reports) == {(number, quarter) for number in ("A-1", "A-1-S") for quarter in (1, 2, 3)}
    assert reports["A-1", 1].due_on == date(2025, 4, 30), "30 days after the quarter"
    again = opened(compact, until=date(2025, 12, 31))
    assert len(again) == 8
    assert again["A-1", 1].pk == reports["A-1", 1].pk


def test_what_is_due_is_a_task_of_the_writer_with_its_day(compact, reports):
    with acting_as(compact.cast.partner) as by:
        found = tasks(by.unit_id, "report_due").order_by("due_at")
        assert [task.due_at.date() >= date(2025, 4, 30) for task in found] == [True] * 3
    with acting_as(compact.cast.subrecipient) as by:
        assert tasks(by.unit_id, "report_due").count() == 3


def test_an_award_without_a_known_beginning_has_no_reports(compact):
    with acting_as(compact.cast.us) as by, pytest.raises(Invalid, match="Nadie sabe"):
        act.open_reports(id=new_id(), seen=compact.award.version, award=compact.award.pk, subaward=None, until=UNTIL, by=by)


def test_a_prime_opens_the_reports_of_its_own_sub_recipient_only(compact):
    begin(compact)
    begin(compact, compact.other_award)
    with acting_as(compact.cast.partner) as by:
        act.open_reports(id=new_id(), seen=1, award=None, subaward=compact.subaward.pk, until=UNTIL, by=by)
        assert Report.objects.count() == 3
        with pytest.raises(Denied):
            act.open_reports(id=new_id(), seen=1, award=compact.award.pk, subaward=None, until=UNTIL, by=by)
        with pytest.raises(NotFound):
            act.open_reports(id=new_id(), seen=1, award=None, subaward=compact.other_subaward.pk, until=UNTIL, by=by)
        row = Report.objects.filter(quarter=1).get()
        with pytest.raises(Denied):
            act.write_draft(id=new_id(), seen=0, report=row.pk, words=WORDS, by=by)


def who_sees(compact, table, pk):
    found = set()
    for name in EVERYBODY:
        with acting_as(getattr(compact.cast, name)), connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM programme_{table} WHERE id = %s", [pk])  # noqa: S608
            found |= {name} if cursor.fetchone() else set()
    return found


def test_no_foreign_draft_nor_report(compact, reports):
    kept = draft(compact, reports["A-1", 1], compact.cast.partner)
    assert who_sees(compact, "reportdraft", kept.pk) == {"partner"}
    of_sub = draft(compact, reports["A-1-S", 1], compact.cast.subrecipient)
    assert who_sees(compact, "reportdraft", of_sub.pk) == {"subrecipient"}, "not even the prime sees it"
    do(compact, "send_report", reports["A-1", 1], compact.cast.partner)
    do(compact, "send_report", reports["A-1-S", 1], compact.cast.subrecipient)
    parties = {"us", "peru", "evaluator"}
    with acting_as(compact.cast.us):
        prime, sub = (ReportVersion.objects.get(report=reports[number, 1]) for number in ("A-1", "A-1-S"))
        figures = [SnapshotFigure.objects.filter(snapshot=one.snapshot_id).first() for one in (prime, sub)]
    assert who_sees(compact, "reportversion", prime.pk) == parties | {"partner", "crtp", "outsider_crtp"}
    assert who_sees(compact, "reportversion", sub.pk) == parties | {"partner", "subrecipient", "crtp"}
    assert who_sees(compact, "snapshotfigure", figures[0].pk) == parties | {"partner", "crtp", "outsider_crtp"}
    assert who_sees(compact, "report", reports["A-1-S", 1].pk) == parties | {"partner", "subrecipient", "crtp"}


def test_only_the_recipient_writes_and_sends(compact, reports):
    row = reports["A-1", 1]
    for name in ("us", "peru", "evaluator"):
        with pytest.raises(Denied):
            draft(compact, row, getattr(compact.cast, name))
    for name in ("other_partner", "subrecipient"):
        with pytest.raises(NotFound):
            draft(compact, row, getattr(compact.cast, name))


def test_a_draft_saved_on_something_old_is_a_conflict(compact, reports):
    draft(compact, reports["A-1", 1], compact.cast.partner)
    with acting_as(compact.cast.partner) as by, pytest.raises(Conflict):
        act.write_draft(id=new_id(), seen=0, report=reports["A-1", 1].pk, words=WORDS, by=by)


def test_nothing_is_sent_without_words_or_before_the_quarter_ends(compact, reports):
    with pytest.raises(Invalid, match="qué se logró"):
        do(compact, "send_report", reports["A-1", 1], compact.cast.partner)
    words = {"achievements": "Algo."}
    assert rules_reports.can_be_sent(words, (2025, 1), date(2025, 3, 31))[""]
    assert not rules_reports.can_be_sent(words, (2025, 1), date(2025, 4, 1))


def test_words_about_somebody_are_sent_back(compact, reports):
    with pytest.raises(Invalid, match="documento"):
        draft(compact, reports["A-1", 1], compact.cast.partner, Narrative("Ayudamos a 12345678."))


def test_a_report_is_prepared_from_what_is_recorded_and_freezes_it(compact, reports):
    cast = compact.cast
    row = indicator(compact, "A3", kind="ratio")
    facts = value(None, 2025, 1, numerator=Decimal(2), denominator=Decimal(3), award=compact.award.pk, region="08")
    result = record(compact, row, facts, cast.partner)
    delivered(compact, reports["A-1", 1], cast.partner)
    sent = now(Result, result, cast.us)
    assert (sent.state, sent.report_id) == ("sent", reports["A-1", 1].pk), "the values of the quarter go along"
    with acting_as(cast.us):
        version = ReportVersion.objects.get(report=reports["A-1", 1])
        figures = {one.key: one for one in SnapshotFigure.objects.filter(snapshot=version.snapshot_id)}
        key = "indicator|A3|08|2025-01-01|2025-03-31"
        assert [figures[f"{key}|{part}"].value for part in ("value", "numerator", "denominator")] == [Decimal("66.6667"), 2, 3]
        assert figures["money|expended|USD|quarter"].value is None, "what is not in the books is not known"
        assert figures["activities|trainings|count"].value == 0
        assert (version.achievements, version.number, version.accepted) == (WORDS.achievements, 1, None)
    with acting_as(cast.partner) as by:
        new = value(None, 2025, 1, numerator=Decimal(3), denominator=Decimal(3), explanation_es="Se contó otra vez.")
        act.correct_result(id=new_id(), seen=sent.version, result=sent.pk, facts=new, by=by)
    with acting_as(cast.us):
        assert SnapshotFigure.objects.get(snapshot=version.snapshot_id, key=f"{key}|numerator").value == 2, "frozen"


def test_values_of_a_sub_recipient_go_along_though_it_does_not_see_the_award(compact, reports):
    cast = compact.cast
    facts = value(7, 2025, 1, subaward=compact.subaward.pk, region="08")
    result = record(compact, indicator(compact), facts, cast.subrecipient)
    delivered(compact, reports["A-1-S", 1], cast.subrecipient)
    sent = now(Result, result, cast.partner)
    assert (sent.state, sent.report_id, sent.award_id) == ("sent", reports["A-1-S", 1].pk, compact.award.pk)


def test_a_report_holds_figures_spending_narrative_and_evidence(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    record(compact, indicator(compact), value(7, 2025, 1, award=compact.award.pk), cast.partner)
    with acting_as(cast.us) as by:
        for kind, on, amount in (("promise", date(2025, 1, 2), 100), ("award", date(2025, 1, 3), 100)):
            award = compact.award.pk if kind == "award" else None
            facts = act.EntryFacts(kind=kind, on=on, amount=Decimal(amount), currency="USD", award=award)
            act.post_entry(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)
    with acting_as(cast.partner) as by:
        for on, amount in ((date(2025, 2, 10), 30), (date(2025, 5, 10), 5)):
            facts = act.EntryFacts(kind="expenditure", on=on, amount=Decimal(amount), currency="USD", award=compact.award.pk)
            act.post_entry(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)
        facts = act.EvidenceFacts(title="Lista de asistencia", url="https://example.org/lista")
        act.attach_evidence(id=new_id(), seen=row.version, about="report", about_id=row.pk, facts=facts, by=by)
    delivered(compact, row, cast.partner)
    with acting_as(cast.us) as by:
        version = queries.versions(by, row)[0]
    figures = {one.key: one for section in version.figures.values() for one in section}
    assert list(version.figures) == ["indicators", "money", "activities", "evidence"]
    assert (figures["money|expended|USD|quarter"].value, figures["money|expended|USD|total"].value) == (30, 30)
    assert [one.words_es for one in version.figures["evidence"]] == ["Lista de asistencia"]
    assert version.version.next_steps == WORDS.next_steps


def test_a_report_is_sent_back_with_remarks_and_comes_again(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    delivered(compact, row, cast.partner)
    with pytest.raises(Invalid, match="al menos en una parte"):
        do(compact, "return_report", row, cast.us, remarks=())
    remarks = (("money", "Falta el gasto de marzo."), ("achievements", "Diga en qué región."))
    do(compact, "return_report", row, cast.us, remarks=remarks)
    with acting_as(cast.partner) as by:
        assert set(Remark.objects.values_list("section", "words")) == set(remarks)
        assert tasks(by.unit_id, "report_sent_back").count() == 1
        assert Notice.objects.filter(kind="programme.report_returned", unit_id=by.unit_id).count() == 1
    delivered(compact, row, cast.partner, Narrative("En Cusco se capacitó a 40 policías."))
    do(compact, "accept_report", row, cast.us)
    with acting_as(cast.partner) as by:
        found = list(ReportVersion.objects.order_by("number").values_list("number", "accepted", "achievements"))
        assert found == [(1, False, WORDS.achievements), (2, True, "En Cusco se capacitó a 40 policías.")]
        assert not tasks(by.unit_id, "report_sent_back").exists()
        assert Notice.objects.filter(kind="programme.report_accepted", unit_id=by.unit_id).count() == 1


def test_the_prime_answers_its_sub_and_the_giving_side_answers_the_prime(compact, reports):
    cast = compact.cast
    delivered(compact, reports["A-1", 1], cast.partner)
    delivered(compact, reports["A-1-S", 1], cast.subrecipient)
    with acting_as(cast.partner) as by:
        assert tasks(by.unit_id, "report_to_read").count() == 1
    with acting_as(cast.us) as by:
        assert tasks(by.unit_id, "report_to_read").count() == 1
    for row, who in (
        (reports["A-1", 1], "partner"), (reports["A-1", 1], "peru"), (reports["A-1-S", 1], "us"),
        (reports["A-1-S", 1], "subrecipient"), (reports["A-1-S", 1], "evaluator"),
    ):  # fmt: skip
        with pytest.raises(Denied):
            do(compact, "accept_report", row, getattr(cast, who))
    assert do(compact, "accept_report", reports["A-1-S", 1], cast.partner).state == "accepted"
    assert do(compact, "accept_report", reports["A-1", 1], cast.us).state == "accepted"


def test_nothing_accepted_can_be_changed_by_an_action_or_by_raw_sql(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    delivered(compact, row, cast.partner)
    do(compact, "accept_report", row, cast.us)
    for name in ("send_report", "accept_report"):
        with pytest.raises((Invalid, Denied)):
            do(compact, name, row, cast.partner if name == "send_report" else cast.us)
    with pytest.raises(Invalid, match="ya se envió"):
        draft(compact, row, cast.partner)
    attacks = [
        "UPDATE programme_report SET state = 'due' WHERE id = %s", "DELETE FROM programme_report WHERE id = %s",
        "UPDATE programme_reportversion SET achievements = 'x' WHERE report_id = %s",
        "UPDATE programme_reportversion SET accepted = NULL WHERE report_id = %s",
        "DELETE FROM programme_reportversion WHERE report_id = %s",
        "UPDATE programme_snapshotfigure SET value = 1 WHERE snapshot_id IN (SELECT snapshot_id FROM programme_reportversion WHERE report_id = %s)",
        "DELETE FROM programme_snapshot WHERE id IN (SELECT snapshot_id FROM programme_reportversion WHERE report_id = %s)",
    ]  # fmt: skip
    for name in ("us", "partner"):
        for sql in attacks:
            with acting_as(getattr(cast, name)), pytest.raises(Exception, match="stays|denied"):  # noqa: SIM117
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, [row.pk])


def test_what_was_sent_back_cannot_be_rewritten_either(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    delivered(compact, row, cast.partner)
    do(compact, "return_report", row, cast.us, remarks=(("money", "Falta marzo."),))
    for sql in (
        "UPDATE programme_reportversion SET accepted = true WHERE report_id = %s",
        "UPDATE programme_remark SET words = 'x' WHERE version_of_id IN (SELECT id FROM programme_reportversion WHERE report_id = %s)",
    ):
        with acting_as(cast.partner), pytest.raises(Exception, match="stays|denied"):  # noqa: SIM117
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [row.pk])


def test_a_rescope_leaves_an_accepted_report_as_it_is(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    delivered(compact, row, cast.partner)
    do(compact, "accept_report", row, cast.us)
    with acting_as(cast.us):
        compact.award.refresh_from_db()
        compact.award.recipient = compact.organisations["yanapanakusun"]
        compact.award.save()
    with acting_as(cast.other_partner):
        assert Report.objects.get(pk=row.pk).state == "accepted"


def test_a_quarter_is_merged_by_the_laws_and_says_which_reports_are_missing(compact, reports):
    cast = compact.cast
    opened(compact, compact.other_award)
    ratio, people = indicator(compact, "A3", kind="ratio"), indicator(compact, "V1", kind="unique", measured_in="people")
    for who, award, over in ((cast.partner, compact.award, (1, 10)), (cast.other_partner, compact.other_award, (9, 10))):
        top, bottom = (Decimal(n) for n in over)
        record(compact, ratio, value(None, 2025, 1, numerator=top, denominator=bottom * top, award=award.pk), who)
        record(compact, people, value(100, 2025, 1, award=award.pk), who)
        with acting_as(cast.us):
            row = Report.objects.get(award=award, subaward=None, quarter=1)
        delivered(compact, row, who)
        do(compact, "accept_report", row, cast.us)
    with acting_as(cast.us) as by:
        merged = queries.merged(by, compact.compact, 2025, quarter=1)
    by_code = {one.code: one.reading for one in merged.sections["indicators"]}
    assert by_code["A3"].value == 10, "10 of 100: not the mean of 10 % and 10 %, but the sums"
    assert (by_code["V1"].low, by_code["V1"].high, by_code["V1"].value) == (100, 200, None)
    assert {line.holder.number for line in merged.missing} == {"A-1-S", "A-2-S"}
    assert {line.holder.number for line in merged.accepted} == {"A-1", "A-2"}
    with acting_as(cast.partner) as by:
        assert {line.holder.number for line in queries.merged(by, compact.compact, 2025, quarter=1).accepted} == {"A-1"}


def test_what_a_sub_reports_is_not_counted_again_under_its_prime(compact, reports):
    cast = compact.cast
    row = indicator(compact)
    record(compact, row, value(10, 2025, 1, award=compact.award.pk), cast.partner)
    record(compact, row, value(4, 2025, 1, subaward=compact.subaward.pk), cast.subrecipient)
    for number, who, reader in (("A-1", cast.partner, cast.us), ("A-1-S", cast.subrecipient, cast.partner)):
        delivered(compact, reports[number, 1], who)
        do(compact, "accept_report", reports[number, 1], reader)
    with acting_as(cast.us) as by:
        merged = queries.merged(by, compact.compact, 2025, quarter=1)
    assert [one.reading.value for one in merged.sections["indicators"]] == [10]
    assert not merged.missing


days = st.dates(date(2017, 1, 1), date(2030, 1, 1))


@given(days, st.integers(0, 2000), days)
def test_every_day_of_a_term_lies_in_one_quarter_with_one_report(starts, long, until):
    ends = starts + timedelta(days=long)
    found = rules_reports.quarters(starts, ends, until)
    assert len(set(found)) == len(found) and found == sorted(found)
    if until >= starts:
        for day in (starts, min(ends, until)):
            first, last = rules_reports.span(*rules_reports.quarter_of(day))
            assert first <= day <= last and rules_reports.quarter_of(day) in found
    assert all(rules_reports.span(*one)[0] <= until for one in found)


def test_overdue_is_only_what_somebody_must_do():
    day = date(2025, 4, 30)
    late = day + timedelta(days=1)
    assert rules_reports.is_overdue("due", day, late) and rules_reports.is_overdue("sent_back", day, late)
    assert not rules_reports.is_overdue("due", day, day)
    assert not any(rules_reports.is_overdue(state, day, late) for state in ("sent", "accepted"))
