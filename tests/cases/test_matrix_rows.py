"""Every cell of the matrix about files, on a real row: who is permitted gets the file, everybody else gets nothing.

For each role and relation a unit of that role stands in that relation to a file. Every verb it has is tried through the door
that all pages about a file use, and brings the file; reading every other field group, and opening, is refused.
(`tests/access/test_matrix.py` has each of the cells that say no.)
"""

import csv
from importlib import resources
from types import SimpleNamespace

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.action import ACTIONS
from amparo.access.actors import system
from amparo.access.models import Institution, Membership, Unit, User
from amparo.access.policy import Relation, groups
from amparo.access.roles import FRONT_ROLES, ROLES
from amparo.access.sessions import actor_of
from amparo.access.verbs import Verb
from amparo.cases.models import Case, Involvement
from amparo.cases.queries import file
from amparo.cases.relations import relations_to
from amparo.cases.views.acts import case_for
from amparo.core.errors import Denied, NotFound
from amparo.core.ids import new_code
from tests.samples import load

SUPERVISORS = [role.code for role in ROLES.values() if role.supervises]
EVERY = [(role, relation) for role in ROLES for relation in Relation]
DESK = system("test", *Verb)


def written():
    """The cells, read from the file anew."""
    found = set()
    for line in csv.DictReader(resources.files("amparo.access").joinpath("matrix.csv").read_text("utf-8").splitlines()):
        pattern, relation = line.pop("role"), line.pop("relation")
        roles = {"*": list(ROLES), "*_front": FRONT_ROLES, "*_supervisor": SUPERVISORS}.get(pattern, [pattern])
        found |= {(role, relation, group, verb) for role in roles for group, verbs in line.items() for verb in verbs.split()}
    return found


WRITTEN = written()


@pytest.fixture
def somebody(cast):
    """Makes a person with a role in a unit of its own; `below` is a unit under it."""

    def make(role):
        institution = Institution.objects.create(code=f"of-{role}", kind=ROLES[role].kind)
        unit = Unit.objects.create(code=f"unit-{role}", institution=institution, name=role, kind=role, ubigeo=["05"])
        unit.refresh_from_db()
        below = Unit.objects.create(
            code=f"below-{role}", institution=institution, parent=unit, name=role, kind=role, ubigeo=["05"]
        )
        user = User.objects.create(code=new_code("USR"), email=f"role-{role}@example.pe", display_name=role)
        membership = Membership.objects.create(user=user, unit=unit, role=role, state="active")
        membership.unit = unit
        return actor_of(user, membership), unit, below

    return make


@pytest.fixture
def child(cast):
    """A file that somebody else's units opened."""
    kwargs = load()["cases.raise_alert"].build(cast)
    with acting_as(kwargs["by"]):
        ACTIONS["cases.raise_alert"](**kwargs)
    with acting_as(DESK):
        return Case.objects.visible_to(DESK).order_by("-received_at").first()


def relate(child, relation, *, unit, below):
    """Lets the unit stand in a relation to the file (an ancestor: the unit below it does)."""
    if relation == Relation.NONE:
        return
    held = Relation.RESPONSIBLE if relation in (Relation.PAST, Relation.ANCESTOR) else relation
    with acting_as(DESK):
        Involvement.objects.create(
            case=child, unit=below if relation == Relation.ANCESTOR else unit, part="penal", relation=held.value,
            since=child.received_at, until=timezone.now() if relation == Relation.PAST else None,
        )  # fmt: skip


@pytest.mark.parametrize(("role", "relation"), EVERY)
def test_who_is_permitted_gets_the_file_and_nobody_else(role, relation, somebody, child):
    actor, unit, below = somebody(role)
    relate(child, relation, unit=unit, below=below)
    request = SimpleNamespace(actor=actor, method="GET", session=SimpleNamespace(session_key="test"))
    with acting_as(actor):
        found = Case.objects.visible_to(actor).filter(pk=child.pk).first()
        assert (found is not None) is (relation != Relation.NONE)
        if found is not None:
            assert relations_to(actor, found) == {relation}
            sheet = file.sheet(actor, file.find(actor, child.code))
            assert sheet.groups == {g for r, n, g, v in WRITTEN if (r, n, v) == (role, relation.value, "see")}
        mine = {(group, verb) for r, n, group, verb in WRITTEN if (r, n) == (role, relation.value)} if found else set()
        for group, verb in sorted(mine):
            assert case_for(request, Verb(verb), group, pk=child.pk) == child
        for group, verb in sorted({(group, Verb.SEE.value) for group in groups()} | {("header", Verb.OPEN_FILE.value)} - mine):
            if (group, verb) not in mine:
                with pytest.raises((Denied, NotFound)):
                    case_for(request, Verb(verb), group, pk=child.pk)
