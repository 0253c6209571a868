"""The matrix and the roles as pages of the reference, made from the data; a test compares them with what is committed."""

import importlib
import importlib.util
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.utils import translation

from amparo.access.labels import GROUPS, RELATIONS, VERBS
from amparo.access.policy import Relation, groups, matrix
from amparo.access.roles import ROLES
from amparo.core.transitions import Table, mermaid

NOTE = "<!-- Generado por `manage write_reference_docs`; no se edita a mano. -->\n"


def roles_page() -> str:
    """docs/reference/roles.md: each role with its description, whether it sees cases and takes two people to give."""
    rows = [[f"`{role.code}`", role.name, role.description, _yes(role.sees_cases), _yes(role.guarded)] for role in ROLES.values()]
    head = ["Código", "Función", "Para qué", "Ve casos", "Dos personas y segundo paso"]
    return f"{NOTE}\n# Funciones\n\n{_table(head, rows)}"


def matrix_page() -> str:
    """docs/reference/matrix.md: what each role may do, by relation and field group."""
    parts = [NOTE, "# Quién puede qué\n", _key()]
    for role in ROLES.values():
        rows = [row for relation in Relation if (row := _row(role.code, relation))]
        parts.append(f"## {role.name} (`{role.code}`)\n\n{role.description}\n")
        parts.append(_table(["Relación", "Grupo de datos: verbos"], rows) if rows else "Nada.\n")
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Path under `docs/reference/` → text, in Spanish."""
    with translation.override("es"):
        return {"roles.md": roles_page(), "matrix.md": matrix_page(), "states.md": states_page()}


def state_tables() -> Iterator[tuple[str, str, str, Table]]:
    """(app, name, first state, table) of every state table of every app.

    An app's `states.py` names its tables in `TABLES: {name: (first state, table)}`; without it, each table there counts,
    and its first row is where it begins.
    """
    for app in apps.get_app_configs():
        if not app.name.startswith("amparo.") or importlib.util.find_spec(f"{app.name}.states") is None:
            continue
        module = importlib.import_module(f"{app.name}.states")
        named = getattr(module, "TABLES", None) or {
            name.lower(): (next(iter(table)), table)
            for name, table in vars(module).items()
            if name.isupper() and isinstance(table, dict) and all(isinstance(steps, dict) for steps in table.values())
        }
        for name, (start, table) in named.items():
            yield app.label, name, start, table


def states_page() -> str:
    """docs/reference/states.md: every state table as a diagram."""
    parts = [NOTE, "# Estados\n"]
    for app, name, start, table in state_tables():
        parts.append(f"## {app}: {name}\n\nEmpieza en `{start}`.\n\n```mermaid\n{mermaid(name, table)}```\n")
    return "\n".join(parts)


def _row(role: str, relation: Relation) -> list[object]:
    cells = []
    for group in groups():
        verbs = sorted(verb for code, related, named, verb in matrix() if (code, related, named) == (role, relation.value, group))
        if verbs:
            cells.append(f"**{GROUPS[group]}**: {', '.join(f'`{verb}`' for verb in verbs)}")
    return [RELATIONS[relation], "<br>".join(cells)] if cells else []


def _key() -> str:
    rows = [[f"`{verb}`", words] for verb, words in VERBS.items()]
    return "Lo que no está escrito no se puede. El alcance decide las filas; esta tabla, los campos.\n\n" + _table(
        ["Verbo", "Qué es"], rows
    )


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    titles = list(head)
    lines: list[list[object]] = [titles, ["---"] * len(titles), *[list(row) for row in rows]]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _yes(value: bool) -> str:
    return "sí" if value else "no"
