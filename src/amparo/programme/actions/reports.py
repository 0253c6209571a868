"""Quarterly reports: opened for a term, written, sent, sent back with remarks, accepted. What was accepted stays as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.acting import acting_as
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, conflict, expect_new, take
from amparo.desk import effects
from amparo.desk.effects import NewTask
from amparo.desk.subjects import Subject
from amparo.desk.terms import rules_on
from amparo.programme import relations, rules, rules_reports, states
from amparo.programme.actions.results import send_along
from amparo.programme.figures.base import Frozen
from amparo.programme.models import (
    Award,
    Party,
    Reach,
    Remark,
    Report,
    ReportDraft,
    ReportVersion,
    Snapshot,
    SnapshotFigure,
    SubAward,
)
from amparo.programme.queries.report_figures import prepared

GROUP = "reports"
DUE, BACK, TO_READ = "programme.report_due", "programme.report_sent_back", "programme.report_to_read"
_WITH = ("compact", "award__recipient", "subaward__recipient")
_UNBOUND = ("draft", "cancelled")  # nobody reports on what was never signed, nor learns of it by being asked


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a report."""

    achievements: str = ""
    difficulties: str = ""
    next_steps: str = ""

    def by_name(self) -> dict[str, str]:
        """The three fields by name."""
        return {name: getattr(self, name) for name in rules_reports.NARRATIVE}


@action
def open_reports(*, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, until: date, by: Actor) -> Award | SubAward:
    """Makes the due reports of an award and of its sub-awards (or of one sub-award), a row a quarter that began by `until`.

    Quarters that have their report keep it. Raises `Invalid` where nobody knows when the term begins.
    """
    row: Award | SubAward = (
        take(SubAward.objects.visible_to(by).select_related("recipient", "compact", "award__recipient"), subaward, seen)
        if subaward
        else take(Award.objects.visible_to(by).select_related("recipient", "compact"), award, seen)
    )
    _may_ask(by, row)
    if row.state in _UNBOUND:
        raise Invalid(_("Ese acuerdo todavía no se firma, o se dejó. Solo lo firmado se informa."))
    if row.starts is None:
        raise Invalid(_("Nadie sabe cuándo empieza ese acuerdo. Registre primero su plazo."))
    rule = rules_on([rules_reports.DUE], timezone.localdate())[rules_reports.DUE]
    signed = SubAward.objects.visible_to(by).exclude(state__in=_UNBOUND)
    subs = list(signed.filter(award=row).select_related("recipient")) if isinstance(row, Award) else []
    made = [report for holder in (row, *subs) for report in _opened(holder, until, rule.amount or 0, by)]
    _give(made, by)
    audit.record(
        by=by,
        verb=Verb.REVIEW_REPORT,
        subject_type="award",
        subject=str(row.pk),
        detail=[("step", "open"), ("made", str(len(made)))],
    )
    return row


@action
def write_draft(*, id: UUID, seen: int, report: UUID, words: Narrative, by: Actor) -> ReportDraft:
    """Keeps what the writer has so far: of his unit, and of nobody else. `seen` is the draft's version, 0 where there is none."""
    row = _writers(by, report)
    if row.state not in ("due", "sent_back"):
        raise Invalid(_("Ese informe ya se envió."))
    if messages := rules_reports.narrative(words.by_name()):
        raise Invalid(messages)
    draft: ReportDraft | None = (
        ReportDraft.objects.visible_to(by).select_for_update(of=("self",)).filter(report=row, unit_id=by.unit_id).first()
    )
    if draft is None:
        expect_new(seen)
        draft = ReportDraft(id=id, report=row, **{**_place(row, by), "reach": Reach.OWN}, **words.by_name())
        draft.save(force_insert=True)
    else:
        if draft.version != seen:
            raise conflict()
        for name, text in words.by_name().items():
            setattr(draft, name, text)
        bump(draft, *rules_reports.NARRATIVE)
    audit.record(by=by, verb=Verb.WRITE_REPORT, subject_type="report", subject=str(row.pk), detail=[("step", "draft")])
    return draft


@action
def send_report(*, id: UUID, seen: int, report: UUID, by: Actor) -> Report:
    """Sends the draft with its figures frozen as they are recorded now; draft values of the quarter are sent along.

    Raises `Invalid` where the quarter is not over or nothing was written.
    """
    row: Report = take(Report.objects.visible_to(by).select_related(*_WITH), report, seen)
    _must_write(by, row)
    draft = ReportDraft.objects.visible_to(by).filter(report=row, unit_id=by.unit_id).first()
    words = Narrative(**{name: getattr(draft, name) for name in rules_reports.NARRATIVE}) if draft else Narrative()
    if messages := rules_reports.can_be_sent(words.by_name(), (row.year, row.quarter), timezone.localdate()):
        raise Invalid(messages)
    row.state = move(states.REPORT, row.state, "send")
    send_along(row, by)
    number = ReportVersion.objects.visible_to(by).filter(report=row).count() + 1
    snapshot = _frozen(id, row, prepared(by, row), by)
    ReportVersion.objects.create(
        id=uuid5(id, "version"), report=row, number=number, snapshot=snapshot, **_place(row, by), **words.by_name()
    )
    bump(row, "state")
    if draft:
        draft.delete()
    effects.close_tasks(subject(row), (DUE, BACK), by=by)
    for unit in _readers(by, row):
        effects.give_task(kind=TO_READ, unit=unit, subject=subject(row), by=by)
    audit.record(
        by=by,
        verb=Verb.WRITE_REPORT,
        subject_type="report",
        subject=str(row.pk),
        detail=[("step", "send"), ("version", str(number))],
    )
    return row


@action
def return_report(*, id: UUID, seen: int, report: UUID, remarks: tuple[tuple[str, str], ...], by: Actor) -> Report:
    """Sends a report back with remarks, part by part (`remarks`: section and words). The version stays; the next one follows."""
    row = _readers_report(by, report, seen)
    if messages := rules_reports.remarks(remarks):
        raise Invalid(messages)
    row.state = move(states.REPORT, row.state, "send_back")
    version = _answer(row, accepted=False, by=by)
    for place, (section, words) in enumerate(remarks):
        Remark.objects.create(id=uuid5(id, str(place)), version_of=version, section=section, words=words, **_place(row, by))
    bump(row, "state")
    effects.close_tasks(subject(row), (TO_READ,), by=by)
    if (writer := holder_of(row).recipient.unit_id) is not None:
        effects.give_task(kind=BACK, unit=writer, subject=subject(row), due=_end_of(row.due_on), by=by)
        effects.notify("programme.report_returned", subject(row), unit=writer, about_unit=by.unit_id)
    audit.record(
        by=by,
        verb=Verb.REVIEW_REPORT,
        subject_type="report",
        subject=str(row.pk),
        detail=[("step", "return"), ("remarks", str(len(remarks)))],
    )
    return row


@action
def accept_report(*, id: UUID, seen: int, report: UUID, by: Actor) -> Report:
    """Accepts a report: from now on neither its words nor its figures can change."""
    row = _readers_report(by, report, seen)
    row.state = move(states.REPORT, row.state, "accept")
    _answer(row, accepted=True, by=by)
    bump(row, "state")
    effects.close_tasks(subject(row), (TO_READ,), by=by)
    if (writer := holder_of(row).recipient.unit_id) is not None:
        effects.notify("programme.report_accepted", subject(row), unit=writer, about_unit=by.unit_id)
    audit.record(by=by, verb=Verb.REVIEW_REPORT, subject_type="report", subject=str(row.pk), detail=[("step", "accept")])
    return row


def subject(row: Report) -> Subject:
    """What tasks and notices are about: the report, named by its award and quarter."""
    return Subject("report", row.pk, f"{holder_of(row).number[:14]} T{row.quarter} {row.year}")


def holder_of(row: Report) -> Award | SubAward:
    """Whose report it is: of the sub-award where it names one."""
    held: Any = row.subaward or row.award
    return cast(Award | SubAward, held)


def may_write(by: Actor, row: Report) -> bool:
    """Whether the actor's unit is the recipient that reports."""
    return holder_of(row).recipient.unit_id == by.unit_id and policy.can(
        by, Verb.WRITE_REPORT, group=GROUP, relations=[Relation.RESPONSIBLE]
    )


def may_review(by: Actor, row: Report, side: str) -> bool:
    """Whether the actor answers it: the prime recipient for a sub-award of its own, the giving side for the rest."""
    prime = row.award.recipient.unit_id if row.subaward_id and row.award else None
    mine = prime == by.unit_id if prime is not None else side == "us"
    return mine and policy.can(by, Verb.REVIEW_REPORT, group=GROUP, relations=[Relation.RECEIVER])


def _may_ask(by: Actor, row: Award | SubAward) -> None:
    prime = row.award.recipient.unit_id if isinstance(row, SubAward) and row.award else None
    policy.check(by, Verb.REVIEW_REPORT, group=GROUP, relations=[Relation.RECEIVER])
    if by.unit_id != prime and relations.party_of(by, row.compact) is None:
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))


def _opened(holder: Award | SubAward, until: date, days: int, by: Actor) -> Iterable[Report]:
    """The reports of a holder that are not there yet."""
    if holder.starts is None:
        return
    own = {"award": holder, "subaward": None} if isinstance(holder, Award) else {"award_id": holder.award_id, "subaward": holder}
    known = Report.objects.visible_to(by).filter(**own).values_list("year", "quarter")
    ends = holder.ends.latest() if holder.ends else None
    for year, quarter in sorted(set(rules_reports.quarters(holder.starts.earliest(), ends, until)) - set(known)):
        report = Report(
            compact=holder.compact, unit_id=by.unit_id, by=by.user_code, reach=Reach.AWARD, regions=holder.regions, year=year,
            quarter=quarter, due_on=rules_reports.due_on(year, quarter, days), state="due", **own,
        )  # fmt: skip
        report.save(force_insert=True)
        yield report


def _give(reports: Sequence[Report], by: Actor) -> None:
    """A task for each writer."""
    effects.give_tasks(
        [
            NewTask(DUE, unit, subject(row), due=_end_of(row.due_on))
            for row in reports
            if (unit := holder_of(row).recipient.unit_id) is not None
        ],
        by=by,
    )


def _writers(by: Actor, report: UUID) -> Report:
    row: Report | None = Report.objects.visible_to(by).filter(pk=report).select_related(*_WITH).first()
    if row is None:
        raise NotFound(rules.gone())
    _must_write(by, row)
    return row


def _must_write(by: Actor, row: Report) -> None:
    if not may_write(by, row):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))


def _readers_report(by: Actor, report: UUID, seen: int) -> Report:
    row: Report = take(Report.objects.visible_to(by).select_related(*_WITH), report, seen)
    party = relations.party_of(by, row.compact)
    if not may_review(by, row, party.side if party else ""):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    return row


def _readers(by: Actor, row: Report) -> list[int]:
    """The unit that answers: the prime recipient, or the giving side. A sub-recipient does not see the award: the desk asks for it."""
    if row.subaward_id and row.award_id:
        with acting_as(effects.DESK):
            prime = Award.objects.filter(pk=row.award_id).values_list("recipient__unit_id", flat=True).first()
        if prime is not None:
            return [prime]
    units = Party.objects.visible_to(by).filter(compact=row.compact_id, side="us").values_list("organisation__unit_id", flat=True)
    return [unit for unit in units if unit is not None]


def _answer(row: Report, *, accepted: bool, by: Actor) -> ReportVersion:
    version: ReportVersion = ReportVersion.objects.visible_to(by).filter(report=row, accepted=None).order_by("-number")[0]
    version.accepted, version.answered_at = accepted, timezone.now()
    bump(version, "accepted", "answered_at")
    return version


def _frozen(id: UUID, row: Report, figures: Sequence[Frozen], by: Actor) -> Snapshot:
    """The figures as rows that nobody changes any more."""
    snapshot = Snapshot(
        id=uuid5(id, "snapshot"), kind="report", cut_off=rules_reports.span(row.year, row.quarter)[1], **_place(row, by),
        digest=rules_reports.digest((one.key, one.value, one.measured_in, one.words_es) for one in figures),
    )  # fmt: skip
    snapshot.save(force_insert=True)
    names = (
        "section",
        "key",
        "label_es",
        "label_en",
        "value",
        "measured_in",
        "words_es",
        "words_en",
        "footnote_es",
        "footnote_en",
        "as_of",
        "verified",
    )
    SnapshotFigure.objects.bulk_create([
        SnapshotFigure(
            id=uuid5(snapshot.pk, one.key), snapshot=snapshot, position=position, source_id=one.source, **_place(row, by),
            **{name: getattr(one, name) for name in names},
        )
        for position, one in enumerate(figures)
    ])  # fmt: skip
    return snapshot


def _place(row: Report, by: Actor) -> dict[str, object]:
    return {
        "compact": row.compact, "award_id": row.award_id, "subaward_id": row.subaward_id, "regions": row.regions,
        "reach": Reach.AWARD, "unit_id": by.unit_id, "by": by.user_code,
    }  # fmt: skip


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
