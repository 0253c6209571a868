"""The words for time and amount, in both languages."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.catalogues import compile_catalogues
from amparo.core.management.commands.compile_catalogues import SOURCE
from amparo.ui import amounts, moments

LIMA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 23, 7, 40, tzinfo=LIMA)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def catalogues() -> None:
    compile_catalogues(SOURCE)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (NOW - timedelta(seconds=30), "Venció hace un momento"),
        (NOW - timedelta(minutes=12), "Venció hace 12 min"),
        (NOW - 14 * HOUR, "Venció hace 14 h"),
        (NOW - 20 * DAY, "Venció hace 20 días"),
        (NOW + timedelta(minutes=1), "Queda 1 min"),
        (NOW + 1 * HOUR, "Queda 1 h"),
        (NOW + 34 * HOUR, "Quedan 34 h"),
        (NOW + 29 * DAY, "Quedan 29 días"),
        (date(2026, 11, 22), "Venció ayer"),
        (date(2026, 11, 3), "Venció hace 20 días"),
        (date(2026, 11, 23), "Vence hoy"),
        (date(2026, 11, 24), "Mañana"),
        (date(2026, 11, 25), "En 2 días"),
    ],
)
def test_due(when: date, words: str) -> None:
    with translation.override("es"):
        assert moments.due(when, NOW) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (NOW, "Hace un momento"),
        (NOW - timedelta(minutes=40), "Hace 40 min"),
        (NOW - 2 * HOUR, "Hace 2 h"),
        (NOW - 20 * HOUR, "Ayer"),
        (NOW - 6 * DAY, "Hace 6 días"),
        (date(2026, 11, 22), "Ayer"),
        (NOW - 60 * DAY, "jue 24 set"),
    ],
)
def test_ago(when: date, words: str) -> None:
    with translation.override("es"):
        assert moments.ago(when, NOW) == words


def test_days_and_hours_as_peru_writes_them() -> None:
    with translation.override("es"):
        assert moments.moment(datetime(2026, 11, 21, 17, 40, tzinfo=LIMA), NOW) == "sáb 21 nov, 17:40"
        assert moments.moment(NOW, NOW) == "hoy, 7:40"
        assert moments.moment(NOW + DAY, NOW) == "mañana, 7:40"
        assert moments.moment(date(2025, 9, 3), NOW) == "3 set 2025"
        assert moments.long_date(date(2026, 9, 30)) == "30 de setiembre de 2026"
        assert moments.heading(NOW) == "lunes 23 de noviembre, 7:40"
        assert moments.month_and_year(2026, 9) == "setiembre de 2026"


def test_the_same_in_english() -> None:
    with translation.override("en"):
        assert moments.due(NOW - 14 * HOUR, NOW) == "Overdue by 14 h"
        assert moments.due(NOW + 34 * HOUR, NOW) == "34 h left"
        assert moments.moment(datetime(2026, 11, 24, 17, 0, tzinfo=LIMA), NOW) == "tomorrow, 17:00"
        assert moments.day(date(2026, 3, 3), NOW) == "Tue 3 Mar"
        assert moments.long_date(date(2026, 9, 30)) == "30 September 2026"


def test_an_instant_is_shown_in_lima() -> None:
    midnight_utc = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    with translation.override("es"):
        assert moments.moment(midnight_utc, NOW) == "sáb 21 nov, 21:00"


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        (NOW - HOUR, "late"),
        (NOW + HOUR, "soon"),
        (NOW + 10 * DAY, "ok"),
        (date(2026, 11, 22), "late"),
        (date(2026, 11, 23), "soon"),
    ],
)
def test_urgency(when: date, kind: str) -> None:
    assert moments.urgency(when, NOW) == kind


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=400)), st.timedeltas(-timedelta(days=900), timedelta(days=900)))
def test_the_thread_never_leaves_its_clock(length: timedelta, shift: timedelta) -> None:
    assert 0 <= moments.elapsed(NOW, NOW + length, NOW + shift) <= 1


def test_a_term_without_length_is_used_up() -> None:
    assert moments.elapsed(NOW, NOW, NOW) == 1


def test_numbers() -> None:
    with translation.override("es"):
        assert amounts.whole(1054) == "1\u202f054"
        assert amounts.decimal("9.85") == "9.9"
        assert amounts.money(50_000, "PEN") == "S/\u00a050\u202f000"
        assert amounts.money(Decimal("12.5"), "USD") == "US$\u00a012.50"
        assert amounts.money(9_800_000, "USD", millions=True) == "US$\u00a09.8\u00a0M"
        assert amounts.out_of_hundred(41, 85) == "48 de cada 100"
        assert amounts.out_of_hundred(0, 0) == "sin datos"
    with translation.override("en"):
        assert amounts.whole(1_234_567) == "1,234,567"
