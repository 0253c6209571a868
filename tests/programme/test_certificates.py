"""Certificates: for who passed, with a code that anybody may check, that names nobody, and that is not to be tried out."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.access.acting import acting_as
from amparo.core.errors import Invalid
from amparo.core.ids import check_code, new_code, new_id
from amparo.programme import actions as act
from amparo.programme.models import Attendance
from tests.programme.parts.activities import attended, held, official, training

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_tries():
    cache.clear()


@pytest.fixture
def given(compact):
    """A certificate's code."""
    row = training(compact)
    attended(row, compact, official(1, hours=12, after=Decimal(60)), official(2, after=Decimal("59.99")), official(3))
    row = held(row, compact)
    with acting_as(compact.cast.partner) as by:
        act.certify(id=new_id(), seen=row.version, training=row.pk, by=by)
        codes = [one.certificate for one in Attendance.objects.visible_to(by).filter(training=row)]
    compact.training = row
    return compact, next(filter(None, codes)), codes


def answer(response):
    return response.content.decode().split("<main")[1]


def test_who_passed_has_one_and_nobody_else(given):
    compact, code, codes = given
    assert code.startswith("CER-") and check_code(code)
    assert codes.count(None) == 2
    with acting_as(compact.cast.partner) as by, pytest.raises(Invalid) as problem:
        act.certify(id=new_id(), seen=compact.training.version + 1, training=compact.training.pk, by=by)
    assert "Nadie más aprobó" in str(problem.value.messages)


def test_none_before_the_training_was_held(compact):
    row = training(compact)
    row = attended(row, compact, official(1, after=Decimal(90)))
    with acting_as(compact.cast.partner) as by, pytest.raises(Invalid):
        act.certify(id=new_id(), seen=row.version, training=row.pk, by=by)


@pytest.mark.parametrize("way", ["post", "path", "typed"])
def test_anybody_may_check_it_and_reads_no_name(given, way):
    _compact, code, _codes = given
    typed = {"post": code, "path": code, "typed": f" {code.lower().replace('-', ' ')} "}[way]
    client = Client()
    response = client.get(f"/certificados/{code}/") if way == "path" else client.post("/certificados/", {"code": typed})
    page = answer(response)
    assert "El certificado es auténtico" in page and "Entrevista única" in page and "12 horas" in page
    assert "2 de marzo de 2026" in page
    assert "Zulmira" not in page and "70000001" not in page and "Policía" not in page.split("<footer")[0]
    assert response["Cache-Control"] == "no-store"


def test_unknown_and_malformed_codes_get_the_same_answer_after_the_same_work(given):
    pages, queries = set(), set()
    for code in (new_code("CER"), "CER-AAAAAAA-A", "nada", "'; DROP TABLE x; --", "AMP-7K3Q9DM-X", "x" * 39):
        with CaptureQueriesContext(connection) as asked:
            page = answer(Client().post("/certificados/", {"code": code}))
        pages.add(page.replace(code, "").split("<form")[0])
        queries.add(len([query for query in asked if "programme_attendance" in query["sql"]]))
    assert len(pages) == 1 and "Ese código no es de un certificado nuestro" in pages.pop()
    assert queries == {1}


def test_tries_are_limited(given):
    client = Client()
    answers = [client.post("/certificados/", {"code": "nada"}).status_code for _number in range(201)]
    assert answers[:200] == [200] * 200 and answers[200] == 429
    response = client.get(f"/certificados/{given[1]}/")
    assert response.status_code == 429 and "auténtico.</b>" not in answer(response)
