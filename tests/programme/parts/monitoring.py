"""Samples: visits, findings, action points, safeguarding checks."""

from tests.programme import grants
from tests.programme.parts.awards import new, on_row
from tests.programme.people import partnership
from tests.samples import sample


@sample("programme.plan_visit")
def plan_visit(cast):
    made = partnership(cast)
    return new(made, "us", award=made.award.pk, subaward=None, on=grants.in_days(3), purpose="Ver el centro.")


@sample("programme.do_visit", on_row=True)
def do_visit(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.visit(made, made.award), on=grants.in_days(0), conclusion="Todo bien.")


@sample("programme.cancel_visit", on_row=True)
def cancel_visit(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.visit(made, made.award))


@sample("programme.record_finding")
def record_finding(cast):
    made = partnership(cast)
    return new(made, "us", award=None, subaward=made.subaward.pk, visit=None, text="Falta el código.", severity="low")


@sample("programme.close_finding", on_row=True)
def close_finding(cast):
    made = partnership(cast)
    return on_row(made, "us", grants.finding(made, made.award))


@sample("programme.reopen_finding", on_row=True)
def reopen_finding(cast):
    made = partnership(cast)
    row = grants.finding(made, made.award)
    grants.on(made, "us", "close_finding", row)
    return on_row(made, "us", row)


@sample("programme.add_point", on_row=True)
def add_point(cast):
    made = partnership(cast)
    row = grants.finding(made, made.award)
    return on_row(made, "us", row, text="Firmar.", owner=made.organisations["ilo"].pk, due=grants.in_days(9))


@sample("programme.do_point", on_row=True)
def do_point(cast):
    made = partnership(cast)
    row = grants.point(made, grants.finding(made, made.award))
    return on_row(made, "partner", row, "point", on=grants.in_days(0))


@sample("programme.verify_point", on_row=True)
def verify_point(cast):
    made = partnership(cast)
    row = grants.point(made, grants.finding(made, made.award))
    grants.on(made, "partner", "do_point", row, on=grants.in_days(0))
    return on_row(made, "us", row, "point", done=True)


@sample("programme.check_safeguarding")
def check_safeguarding(cast):
    made = partnership(cast)
    return new(made, "us", award=None, subaward=made.subaward.pk, on=grants.in_days(-1), answers=grants.answers(policy="no"))
