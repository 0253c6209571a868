"""What makes a repeated form harmless is forgotten after a month, by a system actor with its verb and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actions.replays import forget_replays
from amparo.access.actors import system
from amparo.access.models import AuditLine, Performed
from amparo.access.verbs import Verb
from amparo.core.errors import Denied
from amparo.core.ids import new_id
from amparo.desk import jobs

PRUNER = system("desk.forget_replays", Verb.RUN_JOBS)


def performed(cast, days):
    row = Performed.objects.create(id=new_id(), action="cases.triage", user_code=cast.upe.user_code)
    Performed.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
    return row.pk


def test_a_month_later_it_is_forgotten(cast):
    old, young = performed(cast, 31), performed(cast, 29)
    with acting_as(PRUNER):
        assert forget_replays(by=PRUNER) == 1
        assert forget_replays(by=PRUNER) == 0
    assert set(Performed.objects.filter(pk__in=[old, young]).values_list("pk", flat=True)) == {young}
    assert AuditLine.objects.filter(verb="forget_replays").count() == 1


def test_nobody_else_forgets(cast):
    for actor in (cast.admin, cast.upe, system("desk.other")):
        with acting_as(actor), pytest.raises(Denied):
            forget_replays(by=actor)


def test_it_runs_every_night():
    assert jobs.PERIODIC["desk.forget_replays"] == "37 3 * * *"
