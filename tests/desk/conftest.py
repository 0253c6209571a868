"""Rules and kinds that only these tests know."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.models import ClockRule, NonWorkingDay, Norm
from amparo.desk.subjects import Subject
from tests.desk import samples  # noqa: F401 - registers the kinds of these tests


@pytest.fixture
def rules(db):
    """One rule of each sort."""
    norm = Norm.objects.create(code="t-law", title="Ley de prueba", status="in_force")

    def rule(code, amount, unit, kind, **more):
        return ClockRule.objects.create(
            code=code, amount=amount, unit=unit, kind=kind, name_es=f"Cumpla {code}", name_en=f"Meet {code}",
            trigger="t", owner_role="upe", norm=norm if kind == "legal" else None, **more,
        )  # fmt: skip

    return {
        "t_hours": rule("t_hours", 24, "hours", "service"),
        "t_work": rule("t_work", 2, "working_days", "legal", valid_from=date(2016, 12, 30)),
        "t_open": rule("t_open", None, "natural_days", "unit"),
    }


@pytest.fixture
def regional_holiday(db):
    """A day off in Cusco only."""
    return NonWorkingDay.objects.create(date=date(2026, 6, 24), name="Inti Raymi", scope="08")


@pytest.fixture
def case():
    return Subject("case", uuid.uuid4(), "AMP-2346789-X")


@pytest.fixture
def ago():
    """A moment so many hours before now."""
    return lambda hours: datetime.now(UTC) - timedelta(hours=hours)


@pytest.fixture
def behind(db):
    """Reads rows as the system: everything, whoever may see it."""

    def read(rows):
        with acting_as(system("test")):
            return list(rows.objects.order_by("pk"))

    return read
