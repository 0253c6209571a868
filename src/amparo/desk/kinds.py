"""The sentences of tasks and notices, and where they lead.

Filled by the apps in `AppConfig.ready`; the rows hold the code only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class _Kind:
    """`title` is a sentence that begins with a verb. `url_args` names attributes of the row that go into the address."""

    code: str
    title: Text
    action: Text = _("Abrir")
    url_name: str = ""
    url_args: tuple[str, ...] = ("subject_id",)

    def url(self, row: Any) -> str:
        """Where the row leads; "" where the subject's own page is the answer (or the address cannot be made)."""
        if not self.url_name:
            return ""
        try:
            return reverse(self.url_name, args=[getattr(row, name) for name in self.url_args])
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class TaskKind(_Kind):
    """A kind of task. `weight` (0–100) says what hurts most if nobody does it.

    `by_hand`: the person may tick it off. The others end by what is done in the file (`effects.close_tasks`).
    `away_url_name`: where the unit above says who does it, if nobody works in the unit; the address takes the subject's code.
    """

    weight: int = 10
    by_hand: bool = False
    away_url_name: str = ""

    def away_url(self, row: Any) -> str:
        """Where the unit above, at which such a task waits, says who does it; "" where there is no such page."""
        return reverse(self.away_url_name, args=[row.subject_code]) if self.away_url_name else ""


@dataclass(frozen=True)
class NoticeKind(_Kind):
    """A kind of notice. `answer`: somebody answered what we asked; it shows among the answers on the start page."""

    answer: bool = False


@dataclass(frozen=True)
class JobKind(_Kind):
    """A kind of long work. `messages` are the sentences for what it ended with; the address is where its result is."""

    messages: Mapping[str, Text] = field(default_factory=dict, hash=False)


_TASKS: dict[str, TaskKind] = {}
_NOTICES: dict[str, NoticeKind] = {}
_JOBS: dict[str, JobKind] = {}


def register(*kinds: TaskKind | NoticeKind | JobKind) -> None:
    """Adds kinds. A code registered twice with different words is a fault of the program."""
    for kind in kinds:
        shelf: Any = {TaskKind: _TASKS, NoticeKind: _NOTICES, JobKind: _JOBS}[type(kind)]
        if shelf.setdefault(kind.code, kind) is not kind and shelf[kind.code] != kind:
            raise ValueError(f"kind registered twice: {kind.code}")


def task_kind(code: str) -> TaskKind:
    """The kind of a task; one whose app is gone still shows, by a plain sentence."""
    return _TASKS.get(code) or TaskKind(code, _("Revise el expediente."))


def notice_kind(code: str) -> NoticeKind:
    """The kind of a notice; unknown ones show by a plain sentence."""
    return _NOTICES.get(code) or NoticeKind(code, _("Hay una novedad."))


def job_kind(code: str) -> JobKind:
    """The kind of a piece of long work."""
    return _JOBS.get(code) or JobKind(code, _("Trabajo en curso"))


def known_task(code: str) -> TaskKind:
    """The kind, for writing: raises `KeyError` where nobody registered it."""
    return _TASKS[code]


def known_notice(code: str) -> NoticeKind:
    """As `known_task`, for notices."""
    return _NOTICES[code]


def answers() -> Iterable[str]:
    """Codes of the notices that are answers."""
    return [code for code, kind in _NOTICES.items() if kind.answer]


TERM = "term"  # a running clock's own task: its sentence is the name of the rule
OVERDUE, REMINDER, JOB_ENDED = "clock_overdue", "reminder", "job_ended"


def register_own() -> None:
    """The kinds of the desk itself."""
    register(
        TaskKind(TERM, _("Cumpla el plazo."), weight=30),
        NoticeKind(OVERDUE, _("Venció un plazo en una unidad a su cargo."), _("Ver"), "home", ()),
        NoticeKind(REMINDER, _("Otra unidad le recuerda que espera su respuesta."), _("Responder"), answer=True),
        NoticeKind(JOB_ENDED, _("Terminó un trabajo largo que usted pidió."), _("Ver"), "job", ("target_id",)),
    )
