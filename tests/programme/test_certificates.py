"""Certificates: for who passed, with a code that anybody may check, that names nobody, and that is not to be tried out."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.errors import Invalid
from amparo.core.ids import check_code, new_code, new_id
from amparo.programme import actions as act
from amparo.programme.models import Attendance
from tests.cases.conftest import demo_door
from tests.cases.pages import signed_in, text
from tests.programme.parts.activities import attended, held, official, training

__all__ = ["demo_door"]
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


# ---------------------------------------------------------------- printed


def sheet(given):
    """The address of the page to print."""
    compact, code, _codes = given
    return f"/alianza/test-2025/actividades/capacitaciones/{compact.training.code}/certificados/{code}/"


def opened(given, who="partner", **more):
    """A client that opened the name on the certificate, and what came back."""
    compact = given[0]
    client = signed_in(compact.cast, who)
    with acting_as(compact.cast.partner) as by:
        seen = type(compact.training).objects.visible_to(by).get(pk=compact.training.pk).version
    return client, client.post(f"{sheet(given)}abrir/", {"id": str(new_id()), "seen": seen, **more})


def test_who_recorded_it_prints_it_with_the_name_and_that_is_on_record(given):
    compact, code, _codes = given
    client = signed_in(compact.cast, "partner")
    assert sheet(given) in text(client.get(sheet(given).split("certificados/")[0])), "reached from the list"
    sealed = text(client.get(sheet(given)))
    assert "El nombre está sellado" in sealed and "Zulmira" not in sealed
    client, answered = opened(given)
    assert answered.status_code == 302 and answered["Location"] == sheet(given)
    page = client.get(sheet(given))
    told = answer(page)
    for word in (
        "Zulmira",
        "documento terminado en 001",
        "Entrevista única",
        "12 horas",
        "2 de marzo de 2026",
        "ILO",
        code,
        "http://testserver/certificados/",
    ):
        assert word in told, word
    assert "70000001" not in told and "no-store" in page["Cache-Control"] and "programme/certificate.css" in text(page)
    line = AuditLine.objects.filter(subject=compact.training.code).order_by("-seq").first()
    assert line.detail == f"step=open_certificate;certificate={code}" and "Zulmira" not in f"{line.subject}{line.detail}"


def test_the_name_is_shown_ten_minutes_and_on_this_certificate_only(given):
    compact = given[0]
    client, _answered = opened(given)
    session = client.session
    session["certificate_opened"] = [session["certificate_opened"][0], 0]
    session.save()
    assert "Zulmira" not in text(client.get(sheet(given)))
    session["certificate_opened"] = [str(new_id()), 9e12]
    session.save()
    assert "Zulmira" not in text(client.get(sheet(given)))
    with acting_as(compact.cast.partner):
        assert AuditLine.objects.filter(detail__contains="open_certificate").count() == 1


@pytest.mark.parametrize("who", ["us", "peru", "other_partner", "subrecipient", "evaluator", "crtp", "outsider", "admin"])
def test_nobody_else_prints_it(given, who):
    client, answered = opened(given, who)
    assert answered.status_code in (302, 403, 404) and "certificados" not in answered.headers.get("Location", "")
    page = client.get(sheet(given))
    assert page.status_code in (302, 403, 404) and "Zulmira" not in text(page)
    assert not AuditLine.objects.filter(detail__contains="open_certificate").exists()


def test_the_prime_does_not_print_the_certificates_of_its_subrecipient(compact):
    row = training(compact, "subrecipient")
    attended(row, compact, official(1, after=Decimal(90)), by="subrecipient")
    row = held(row, compact, "subrecipient")
    with acting_as(compact.cast.subrecipient) as by:
        row = act.certify(id=new_id(), seen=row.version, training=row.pk, by=by)
        code = Attendance.objects.visible_to(by).get(training=row).certificate
    address = f"/alianza/test-2025/actividades/capacitaciones/{row.code}/certificados/{code}/"
    assert signed_in(compact.cast, "partner").get(address).status_code == 403
    assert signed_in(compact.cast, "subrecipient").get(address).status_code == 200


def test_a_certificate_that_is_not_of_this_training_is_not_found(given):
    compact, _code, _codes = given
    client = signed_in(compact.cast, "partner")
    for code in (new_code("CER"), "nada"):
        address = sheet((compact, code, ()))
        assert client.get(address).status_code == 404
        assert client.post(f"{address}abrir/", {"id": str(new_id()), "seen": 1}).status_code == 404
    assert client.post(f"{sheet(given)}abrir/", {"id": "x", "seen": 1}).status_code in (400, 422)
    assert client.get(f"{sheet(given)}abrir/").status_code == 405


def test_a_second_click_opens_once_and_an_old_page_not_at_all(given):
    id = new_id()
    for _click in range(2):
        _client, answered = opened(given, id=str(id))
        assert answered.status_code == 302
    assert AuditLine.objects.filter(detail__contains="open_certificate").count() == 1
    _client, answered = opened(given, seen=1)
    assert answered.status_code == 409


def test_one_of_a_demonstration_says_that_it_is_not_valid(given):
    compact = given[0]
    with acting_as(compact.cast.us) as by:
        type(compact.compact).objects.visible_to(by).filter(pk=compact.compact.pk).update(is_demo=True)
    client = signed_in(compact.cast, "partner")
    client.cookies["lang"] = "en"
    page = text(client.get(sheet(given)))
    assert "this certificate is not valid" in page and "This is to certify that" in page
