"""A lost second factor is taken away by two administrators, and the person sets up a new one at the next sign-in."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from amparo.access import audit, notices, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.devices import end_all
from amparo.access.models import FactorReset, User
from amparo.access.required import must
from amparo.access.states import FACTOR_RESET, FACTOR_RESET_START
from amparo.access.verbs import Verb
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take


@action
def propose_factor_reset(*, id: UUID, seen: int, user: int, by: Actor) -> FactorReset:
    """Asks for a person's second factor to be taken away. Nothing changes until another administrator confirms."""
    policy.check(by, Verb.PROPOSE_ROLE, group="house")
    expect_new(seen)
    holder = User.objects.get(pk=user)
    must(
        rules.role_of_nobody_else(holder=holder.pk, proposer=by.user_id),
        rules.account_open(active=holder.is_active),
        rules.one_reset(waiting=FactorReset.objects.filter(user=holder, state=FACTOR_RESET_START).exists()),
    )
    reset = FactorReset.objects.create(id=id, user=holder, state=FACTOR_RESET_START, proposed_by_id=by.user_id)
    _told(reset, "propose_factor_reset", by)
    return reset


@action
def confirm_factor_reset(*, id: UUID, seen: int, reset: UUID, by: Actor) -> FactorReset:
    """Takes the second factor away and ends the person's sessions; by a second administrator, not the person."""
    policy.check(by, Verb.CONFIRM_ROLE, group="house")
    row = take(FactorReset.objects.select_related("user"), reset, seen)
    must(rules.second_person(actor=by.user_id, proposer=row.proposed_by_id, holder=row.user_id))
    row.state = move(FACTOR_RESET, row.state, "confirm")
    row.confirmed_by_id, row.confirmed_at = by.user_id, timezone.now()
    bump(row, "state", "confirmed_by", "confirmed_at")
    Authenticator.objects.filter(user=row.user).delete()
    end_all(row.user)
    _told(row, "confirm_factor_reset", by)
    return row


@action
def refuse_factor_reset(*, id: UUID, seen: int, reset: UUID, by: Actor) -> FactorReset:
    """Turns the request down. Who asked may take it back this way."""
    policy.check(by, Verb.CONFIRM_ROLE, group="house")
    row = take(FactorReset.objects.select_related("user"), reset, seen)
    row.state = move(FACTOR_RESET, row.state, "refuse")
    bump(row, "state")
    _told(row, "refuse_factor_reset", by)
    return row


def _told(row: FactorReset, verb: str, by: Actor) -> None:
    audit.record(by=by, verb=verb, subject_type="account", subject=row.user.code)
    notices.role_changed(row.user)
