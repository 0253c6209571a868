"""Sample calls of the desk's actions, and the kinds that only tests know."""

import uuid
from typing import Any

from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.ids import new_id
from amparo.core.models import ClockRule
from amparo.desk import actions, effects, kinds
from amparo.desk.models import Notice, Task
from amparo.desk.subjects import Subject
from tests.samples import sample

DECIDE = kinds.TaskKind("t_decide", "Decida la medida.", "Decidir", weight=80)
CALL = kinds.TaskKind("t_call", "Llame a la escuela.", weight=5, by_hand=True)
ANSWERED = kinds.NoticeKind("t_answered", "Salud respondió.", "Leer", answer=True)
NEWS = kinds.NoticeKind("t_news", "Cambió una función.")
kinds.register(DECIDE, CALL, ANSWERED, NEWS)


def _about() -> Subject:
    return Subject("case", uuid.uuid4(), "AMP-2346789-X")


def _first(model: Any) -> Any:
    with acting_as(system("test")):
        return model.objects.order_by("pk").last()


def _notice(cast: Any) -> Notice:
    with acting_as(cast.health):
        effects.notify("t_answered", _about(), unit=cast.upe.unit_id, about_unit=cast.health.unit_id)
    row: Notice = _first(Notice)
    return row


@sample("desk.finish_task", on_row=True)
def finish_task(cast: Any) -> dict[str, Any]:
    with acting_as(cast.officer):
        effects.give_task(kind="t_call", unit=cast.upe.unit_id, subject=_about())
    return {"id": new_id(), "seen": 1, "task": _first(Task).pk, "by": cast.upe}


@sample("desk.read_notice", on_row=True)
def read_notice(cast: Any) -> dict[str, Any]:
    return {"id": new_id(), "seen": 1, "notice": _notice(cast).pk, "by": cast.upe}


@sample("desk.read_all_notices")
def read_all_notices(cast: Any) -> dict[str, Any]:
    _notice(cast)
    return {"id": new_id(), "seen": 0, "until": timezone.now(), "by": cast.upe}


@sample("desk.remind", on_row=True)
def remind(cast: Any) -> dict[str, Any]:
    ClockRule.objects.create(
        code="t_remind", amount=2, unit="hours", kind="service", name_es="x", name_en="x", trigger="t", owner_role="health"
    )
    with acting_as(cast.upe):
        clock = effects.start_clock("t_remind", cast.health.unit_id, _about(), asked_by=cast.upe.unit_id)
    return {"id": new_id(), "seen": clock.version, "clock": clock.pk, "by": cast.upe}


@sample("desk.save_draft")
def save_draft(cast: Any) -> dict[str, Any]:
    content = {"needs": ["abrigo"]}
    return {"id": new_id(), "seen": 0, "form": "note", "subject": _about(), "content": content, "by": cast.upe}


@sample("desk.discard_draft", on_row=True)
def discard_draft(cast: Any) -> dict[str, Any]:
    kept = save_draft(cast)
    with acting_as(cast.upe):
        draft = actions.save_draft(**kept)
    return {"id": new_id(), "seen": draft.version, "draft": draft.pk, "by": cast.upe}


@sample("desk.ask_job")
def ask_job(cast: Any) -> dict[str, Any]:
    return {"id": new_id(), "seen": 0, "kind": "import", "subject": _about(), "total": 10, "by": cast.upe}
