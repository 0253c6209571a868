"""Sign-in: two steps for guarded roles, growing delay, every failure written, and the session ends when it should."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from amparo.access.models import AuditLine, Membership
from tests.access.people import PASSWORD, code_now, give_factor, give_password, sign_in, type_password


@pytest.fixture
def officer(cast):
    give_password(cast.users["officer"])
    return cast.users["officer"]


def deeds(verb):
    return list(AuditLine.objects.filter(verb=verb).values_list("subject", "detail"))


def test_who_sees_cases_must_set_up_a_second_factor_first(client, officer):
    type_password(client, officer)
    response = client.get("/cuenta/")
    assert response.status_code == 302
    assert response["Location"] == "/cuenta/paso/activar/"
    page = client.get("/cuenta/paso/activar/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    response = client.post("/cuenta/paso/activar/", {"code": code_now(secret)})
    assert response["Location"] == "/cuenta/paso/codigos/"
    assert client.get("/cuenta/paso/codigos/").status_code == 200
    assert client.get("/cuenta/").status_code == 200  # the code typed while setting up counts as given


def test_with_a_factor_the_password_alone_opens_nothing(client, officer):
    secret = give_factor(officer)
    assert type_password(client, officer)["Location"] == "/cuenta/paso/"
    assert client.get("/cuenta/")["Location"].startswith("/cuenta/entrar/")
    client.post("/cuenta/paso/", {"code": code_now(secret)})
    assert client.get("/cuenta/").status_code == 200


def test_a_session_from_before_the_factor_must_give_it(client, officer):
    type_password(client, officer)
    give_factor(officer)
    assert client.get("/cuenta/")["Location"].startswith("/cuenta/paso/confirmar/")
    assert client.get("/cuenta/paso/codigos/")["Location"].startswith("/cuenta/paso/confirmar/")


def test_a_factor_in_place_is_not_replaced_by_its_holder(cast):
    client = sign_in(cast.users["officer"])
    assert client.get("/cuenta/paso/activar/")["Location"] == "/cuenta/"


def test_the_secret_lies_sealed_in_the_database(officer):
    secret = give_factor(officer)
    assert secret not in str(Authenticator.objects.get(user=officer, type="totp").data)


def test_who_sees_nothing_signs_in_with_a_password(client, cast):
    give_password(cast.users["crtp"])
    type_password(client, cast.users["crtp"])
    assert client.get("/cuenta/").status_code == 200


def test_an_administrator_needs_a_second_factor_too(client, cast):
    give_password(cast.users["admin"])
    type_password(client, cast.users["admin"])
    assert client.get("/casa/")["Location"] == "/cuenta/paso/activar/"


def test_sign_ins_and_failures_are_written(client, officer):
    type_password(client, officer, "no es esta")
    client.post("/cuenta/entrar/", {"login": "nadie@example.pe", "password": "x"})
    type_password(client, officer)
    assert deeds("sign_in_failed") == [(officer.code, "step=password"), ("unknown", "step=password")]
    assert deeds("sign_in") == [(officer.code, "door=password")]


def test_five_wrong_passwords_from_one_address_close_that_address_only(client, officer):
    for _turn in range(5):
        type_password(client, officer, "no es esta")
    type_password(client, officer)
    assert client.get("/cuenta/").status_code == 302  # even the right one waits now
    elsewhere = Client(REMOTE_ADDR="127.0.0.9")
    type_password(elsewhere, officer)
    assert elsewhere.get("/cuenta/paso/activar/").status_code == 200


def test_wrong_codes_count_with_wrong_passwords(client, officer):
    secret = give_factor(officer)
    for _turn in range(3):
        type_password(client, officer, "no es esta")
    type_password(client, officer)
    for _turn in range(2):
        client.post("/cuenta/paso/", {"code": "000000"})
    client.post("/cuenta/paso/", {"code": code_now(secret)})
    assert client.get("/cuenta/").status_code == 302
    assert deeds("sign_in_failed").count((officer.code, "step=factor")) == 2


def test_too_many_sign_ins_from_an_address_get_the_page_for_it(client, officer):
    for _turn in range(30):
        client.post("/cuenta/entrar/", {"login": "", "password": ""})
    response = client.post("/cuenta/entrar/", {"login": officer.email, "password": PASSWORD})
    assert response.status_code == 429


def test_there_is_no_sign_up(client, db):
    assert client.get("/cuenta/signup/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_a_lost_role_ends_at_the_next_request(cast):
    client = sign_in(cast.users["admin_two"])
    assert client.get("/casa/").status_code == 200
    Membership.objects.filter(user=cast.users["admin_two"]).update(state="ended")
    assert client.get("/casa/").status_code == 403
    assert client.get("/cuenta/").status_code == 200  # the own account stays, to read why


def test_a_closed_account_is_signed_out_at_the_next_request(cast):
    client = sign_in(cast.users["officer"])
    cast.users["officer"].is_active = False
    cast.users["officer"].save()
    assert client.get("/cuenta/")["Location"].startswith("/cuenta/entrar/")


def test_fifteen_idle_minutes_sign_out_and_a_ping_keeps_in(cast):
    client = sign_in(cast.users["officer"])
    session = Session.objects.get(pk=client.cookies["s"].value)
    assert session.expire_date <= timezone.now() + timedelta(minutes=15)
    Session.objects.filter(pk=session.pk).update(expire_date=timezone.now() + timedelta(seconds=30))
    assert client.post("/cuenta/sigo/").status_code == 204
    assert Session.objects.get(pk=session.pk).expire_date > timezone.now() + timedelta(minutes=14)
    Session.objects.filter(pk=session.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/cuenta/")["Location"].startswith("/cuenta/entrar/")


def test_quick_exit_signs_out_and_lands_on_a_page_that_tells_nothing(cast):
    client = sign_in(cast.users["officer"])
    response = Client.post(client, "/salida/", follow=True)
    assert response.redirect_chain == [("/pausa/", 302)]
    assert b"mparo" not in response.content
    assert response["Cache-Control"] == "no-store"
    assert client.get("/cuenta/").status_code == 302
    assert deeds("sign_out") == [(cast.users["officer"].code, "door=exit")]


def test_quick_exit_works_from_a_page_whose_token_is_old(cast):
    client = sign_in(cast.users["officer"], Client(enforce_csrf_checks=False))
    client.handler.enforce_csrf_checks = True
    assert client.post("/salida/")["Location"] == "/pausa/"
    assert client.get("/cuenta/").status_code == 302


def test_own_devices_can_be_ended(cast):
    user = cast.users["officer"]
    first = sign_in(user)
    second, third = Client(), Client()
    for client in (second, third):
        client.force_login(user)
        client.post("/cuenta/entrar/", {})
    page = first.get("/cuenta/")
    assert page.status_code == 200
    assert first.post("/cuenta/sesion/", {"session": "999999"}).status_code == 404
    assert first.post("/cuenta/sesion/", {"session": "others"}).status_code == 302
    assert first.get("/cuenta/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(cast):
    from allauth.usersessions.models import UserSession

    one, other = sign_in(cast.users["officer"]), sign_in(cast.users["upe"])
    foreign = UserSession.objects.get(user=cast.users["upe"])
    assert one.post("/cuenta/sesion/", {"session": str(foreign.pk)}).status_code == 404
    assert other.get("/cuenta/").status_code == 200


def test_switching_roles_takes_only_own_ones(cast):
    user = cast.users["officer"]
    second = Membership.objects.create(user=user, unit=cast.units["crtp-cusco"], role="crtp", state="active")
    client = sign_in(user)
    client.post("/cuenta/funcion/", {"membership": str(second.pk)})
    assert client.get("/cuenta/").context["actor"]["unit_name"] == "crtp-cusco"
    foreign = Membership.objects.get(user=cast.users["admin"])
    assert client.post("/cuenta/funcion/", {"membership": str(foreign.pk)}).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "lands"), [("/cuenta/", "/cuenta/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")]
)
def test_the_language_switch_goes_back_to_our_own_pages_only(client, db, wanted, lands):
    response = client.post("/idioma/", {"language": "en", "next": wanted})
    assert response["Location"] == lands
    assert response.cookies["lang"].value == "en"
    assert client.get("/cuenta/entrar/")["Content-Language"] == "en"
