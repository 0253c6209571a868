"""Counts for commissions and supervisors: no file, no small number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases.models import Case
from amparo.cases.queries import counts
from amparo.desk.models import RunningClock
from tests.cases.pages import alert, counted, protected, referred, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def main(page):
    return text(page).split("<main")[1].split("<footer")[0]


def board(cast, who):
    with acting_as(cast.actors[who]) as by:
        return counts.board(by)


def overdue():
    with acting_as(system("test")):
        RunningClock.objects.update(due_at=timezone.now() - timedelta(hours=1))


def test_a_commission_counts_its_region_and_sees_no_file(cast):
    alert(cast, children=12)
    found = board(cast, "crtp")
    (line,) = found.files.lines
    assert line.name == "Cusco"
    assert all(count.value is None or count.value >= 11 for count in (*line.cells, line.total))
    page = main(signed_in(cast, "crtp").get("/conteos/"))
    assert "Cusco" in page and "Loreto" not in page and "AMP-" not in page
    with acting_as(cast.crtp):
        assert not Case.objects.exists()


def test_fewer_than_eleven_are_never_shown_nor_what_gives_them_away(cast):
    alert(cast, children=3)
    (line,) = board(cast, "crtp").files.lines
    assert [count.value for count in (*line.cells, line.total)] == [None] * 5
    page = main(signed_in(cast, "crtp").get("/conteos/"))
    assert "&lt; 11" in page and "menos de once" in page
    assert ">3<" not in page


def test_the_country_has_a_line_for_every_region(cast):
    alert(cast, children=11)
    found = board(cast, "cmnp").files
    assert len(found.lines) == 26
    assert "Región no indicada" in [line.name for line in found.lines]


def test_overdue_terms_by_rule_and_kind_of_unit(cast):
    alert(cast, children=13)
    overdue()
    found = board(cast, "crtp").overdue
    assert {(line.rule, line.count.value) for line in found} == {
        ("La UPE se hace cargo de la alerta", 13), ("La fiscalía ve la alerta", 13),
    }  # fmt: skip
    assert {line.unit_kind for line in found} == {"Unidad de protección especial", "Fiscal penal"}
    referred(cast, taken(cast))
    overdue()
    page = main(signed_in(cast, "crtp").get("/conteos/"))
    assert "Responder la derivación a salud" in page


def test_a_supervisor_counts_the_units_below_as_they_are(cast):
    protected(cast)
    overdue()
    found = board(cast, "upe_chief")
    assert [(line.name, [count.value for count in line.cells]) for line in found.files.lines] == [("upe-cusco", [0, 1, 0, 0])]
    assert found.overdue and not found.masks
    page = main(signed_in(cast, "upe_chief").get("/conteos/"))
    assert "upe-cusco" in page and "AMP-" not in page
    assert not board(cast, "police_chief").files.hides


@pytest.mark.parametrize(
    ("who", "status"),
    [("crtp", 200), ("cmnp", 200), ("upe_chief", 200), ("upe", 403), ("officer", 403), ("admin", 403), ("dpo", 403)],
)
def test_who_counts(cast, who, status):
    assert signed_in(cast, who).get("/conteos/").status_code == status


def test_a_commission_begins_with_its_counts(cast):
    assert "Cuántos expedientes hay" in text(signed_in(cast, "crtp").get("/"))


def test_few_queries_and_little_weight(cast):
    alert(cast, children=15)
    overdue()
    for who in ("crtp", "cmnp", "upe_chief"):
        client = signed_in(cast, who)
        client.get("/conteos/")
        with counted(12):
            page = client.get("/conteos/")
        assert weight(page) <= 25 * 1024
