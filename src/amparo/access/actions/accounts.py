"""Accounts: made by invitation, opened with a first password, closed. Sign-up is closed."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, dependants, notices, policy, rules, tokens
from amparo.access.action import action
from amparo.access.actions.roles import administrators, lock_administration
from amparo.access.actors import Actor
from amparo.access.devices import end_all
from amparo.access.models import Institution, InstitutionName, Invitation, Membership, Unit, User
from amparo.access.required import must
from amparo.access.roles import FRONT_ROLES
from amparo.access.states import MEMBERSHIP, MEMBERSHIP_START
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.core.ids import new_code
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take

HOUSE = "amparo"  # code of the institution and unit in which the first administrator works


@action
def invite_user(*, id: UUID, seen: int, email: str, display_name: str, language: str, by: Actor) -> User:
    """Makes an account without a password, and a link (`tokens.secret_of(id)`) good for 72 hours to set one."""
    policy.check(by, Verb.ADMINISTER, group="house")
    expect_new(seen)
    must(rules.address_free(taken=User.objects.filter(email__iexact=email).exists()))
    user = User(code=new_code("USR"), email=email.lower(), display_name=display_name, language=language)
    user.set_unusable_password()
    user.save(force_insert=True)
    _invite(id, user)
    audit.record(by=by, verb="invite_user", subject_type="account", subject=user.code)
    return user


@action
def renew_invitation(*, id: UUID, seen: int, user: int, by: Actor) -> User:
    """A new link for an account that was never opened; the links before it end."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(User.objects.all(), user, seen)
    must(rules.account_open(active=row.is_active), rules.never_used(has_password=row.has_usable_password()))
    Invitation.objects.filter(user=row, used_at=None).update(used_at=timezone.now())
    _invite(id, row)
    bump(row)
    audit.record(by=by, verb="renew_invitation", subject_type="account", subject=row.code)
    return row


@action
def deactivate_user(*, id: UUID, seen: int, user: int, by: Actor) -> User:
    """Closes an account: its roles end, its sessions end at once. Its deeds stay; files it leaves with nobody go to the next unit."""
    policy.check(by, Verb.ADMINISTER, group="house")
    lock_administration()
    row = take(User.objects.all(), user, seen)
    must(rules.not_own_account(actor=by.user_id, user=row.pk), rules.account_open(active=row.is_active))
    row.is_active = False
    bump(row, "is_active")
    ended = {m.unit_id for m in Membership.objects.filter(user=row, state="active", role__in=FRONT_ROLES)}
    for membership in Membership.objects.select_for_update().filter(user=row, state__in=["proposed", "active"]):
        step = "end" if membership.state == "active" else "refuse"
        membership.state, membership.ended_at = move(MEMBERSHIP, membership.state, step), timezone.now()
        bump(membership, "state", "ended_at")
    Invitation.objects.filter(user=row, used_at=None).update(used_at=timezone.now())
    end_all(row)
    for unit in ended:
        dependants.left(unit)
    must(rules.keeps_an_administrator(remaining=administrators()))
    audit.record(by=by, verb="deactivate_user", subject_type="account", subject=row.code)
    notices.role_changed(row)
    return row


@action
def choose_language(*, id: UUID, seen: int, language: str, by: Actor) -> User:
    """The language in which a person gets messages."""
    row = take(User.objects.filter(pk=by.user_id), by.user_id, seen)
    row.language = language
    bump(row, "language")
    audit.record(by=by, verb="choose_language", subject_type="account", subject=row.code, detail=[("language", language)])
    return row


@action
def set_first_password(*, id: UUID, seen: int, secret: str, password: str, by: Actor) -> User:
    """Opens an account by its one-time link. Raises `NotFound` where the link is used, old or wrong."""
    expect_new(seen)
    user = _used(secret).user
    if user is None or not user.is_active:
        raise NotFound(_link_is_old())
    user.set_password(password)
    bump(user, "password")
    audit.record(by=by, verb="set_first_password", subject_type="account", subject=user.code)
    return user


@action
def offer_first_administrator(*, id: UUID, seen: int, by: Actor) -> Invitation:
    """A one-time link that makes the first administrator; only while there is none."""
    policy.check(by, Verb.ADMINISTER, group="house")
    expect_new(seen)
    must(rules.no_administrator(administrators=administrators()))
    Invitation.objects.filter(user=None, used_at=None).update(used_at=timezone.now())
    invitation = _invite(id, None)
    audit.record(by=by, verb="offer_first_administrator", subject_type="account", subject="first")
    return invitation


@action
def make_first_administrator(
    *, id: UUID, seen: int, secret: str, email: str, display_name: str, password: str, by: Actor
) -> User:
    """Makes the first administrator by the one-time link, with the house's own institution and unit."""
    expect_new(seen)
    if _used(secret).user is not None:
        raise NotFound(_link_is_old())
    must(
        rules.no_administrator(administrators=administrators()),
        rules.address_free(taken=User.objects.filter(email__iexact=email).exists()),
    )
    user = User(code=new_code("USR"), email=email.lower(), display_name=display_name)
    user.set_password(password)
    user.save(force_insert=True)
    state = move(MEMBERSHIP, MEMBERSHIP_START, "confirm")
    Membership.objects.create(id=id, user=user, unit=_house(), role="admin", state=state, confirmed_at=timezone.now())
    audit.record(by=by, verb="make_first_administrator", subject_type="account", subject=user.code)
    return user


def _invite(id: UUID, user: User | None) -> Invitation:
    expires = timezone.now() + tokens.LIFETIME
    return Invitation.objects.create(id=id, user=user, token_hash=tokens.digest_of(tokens.secret_of(id)), expires_at=expires)


def _used(secret: str) -> Invitation:
    """The invitation, taken and used up."""
    found = tokens.open_invitation(secret)
    row = Invitation.objects.select_for_update(of=("self",)).filter(pk=found.pk, used_at=None).first() if found else None
    if row is None:
        raise NotFound(_link_is_old())
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row


def _link_is_old() -> str:
    return _("Este enlace ya se usó o caducó. Pida uno nuevo a quien administra las cuentas.")


def _house() -> Unit:
    institution, made = Institution.objects.get_or_create(code=HOUSE, defaults={"kind": "administration"})
    if made:
        InstitutionName.objects.create(institution=institution, name="Amparo", short_name="Amparo")
    return Unit.objects.get_or_create(
        code=HOUSE, defaults={"institution": institution, "name": "Amparo", "kind": "administration"}
    )[0]
