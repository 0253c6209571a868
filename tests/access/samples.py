"""A sample of each action of access."""

import uuid
from datetime import date

from amparo.access import actions, tokens
from amparo.access.acting import acting_as
from amparo.access.actors import anonymous, system
from amparo.access.models import Institution, Membership
from amparo.access.verbs import Verb
from amparo.core.ids import new_id
from tests.samples import sample

PASSWORD = "una frase larga de prueba 7"


def do(action, **kwargs):
    """Runs an action as its actor, in a transaction of its own."""
    with acting_as(kwargs["by"]):
        return action(id=kwargs.pop("id", new_id()), **kwargs)


@sample("access.create_institution")
def create_institution(cast):
    return dict(id=new_id(), seen=0, code="sunafil", kind="labour", name="Inspección", short_name="Inspección", by=cast.admin)


@sample("access.rename_institution", on_row=True)
def rename_institution(cast):
    row = Institution.objects.get(code="inabif")
    new = dict(name="Nombre nuevo", short_name="Nuevo", valid_from=date(2024, 3, 1), source="")
    return dict(id=new_id(), seen=row.version, institution=row.pk, **new, by=cast.admin)


@sample("access.propose_unit")
def propose_unit(cast):
    house = Institution.objects.get(code="pnp")
    new = dict(parent=cast.units["pnp-hq"].pk, code="pnp-puno", name="Puno", kind="police", ubigeo=["21"])
    return dict(id=new_id(), seen=0, institution=house.pk, **new, by=cast.admin)


def proposed_unit(cast):
    return do(actions.propose_unit, **{**propose_unit(cast), "id": new_id()})


@sample("access.confirm_unit_change", on_row=True)
def confirm_unit_change(cast):
    return dict(id=new_id(), seen=1, change=proposed_unit(cast).pk, by=cast.admin_two)


@sample("access.refuse_unit_change", on_row=True)
def refuse_unit_change(cast):
    return dict(id=new_id(), seen=1, change=proposed_unit(cast).pk, by=cast.admin)


@sample("access.propose_move", on_row=True)
def propose_move(cast):
    unit = cast.units["pnp-cusco"]
    return dict(id=new_id(), seen=unit.version, unit=unit.pk, parent=cast.units["pnp-loreto"].pk, by=cast.admin)


@sample("access.propose_closing", on_row=True)
def propose_closing(cast):
    unit = do(actions.confirm_unit_change, **{**confirm_unit_change(cast), "id": new_id()}).unit
    return dict(id=new_id(), seen=unit.version, unit=unit.pk, by=cast.admin)


@sample("access.invite_user")
def invite_user(cast):
    return dict(id=new_id(), seen=0, email="nueva@example.pe", display_name="Nueva", language="es", by=cast.admin)


@sample("access.renew_invitation", on_row=True)
def renew_invitation(cast):
    user = do(actions.invite_user, **{**invite_user(cast), "id": new_id()})
    return dict(id=new_id(), seen=user.version, user=user.pk, by=cast.admin)


@sample("access.deactivate_user", on_row=True)
def deactivate_user(cast):
    user = cast.users["officer"]
    return dict(id=new_id(), seen=user.version, user=user.pk, by=cast.admin)


@sample("access.choose_language", on_row=True)
def choose_language(cast):
    return dict(id=new_id(), seen=cast.users["officer"].version, language="en", by=cast.officer)


@sample("access.set_first_password")
def set_first_password(cast):
    act = new_id()
    do(actions.invite_user, **{**invite_user(cast), "id": act})
    return dict(id=new_id(), seen=0, secret=tokens.secret_of(act), password=PASSWORD, by=anonymous())


def without_administrators(cast):
    Membership.objects.filter(role="admin").update(state="ended")


@sample("access.offer_first_administrator")
def offer_first_administrator(cast):
    without_administrators(cast)
    return dict(id=new_id(), seen=0, by=system("setup", Verb.ADMINISTER))


@sample("access.make_first_administrator")
def make_first_administrator(cast):
    act = new_id()
    do(actions.offer_first_administrator, **{**offer_first_administrator(cast), "id": act})
    new = dict(email="primera@example.pe", display_name="Primera", password=PASSWORD)
    return dict(id=new_id(), seen=0, secret=tokens.secret_of(act), **new, by=anonymous())


@sample("access.propose_role")
def propose_role(cast):
    unit = cast.units["pnp-loreto"].pk
    return dict(id=new_id(), seen=0, user=cast.users["officer"].pk, unit=unit, role="police", by=cast.admin)


def proposed(cast):
    return do(actions.propose_role, **{**propose_role(cast), "id": new_id()})


@sample("access.confirm_role", on_row=True)
def confirm_role(cast):
    return dict(id=new_id(), seen=1, membership=proposed(cast).pk, by=cast.admin_two)


@sample("access.refuse_role", on_row=True)
def refuse_role(cast):
    return dict(id=new_id(), seen=1, membership=proposed(cast).pk, by=cast.admin_two)


@sample("access.end_role", on_row=True)
def end_role(cast):
    return dict(id=new_id(), seen=1, membership=Membership.objects.get(user=cast.users["officer"]).pk, by=cast.admin)


@sample("access.propose_factor_reset")
def propose_factor_reset(cast):
    return dict(id=new_id(), seen=0, user=cast.users["officer"].pk, by=cast.admin)


def asked_reset(cast):
    return do(actions.propose_factor_reset, **{**propose_factor_reset(cast), "id": new_id()})


@sample("access.confirm_factor_reset", on_row=True)
def confirm_factor_reset(cast):
    return dict(id=new_id(), seen=1, reset=asked_reset(cast).pk, by=cast.admin_two)


@sample("access.refuse_factor_reset", on_row=True)
def refuse_factor_reset(cast):
    return dict(id=new_id(), seen=1, reset=asked_reset(cast).pk, by=cast.admin_two)


@sample("access.exclude")
def exclude(cast):
    subject = dict(subject_type="case", subject_id=uuid.uuid4(), reason="accused")
    return dict(id=new_id(), seen=0, **subject, unit=cast.units["pnp-cusco"].pk, by=cast.dpo)


@sample("access.end_exclusion", on_row=True)
def end_exclusion(cast):
    made = do(actions.exclude, **{**exclude(cast), "id": new_id()})
    return dict(id=new_id(), seen=made.version, exclusion=made.pk, by=cast.dpo)
