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
from amparo.access.actions.institutions import create_institution, rename_institution
from amparo.access.actions.roles import confirm_role, end_role, propose_role, refuse_role
from amparo.access.actions.units import (
    confirm_unit_change,
    propose_closing,
    propose_move,
    propose_unit,
    refuse_unit_change,
)

__all__ = [
    "choose_language",
    "confirm_factor_reset",
    "confirm_role",
    "confirm_unit_change",
    "create_institution",
    "deactivate_user",
    "end_exclusion",
    "end_role",
    "exclude",
    "invite_user",
    "make_first_administrator",
    "offer_first_administrator",
    "propose_closing",
    "propose_factor_reset",
    "propose_move",
    "propose_role",
    "propose_unit",
    "refuse_factor_reset",
    "refuse_role",
    "refuse_unit_change",
    "rename_institution",
    "renew_invitation",
    "set_first_password",
]
