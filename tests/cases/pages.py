"""How the page tests sign in, count queries and read pages."""

import gzip
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.access.acting import acting_as
from amparo.access.sessions import DEMO_KEY
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Case
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.core.kept import held
from amparo.vault.rules import Identity

DAY = PartialDate(2026, 11)
NAME = "Inventada"
SET_UP = (
    "SAVEPOINT",
    "RELEASE",
    "BEGIN",
    "COMMIT",
    "set_config",
    "django_session",
    '"access_user"."id" =',
    "access_membership",
    "usersessions",
)


def signed_in(cast, name):
    """A client signed in as somebody of the cast."""
    client = Client()
    client.force_login(cast.users[name])
    session = client.session
    session[DEMO_KEY] = True
    session.save()
    return client


@contextmanager
def counted(most):
    """At most so many queries besides transaction, session and actor; codes and places were read when the page was first opened."""
    with held(), CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not any(word in query["sql"] for word in SET_UP)]
    assert len(asked) <= most, "\n".join(sql[:160] for sql in asked)


def weight(response):
    """Bytes over the wire."""
    return len(gzip.compress(response.content, 6))


def text(response):
    return response.content.decode()


def alert(cast, by="officer", children=1, **facts):
    """A file that an officer in Cusco opened; several give a list."""
    identity = Identity(given_names=NAME, first_surname="Prueba")
    known = {"sex": "female", "age": 13, "age_source": "declared", "language": "que", "whereabouts": "station", **facts}
    with acting_as(cast.actors[by]) as actor:
        event = act.raise_alert(
            id=new_id(), seen=0, event=EventFacts(channel="police_station", place="080101", danger="no"),
            children=(ChildFacts(**known, identity=identity),) * children, by=actor,
        )  # fmt: skip
        found = list(Case.objects.visible_to(actor).filter(event=event).order_by("code"))
    return found[0] if children == 1 else found


def now(case):
    return Case.objects.get(pk=case.pk)


def taken(cast, *names, **facts):
    """A file taken in charge."""
    case = alert(cast, **facts)
    for name in names or ("upe", "prosecutor"):
        with acting_as(cast.actors[name]) as by:
            act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    return case


def protected(cast, **facts):
    """A file under provisional protection, taken by UPE and prosecutor."""
    case = taken(cast, **facts)
    with acting_as(cast.upe) as by:
        act.triage(id=new_id(), seen=now(case).version, case=case.pk, risk="high", by=by)
        act.open_protection(id=new_id(), seen=now(case).version, case=case.pk, resolution_number="", resolved=DAY, by=by)
    return case


def referred(cast, case, to="health", service="health", need="Control pediátrico"):
    with acting_as(cast.upe) as by:
        return act.refer(
            id=new_id(),
            seen=now(case).version,
            case=case.pk,
            to_unit=cast.actors[to].unit_id,
            need=act.Need(service, need),
            by=by,
        )
