"""What administrators, and people on their own account, can change. Each writes one audit line; codes only."""

from amparo.access.actions.accounts import (
    choose_language,
    deactivate_user,
    invite_user,
    make_first_administrator,
    offer_first_administrator,
    renew_invitation,
    set_first_password,
)
from amparo.access.actions.exclusions import end_exclusion, exclude
from amparo.access.actions.factors import confirm_factor_reset, propose_factor_reset, refuse_factor_reset
from amparo.access.actions.institutions import create_institution, create_unit, move_unit, rename_institution, retire_unit
from amparo.access.actions.roles import confirm_role, end_role, propose_role, refuse_role

__all__ = [
    "choose_language",
    "confirm_factor_reset",
    "confirm_role",
    "create_institution",
    "create_unit",
    "deactivate_user",
    "end_exclusion",
    "end_role",
    "exclude",
    "invite_user",
    "make_first_administrator",
    "move_unit",
    "offer_first_administrator",
    "propose_factor_reset",
    "propose_role",
    "refuse_factor_reset",
    "refuse_role",
    "rename_institution",
    "renew_invitation",
    "retire_unit",
    "set_first_password",
]
