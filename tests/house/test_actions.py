"""Every action: run twice, run on something old. (`test_actions_beside.py`: run beside itself.)"""

import importlib.util
import pkgutil
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from amparo.access.acting import acting_as
from amparo.access.action import ACTIONS
from amparo.access.models import AuditLine, Performed
from amparo.core.errors import Conflict
from tests.samples import load

for app in apps.get_app_configs():
    if app.name.startswith("amparo.") and (actions := importlib.util.find_spec(f"{app.name}.actions")):
        importlib.import_module(actions.name)
        for module in pkgutil.iter_modules(actions.submodule_search_locations or ()):
            importlib.import_module(f"{actions.name}.{module.name}")

SAMPLES = load()
every = pytest.mark.parametrize("name", sorted(ACTIONS))


def run(name: str, kwargs: dict[str, Any]) -> Any:
    with acting_as(kwargs["by"]):
        return ACTIONS[name](**kwargs)


def counted() -> dict[str, int]:
    """How many rows each table holds, as the owner of this connection sees them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND table_name ~ '^(access|desk|vault|cases|programme|exchange)_' AND has_table_privilege(quote_ident(table_name), 'SELECT')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT set_config('app.scope', '{0}', true)")
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))  # noqa: S608 - names from the catalogue
        return dict(cursor.fetchall())


def same(one: Any, two: Any) -> bool:
    return one.pk == two.pk if isinstance(one, models.Model) else one == two


@every
def test_has_a_sample(name: str) -> None:
    assert name in SAMPLES, f"write a sample of {name} in tests/{name.split('.')[0]}/samples.py"


@every
def test_twice_with_the_same_id_is_once(name: str, cast: Any) -> None:
    kwargs = SAMPLES[name].build(cast)
    first = run(name, kwargs)
    after = counted()
    assert same(first, run(name, kwargs))
    assert counted() == after


@every
def test_an_id_belongs_to_one_act(name: str, cast: Any) -> None:
    kwargs = SAMPLES[name].build(cast)
    Performed.objects.create(id=kwargs["id"], action="other.act", user_code=kwargs["by"].user_code)
    with pytest.raises(Conflict):
        run(name, kwargs)


@every
def test_on_something_old_nothing_changes(name: str, cast: Any) -> None:
    kwargs = SAMPLES[name].build(cast)
    before = counted()
    with pytest.raises(Conflict):
        run(name, {**kwargs, "seen": kwargs["seen"] + 7})
    assert counted() == before


@every
def test_it_leaves_an_audit_line(name: str, cast: Any) -> None:
    kwargs = SAMPLES[name].build(cast)
    before = AuditLine.objects.count()
    run(name, kwargs)
    assert AuditLine.objects.count() > before
