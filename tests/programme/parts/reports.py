"""Samples: quarterly reports."""

from datetime import date

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Award, Report
from tests.programme.figures import now
from tests.programme.people import partnership
from tests.samples import sample

WORDS = act.Narrative("Se capacitó a 40 policías.")


def _award(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        Award.objects.filter(pk=made.award.pk).update(starts=PartialDate(2025, 1), ends=PartialDate(2026))
    return made


@sample("programme.open_reports")
def open_reports(cast):
    award = _award(cast).award
    return {"id": new_id(), "seen": award.version, "award": award.pk, "subaward": None, "until": date(2025, 6, 1), "by": cast.us}


def _report(cast):
    kwargs = open_reports(cast)
    with acting_as(cast.us):
        act.open_reports(**kwargs)
        return Report.objects.get(quarter=1)


@sample("programme.write_draft")
def write_draft(cast):
    return {"id": new_id(), "seen": 0, "report": _report(cast).pk, "words": WORDS, "by": cast.partner}


@sample("programme.send_report", on_row=True)
def send_report(cast):
    kwargs = write_draft(cast)
    with acting_as(cast.partner):
        act.write_draft(**kwargs)
    return {"id": new_id(), "seen": 1, "report": kwargs["report"], "by": cast.partner}


def _sent(cast):
    kwargs = send_report(cast)
    with acting_as(cast.partner):
        return act.send_report(**kwargs)


@sample("programme.return_report", on_row=True)
def return_report(cast):
    row = now(Report, _sent(cast), cast.us)
    return {"id": new_id(), "seen": row.version, "report": row.pk, "remarks": (("money", "Falta marzo."),), "by": cast.us}


@sample("programme.accept_report", on_row=True)
def accept_report(cast):
    row = now(Report, _sent(cast), cast.us)
    return {"id": new_id(), "seen": row.version, "report": row.pk, "by": cast.us}
