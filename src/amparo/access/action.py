"""`@action`: the shape of every writer. Keyword only, with the client's id, the version seen, and who does it last."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from amparo.access.acting import current_actor, whole
from amparo.access.actors import Actor
from amparo.access.models import Performed
from amparo.core.errors import Conflict, NotFound

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

ACTIONS: dict[str, Callable[..., Any]] = {}


def action(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Registers a writer and makes it harmless to repeat.

    The wrapped function must take only keywords: `id` (UUID made by the client) and `seen` (version of the row acted on,
    0 where nothing existed) first, `by` (Actor) last. Called a second time with the same id, it returns what the first
    call made; a second call that runs beside the first waits for it. Raises `Conflict` where the id belongs to another act.
    """
    parameters = list(inspect.signature(function).parameters.values())
    names = [parameter.name for parameter in parameters]
    if names[:2] != ["id", "seen"] or names[-1] != "by" or any(p.kind is not p.KEYWORD_ONLY for p in parameters):
        raise TypeError(f"{function.__qualname__} is no action: it must take *, id, seen, …, by")
    name = f"{function.__module__.split('.')[1]}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        by, key = cast(Actor, kwargs["by"]), cast(UUID, kwargs["id"])
        if current_actor() != by:
            raise RuntimeError(f"{name} was called outside acting_as its actor")
        with whole():  # a refused act leaves nothing behind, not even its id: the corrected form may come with the same one
            if not _claim(key, name, by.user_code):
                return cast(Result, _first_result(key, name, by.user_code))
            result = function(*args, **kwargs)
            if isinstance(result, models.Model):
                Performed.objects.filter(pk=key).update(result_model=result._meta.label_lower, result_pk=str(result.pk))
            return result

    ACTIONS[name] = run
    return run


def _claim(key: UUID, name: str, user_code: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_performed (id, action, user_code, at, result_model, result_pk)"
            " VALUES (%s, %s, %s, now(), '', '') ON CONFLICT (id) DO NOTHING",
            [key, name, user_code],
        )
        return bool(cursor.rowcount == 1)


def _first_result(key: UUID, name: str, user_code: str) -> Any:
    done = Performed.objects.get(pk=key)
    if (done.action, done.user_code) != (name, user_code):
        raise Conflict(_("Este formulario ya se usó para otra cosa. Vuelva a abrir la página."))
    if not done.result_model:
        return None
    first = apps.get_model(done.result_model)._default_manager.filter(pk=done.result_pk).first()
    if first is None:  # out of sight by now: who lost access does not get it back with an old form
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return first
