"""Workbooks of budgets for the tests, and what stands of them."""

from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.programme.models import SubAward
from amparo.programme.queries.standing import budget_of
from tests.exchange import money
from tests.exchange.money import book
from tests.programme import grants

HEAD = ("Adjudicación", "Subacuerdo", "Objetivo", "Región", "Categoría", "Monto", "Moneda")
ABOUT = "budgets"


def line(category="Viajes", amount="1000", **more):
    """A row of a budget, as a sheet has it."""
    of = {"award": "A-1", "sub": "", "objective": "1", "region": "Cusco", "currency": "US$", **more}
    return of["award"], of["sub"], of["objective"], of["region"], category, amount, of["currency"]


def of_sub(category="Viajes", amount="100", **more):
    """A row of the budget of the sub-award."""
    return line(category, amount, award="", sub="A-1-S", **more)


def sheet(folder, *rows):
    """A workbook with these rows."""
    return book(folder, (HEAD, *rows), "presupuesto.xlsx")


def read(made, content, who="partner"):
    return money.read(made, content, who, ABOUT)


def applied(made, content, who="partner"):
    return money.applied(made, content, who, ABOUT)


def stands(made, row=None, who="us"):
    """The lines that stand, as (objective, region, category, amount, approved)."""
    actor = getattr(made.cast, who)
    with acting_as(actor):
        lines = budget_of(actor, row or made.award).select_related("objective")
        return sorted(
            (one.objective.number if one.objective else 0, "".join(one.regions), one.category, one.amount, one.verified)
            for one in lines
        )


def propose(made, *lines, row=None, who="partner"):
    return grants.on(made, who, "propose_budget", row or made.award, lines=lines, **other(row))


def approve(made, row=None, who="us"):
    return grants.on(made, who, "approve_budget", row or made.award, **other(row))


def other(row):
    return {"award": None} if isinstance(row, SubAward) else {"subaward": None}


__all__ = ["Decimal"]
