"""The one way in: everything that reads or writes runs inside `acting_as(actor)`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from amparo.access.actors import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """An audit line that is written when the transaction ends well."""

    at: datetime
    by: Actor
    verb: str
    subject_type: str
    subject: str
    detail: str


@dataclass
class Acting:
    """What belongs to one outermost `acting_as`: the actor now, and the audit lines waiting to be written."""

    actor: Actor
    lines: list["Waiting"] = field(default_factory=list)


_acting: ContextVar[Acting | None] = ContextVar("amparo_acting", default=None)
_before_commit: list[Callable[[Acting], None]] = []
Hook = TypeVar("Hook", bound=Callable[[Acting], None])


def before_commit(function: Hook) -> Hook:
    """Registers what runs once, inside the transaction, just before the outermost `acting_as` ends well."""
    _before_commit.append(function)
    return function


def current() -> Acting | None:
    """The running `acting_as`, or None outside of one."""
    return _acting.get()


def current_actor() -> Actor | None:
    """The actor of the running `acting_as`, or None outside of one."""
    acting = _acting.get()
    return acting.actor if acting else None


def _array(values: tuple[int, ...]) -> str:
    return "{" + ",".join(str(value) for value in values) + "}"


def _tell_database(actor: Actor | None) -> None:
    scope, identity, code = ("{}", "{}", "") if actor is None else (_array(actor.scope), _array(actor.identity), actor.user_code)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.scope', %s, true), set_config('app.identity', %s, true), set_config('app.actor', %s, true)",
            [scope, identity, code],
        )


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Opens a transaction, tells the database who is acting (`SET LOCAL`), and writes the audit lines just before commit.

    Inside another `acting_as` it is a savepoint with another actor: effects on rows the first actor may not see
    (a task for another unit) run as a system actor this way. On leaving, the first actor is told to the database again.
    """
    outer = _acting.get()
    with transaction.atomic():
        _tell_database(actor)
        mine = Acting(actor, outer.lines if outer else [])
        written = len(mine.lines)
        token = _acting.set(mine)
        try:
            yield actor
            doomed = transaction.get_rollback()  # a failed request: nothing of it stays, so nothing of it is written
            if doomed:
                del mine.lines[written:]
            elif outer is None:
                for function in _before_commit:
                    function(mine)
        except BaseException:
            del mine.lines[written:]  # what is rolled back was not done
            raise
        finally:
            _acting.reset(token)
        if not doomed:
            _tell_database(outer.actor if outer else None)


@contextmanager
def whole() -> Iterator[None]:
    """Inside a running `acting_as`: all or nothing. What fails is rolled back to here, with the audit lines it recorded."""
    acting = _acting.get()
    written = len(acting.lines) if acting else 0
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if acting:
            del acting.lines[written:]
        raise
