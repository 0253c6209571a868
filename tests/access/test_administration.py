"""Units, people, roles, second factors, exclusions: what one administrator may do, and what takes two."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError, connection, transaction

from amparo.access import actions, queries, subjects, tokens
from amparo.access.acting import acting_as
from amparo.access.actors import anonymous
from amparo.access.models import AuditLine, Exclusion, Institution, Membership, UnitChange, User
from amparo.access.policy import Relation
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from tests.access import samples
from tests.access.people import give_factor, sign_in
from tests.access.samples import do


def propose(cast, who, role, unit, by):
    return do(actions.propose_role, seen=0, user=cast.users[who].pk, unit=cast.units[unit].pk, role=role, by=by)


def test_a_role_that_sees_cases_waits_for_a_second_administrator(cast):
    membership = propose(cast, "crtp", "police", "pnp-cusco", cast.admin)
    assert membership.state == "proposed"
    with pytest.raises(Invalid, match="otra persona"):
        do(actions.confirm_role, seen=1, membership=membership.pk, by=cast.admin)
    assert do(actions.confirm_role, seen=1, membership=membership.pk, by=cast.admin_two).state == "active"


def test_a_role_that_sees_none_is_in_force_at_once(cast):
    assert propose(cast, "officer", "partner", "cmnp", cast.admin).state == "active"


@pytest.mark.parametrize("role", ["admin", "dpo", "auditor"])
def test_who_decides_or_watches_needs_two_administrators_too(cast, role):
    assert propose(cast, "crtp", role, "house", cast.admin).state == "proposed"


def test_the_only_administrator_may_name_the_second_one(cast):
    Membership.objects.filter(user=cast.users["admin_two"]).update(state="ended")
    assert propose(cast, "crtp", "admin", "house", cast.admin).state == "active"
    assert propose(cast, "school", "admin", "house", cast.admin).state == "proposed"


def test_nobody_grants_himself_a_role_nor_confirms_his_own(cast):
    with pytest.raises(Invalid, match="sí mismo"):
        propose(cast, "admin", "police", "pnp-cusco", cast.admin)
    membership = propose(cast, "admin_two", "police", "pnp-cusco", cast.admin)
    with pytest.raises(Invalid, match="propia cuenta"):
        do(actions.confirm_role, seen=1, membership=membership.pk, by=cast.admin_two)


def test_the_database_refuses_it_too(cast):
    holder, unit = cast.users["admin"], cast.units["pnp-cusco"]
    with pytest.raises(IntegrityError, match="nobody_proposes_himself"), transaction.atomic():
        Membership.objects.create(user=holder, unit=unit, role="police", state="active", proposed_by=holder)
    other = cast.users["crtp"]
    with pytest.raises(IntegrityError, match="two_people_confirm_a_role"), transaction.atomic():
        Membership.objects.create(user=other, unit=unit, role="police", state="active", proposed_by=holder, confirmed_by=holder)


@pytest.mark.parametrize("who", ["officer", "upe", "crtp", "dpo", "auditor", "police_chief"])
def test_nobody_but_administrators_gives_roles(cast, who):
    with pytest.raises(Denied):
        propose(cast, "health", "partner", "cmnp", getattr(cast, who))


def test_a_role_belongs_to_institutions_of_its_kind(cast):
    with pytest.raises(Invalid, match="tipo de institución"):
        propose(cast, "school", "police", "ugel-cusco", cast.admin)


def test_the_officer_of_data_and_the_person_are_told_without_a_word_about_cases(
    cast, django_capture_on_commit_callbacks, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        propose(cast, "crtp", "police", "pnp-cusco", cast.admin)
    assert {tuple(message.to) for message in mail.outbox} == {("crtp@example.pe",), ("dpo@example.pe",)}
    assert not any("pnp" in message.body or "olic" in message.body for message in mail.outbox)
    with acting_as(cast.dpo):
        first = queries.role_changes(cast.dpo)[0]
    assert (first.user.code, first.proposed_by, first.waiting) == (cast.crtp.user_code, "admin", True)


def test_ending_a_role_takes_its_verbs_at_once(cast):
    client = sign_in(cast.users["dpo"])
    assert client.get("/casa/cambios/").status_code == 200
    do(actions.end_role, seen=1, membership=Membership.objects.get(user=cast.users["dpo"]).pk, by=cast.admin)
    assert client.get("/casa/cambios/").status_code == 403


def test_the_last_administrator_stays(cast):
    first, second = (Membership.objects.get(user=cast.users[name]) for name in ("admin", "admin_two"))
    do(actions.end_role, seen=1, membership=second.pk, by=cast.admin)
    with pytest.raises(Invalid, match="última"):
        do(actions.end_role, seen=1, membership=first.pk, by=cast.admin)
    first.refresh_from_db()
    assert first.state == "active"


def test_a_lost_second_factor_takes_two_and_ends_the_sessions(cast):
    user = cast.users["officer"]
    client = sign_in(user)
    reset = do(actions.propose_factor_reset, seen=0, user=user.pk, by=cast.admin)
    assert Authenticator.objects.filter(user=user).exists()
    with pytest.raises(Invalid, match="otra persona"):
        do(actions.confirm_factor_reset, seen=1, reset=reset.pk, by=cast.admin)
    do(actions.confirm_factor_reset, seen=1, reset=reset.pk, by=cast.admin_two)
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/cuenta/")["Location"].startswith("/cuenta/entrar/")


def test_nobody_asks_for_his_own_reset(cast):
    with pytest.raises(Invalid, match="sí mismo"):
        do(actions.propose_factor_reset, seen=0, user=cast.users["admin"].pk, by=cast.admin)


def test_a_closed_account_loses_roles_sessions_and_links(cast):
    user = cast.users["upe"]
    sign_in(user)
    before = Session.objects.count()
    do(actions.deactivate_user, seen=user.version, user=user.pk, by=cast.admin)
    assert Session.objects.count() == before - 1
    assert set(Membership.objects.filter(user=user).values_list("state", flat=True)) == {"ended"}
    with pytest.raises(Invalid, match="propia cuenta"):
        do(actions.deactivate_user, seen=cast.users["admin"].version, user=cast.users["admin"].pk, by=cast.admin)


def test_an_invitation_sets_a_password_once(cast, client):
    act = new_id()
    with acting_as(cast.admin):
        user = actions.invite_user(id=act, seen=0, email="Ana@example.pe", display_name="Ana", language="es", by=cast.admin)
    page = f"/cuenta/invitacion/{tokens.secret_of(act)}/"
    form = {"id": new_id(), "seen": 0, "password": "corta", "password_again": "corta"}
    assert b"errsum" in client.post(page, form).content
    good = {**form, "password": samples.PASSWORD, "password_again": samples.PASSWORD}
    assert client.post(page, {**good, "id": new_id(), "password_again": "otra"}).status_code == 200
    assert client.post(page, good)["Location"] == "/cuenta/entrar/"
    assert client.get(page).status_code == 404
    user.refresh_from_db()
    assert user.check_password(samples.PASSWORD)
    with pytest.raises(Invalid, match="ya tiene contraseña"):
        do(actions.renew_invitation, seen=user.version, user=user.pk, by=cast.admin)


def test_a_wrong_or_renewed_link_opens_nothing(cast, client):
    act = new_id()
    with acting_as(cast.admin):
        user = actions.invite_user(id=act, seen=0, email="ana@example.pe", display_name="Ana", language="es", by=cast.admin)
    do(actions.renew_invitation, seen=user.version, user=user.pk, by=cast.admin)
    assert client.get(f"/cuenta/invitacion/{tokens.secret_of(act)}/").status_code == 404
    assert client.get("/cuenta/invitacion/nada/").status_code == 404


def test_the_first_administrator_comes_by_a_link_while_there_is_none(cast, client, capsys):
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="Ya hay"):
        call_command("first_admin_link")
    Membership.objects.filter(role="admin").update(state="ended")
    call_command("first_admin_link", address="http://127.0.0.1:8123")
    page = capsys.readouterr().out.split()[-1].removeprefix("http://127.0.0.1:8123")
    new = {
        "email": "primera@example.pe",
        "display_name": "Primera",
        "password": samples.PASSWORD,
        "password_again": samples.PASSWORD,
    }
    assert client.get(page).status_code == 200
    assert client.post(page, {"id": new_id(), "seen": 0, **new}).status_code == 302
    assert Membership.objects.get(user__email="primera@example.pe").role == "admin"
    assert client.get(page).status_code == 404


def test_an_institution_keeps_its_old_names(cast):
    row = Institution.objects.get(code="mimp")
    new = {"name": "Nuevo ministerio", "short_name": "Nuevo", "source": "DS de ejemplo"}
    do(actions.rename_institution, seen=1, institution=row.pk, valid_from=date(2024, 1, 1), **new, by=cast.admin)
    assert [name.name for name in queries.names_of(row)] == ["Nuevo ministerio", "MIMP"]
    with pytest.raises(Invalid, match="futuro"):
        do(actions.rename_institution, seen=2, institution=row.pk, valid_from=date(2999, 1, 1), **new, by=cast.admin)
    with pytest.raises(Invalid, match="posterior"):
        do(actions.rename_institution, seen=2, institution=row.pk, valid_from=date(2023, 1, 1), **new, by=cast.admin)


def arrays(kind, subject):
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_hidden(%s, %s), access_exempt(%s, %s)", [kind, subject, kind, subject])
        return cursor.fetchone()


def test_an_exclusion_becomes_the_arrays_of_the_rows(cast):
    unit, person = cast.units["pnp-cusco"].pk, cast.users["officer_two"].pk
    subject = new_id()
    about = {"subject_type": "case", "subject_id": subject, "reason": "accused", "by": cast.dpo}
    row = do(actions.exclude, seen=0, unit=unit, exempt=[person], **about)
    do(actions.exclude, seen=0, user=cast.users["police_chief"].pk, **about)
    assert arrays("case", subject) == ([-cast.users["police_chief"].pk, unit], [-person])
    do(actions.end_exclusion, seen=row.version, exclusion=row.pk, by=cast.dpo)
    assert arrays("case", subject) == ([-cast.users["police_chief"].pk], [])


def test_others_hide_only_files_their_unit_answers_for(cast, monkeypatch):
    monkeypatch.setitem(subjects._RESOLVERS, "thing", lambda actor, pk: [Relation.RESPONSIBLE] if actor == cast.upe else [])
    about = {"subject_type": "thing", "subject_id": new_id(), "reason": "accused", "unit": cast.units["pnp-cusco"].pk}
    assert do(actions.exclude, seen=0, **about, by=cast.upe)
    with pytest.raises(NotFound):
        do(actions.exclude, seen=0, **about, by=cast.outsider)
    monkeypatch.setitem(subjects._RESOLVERS, "thing", lambda actor, pk: [Relation.RECEIVER])
    with pytest.raises(Denied):
        do(actions.exclude, seen=0, **about, by=cast.upe)
    with pytest.raises(Invalid):
        do(actions.exclude, seen=0, **{**about, "user": cast.users["officer"].pk}, by=cast.dpo)
    assert Exclusion.objects.count() == 1


def test_audit_lines_of_administration_hold_codes(cast):
    propose(cast, "crtp", "police", "pnp-cusco", cast.admin)
    line = AuditLine.objects.get(verb="propose_role")
    assert (line.subject, line.detail) == (cast.crtp.user_code, "role=police;unit=pnp-cusco;state=proposed")


def test_the_pages_of_the_house(cast):
    client = sign_in(cast.users["admin"])
    person = cast.users["officer"]
    for page in (
        "/casa/", "/casa/nueva/", "/casa/institucion/pnp/", "/casa/institucion/pnp/nombre/", "/casa/institucion/pnp/unidad/",
        "/casa/unidad/pnp-cusco/mover/", "/casa/cambios-de-unidades/", "/casa/personas/", "/casa/personas/?q=officer", "/casa/personas/nueva/",
        f"/casa/personas/{person.code}/", f"/casa/personas/{person.code}/funcion/",
    ):  # fmt: skip
        assert client.get(page).status_code == 200, page
    form = {"id": new_id(), "seen": 0, "display_name": "Luz", "email": "luz@example.pe", "language": "es"}
    page = client.post("/casa/personas/nueva/", form, follow=True)
    assert b"/cuenta/invitacion/" in page.content
    luz = User.objects.get(email="luz@example.pe")
    assert b"/cuenta/invitacion/" not in client.get(f"/casa/personas/{luz.code}/").content  # shown once
    role = {"id": new_id(), "seen": 0, "role": "police", "unit": cast.units["pnp-cusco"].pk}
    assert client.post(f"/casa/personas/{luz.code}/funcion/", role).status_code == 302
    membership = Membership.objects.get(user=luz)
    step = f"/casa/personas/{luz.code}/funcion/{membership.pk}/confirmar/"
    assert client.post(step, {"id": new_id(), "seen": 1}).status_code == 400  # the proposer
    second = sign_in(cast.users["admin_two"])
    assert second.post(step, {"id": new_id(), "seen": 1}).status_code == 302
    membership.refresh_from_db()
    assert membership.state == "active"


def test_the_one_click_pages_of_the_house(cast):
    client, other = sign_in(cast.users["admin"]), sign_in(cast.users["admin_two"])
    person = cast.users["officer"]
    give_factor(person)
    home = f"/casa/personas/{person.code}"
    assert client.post(f"{home}/paso/", {"id": new_id(), "seen": 0}).status_code == 302
    assert client.get(f"{home}/").status_code == 200
    assert other.post(f"{home}/paso/confirmar/", {"id": new_id(), "seen": 1}).status_code == 302
    assert other.post(f"{home}/paso/confirmar/", {"id": new_id(), "seen": 1}).status_code == 404
    assert "No se puede volver a abrir" in client.get(f"{home}/cerrar/").content.decode()
    assert client.post(f"{home}/cerrar/", {"id": new_id(), "seen": 99}).status_code == 409
    assert client.post(f"{home}/cerrar/", {"id": new_id(), "seen": 1}).status_code == 302
    assert client.post("/casa/unidad/pnp-cusco/cerrar/", {"id": new_id(), "seen": 1}).status_code == 400
    assert client.post("/casa/unidad/pnp-cusco/cerrar/", {}).status_code == 400
    invited = do(actions.invite_user, seen=0, email="mar@example.pe", display_name="Mar", language="es", by=cast.admin)
    page = client.post(f"/casa/personas/{invited.code}/enlace/", {"id": new_id(), "seen": 1}, follow=True)
    assert b"/cuenta/invitacion/" in page.content
    new = {"id": new_id(), "seen": 0, "code": "sunafil", "kind": "labour", "name": "Inspección", "short_name": "Insp."}
    assert client.post("/casa/nueva/", new)["Location"] == "/casa/institucion/sunafil/"
    assert b"Ese c" in client.post("/casa/nueva/", {**new, "id": new_id()}).content
    unit = {"id": new_id(), "seen": 0, "code": "sunafil-cusco", "name": "Cusco", "kind": "labour", "ubigeo": "08, 0801"}
    assert client.post("/casa/institucion/sunafil/unidad/", unit).status_code == 302
    assert UnitChange.objects.get(code="sunafil-cusco").ubigeo == ["08", "0801"]


def test_nobody_acts_for_somebody_else(cast):
    with acting_as(cast.admin), pytest.raises(RuntimeError, match="outside"):
        actions.choose_language(id=new_id(), seen=1, language="en", by=cast.officer)
    with pytest.raises(NotFound):
        do(actions.choose_language, seen=0, language="en", by=anonymous())
