"""The list of files: what the own unit has to do with, found and narrowed, without a name; for supervisors without doors."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases.models import Case
from amparo.cases.queries import listing
from amparo.desk.models import RunningClock
from tests.cases.pages import NAME, alert, counted, protected, referred, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def codes(client, query=""):
    page = text(client.get(f"/expedientes/{query}"))
    return re.findall(r"AMP-[0-9A-Z]+-[0-9A-Z](?=</)", page.split("<tbody>")[1]) if "<tbody>" in page else []


def late(case):
    with acting_as(system("test")):
        RunningClock.objects.filter(subject_id=case.pk).update(due_at=timezone.now() - timedelta(hours=3))


def test_each_unit_lists_its_own_files_and_nobody_elses(cast):
    first, second = alert(cast), taken(cast)
    for name in ("officer", "upe", "prosecutor"):
        assert set(codes(signed_in(cast, name))) == {first.code, second.code}
    for name in ("outsider", "outsider_police", "health", "centre", "udavit"):
        assert codes(signed_in(cast, name)) == []


def test_a_row_says_who_without_a_name_and_what_comes_next(cast):
    case = protected(cast)
    late(case)
    page = text(signed_in(cast, "upe").get("/expedientes/"))
    for shown in (case.code, "Niña, 12 a 14 años", "En protección", "upe-cusco", "Venció hace 3 h"):
        assert shown in page
    assert NAME not in page


def test_who_handed_over_and_services_learn_no_state(cast):
    case = protected(cast)
    referred(cast, case)
    for name, word in (("officer", "Su unidad ya entregó"), ("health", "Derivado a su unidad")):
        page = text(signed_in(cast, name).get("/expedientes/")).split("<tbody>")[1].split("</tbody>")[0]
        assert word in page
        assert "En protección" not in page
        assert "upe-cusco" not in page


def test_filters_orders_and_what_does_not_exist(cast):
    girl, boy = protected(cast), alert(cast, sex="male", age=None)
    late(girl)
    client = signed_in(cast, "upe")
    wanted = {
        "?q=" + girl.code.lower(): [girl.code], "?state=alert": [boy.code], "?sex=male": [boy.code], "?band=12": [girl.code],
        "?band=unknown": [boy.code], "?overdue=1": [girl.code], "?region=16": [], "?region=08&sex=female": [girl.code],
        "?relation=past": [], "?order=due": [girl.code, boy.code], "?order=received": [boy.code, girl.code],
        "?q=AMP-2222222-2": [], "?state=invented": None, "?pagina=99": None, "?pagina=x": None,
    }  # fmt: skip
    for query, found in wanted.items():
        listed = codes(client, query)
        assert listed == found if found is not None else set(listed) == {girl.code, boy.code}, query
    assert codes(signed_in(cast, "officer"), "?relation=past") == [girl.code]


def test_supervisors_see_codes_states_and_overdue_items_and_open_nothing(cast):
    case = protected(cast)
    late(case)
    client = signed_in(cast, "upe_chief")
    page = text(client.get("/expedientes/"))
    assert case.code in page
    assert "En protección" in page
    assert f"/expedientes/{case.code}/" not in page
    assert "Niña" not in page.split("<tbody>")[1]
    assert client.get(f"/expedientes/{case.code}/").status_code == 403


def test_commissions_and_administrators_have_no_list(cast):
    for name in ("crtp", "cmnp", "admin", "auditor", "dpo"):
        assert signed_in(cast, name).get("/expedientes/").status_code == 403


def test_pages_are_numbered_and_the_count_ends_at_ten_thousand(cast, monkeypatch):
    alert(cast, children=30)
    client = signed_in(cast, "officer")
    first, second = codes(client), codes(client, "?pagina=2")
    assert (len(first), len(second)) == (25, 5)
    assert not set(first) & set(second)
    monkeypatch.setattr(listing, "MOST", 11)
    assert "Más de 10 000 expedientes" in text(client.get("/expedientes/"))


def test_a_page_of_files_costs_few_queries_and_little_weight(cast):
    alert(cast, children=30)
    for name in ("upe", "upe_chief"):
        client = signed_in(cast, name)
        client.get("/expedientes/")
        with counted(12):
            response = client.get("/expedientes/")
        assert response.status_code == 200
        assert weight(response) <= 25_000


def test_the_first_wall_and_the_second_agree(cast):
    protected(cast)
    with acting_as(cast.outsider) as by:
        assert not Case.objects.visible_to(by).exists()
        assert listing.counted(listing.matching(by, listing.Wanted())) == 0
