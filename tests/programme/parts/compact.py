"""Samples: a compact begins, units join and leave."""

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme.models import Participation
from tests.programme.people import facts, organisations, partnership
from tests.samples import sample


@sample("programme.begin_compact")
def begin_compact(cast):
    found = organisations(cast)
    sides = (("us", found["jtip"].pk), ("host", found["peru"].pk))
    return {"id": new_id(), "seen": 0, "facts": facts(), "sides": sides, "by": cast.us}


@sample("programme.join_compact", on_row=True)
def join_compact(cast):
    made = partnership(cast)
    seen = made.again().version
    return {
        "id": new_id(), "seen": seen, "compact": made.compact.pk, "member": "mimp-hq", "capacity": "observer",
        "organisation": None, "regions": (), "by": cast.us,
    }  # fmt: skip


@sample("programme.leave_compact", on_row=True)
def leave_compact(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        row = Participation.objects.visible_to(cast.us).get(compact=made.compact, capacity="evaluator")
    return {"id": new_id(), "seen": row.version, "participation": row.pk, "by": cast.us}
