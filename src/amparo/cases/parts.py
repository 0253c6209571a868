"""The parts of a file: which role answers for which, and what of a desk goes with each when another unit takes it over.

What is not named under a part stays with the unit: the answer it owes as a service, the search it was asked for.
"""

from collections.abc import Iterable, Mapping

from amparo.desk.effects import Share

TRACK = {"upe": "protection", "prosecutor": "penal", "family_prosecutor": "family_law", "udavit": "victims", "court": "court"}
FIRST_TASK = {"protection": ("take_charge", "alert_taken"), "penal": ("take_penal", "alert_seen_by_prosecutor")}

_VISITS = tuple(f"follow_up_{month}" for month in (1, 3, 6, 12))
_COURT = ("court_hearing", "court_decision")
_ALERT = ("triage", "screen")


def _share(tasks: Iterable[str] = (), owes: Iterable[str] = (), waits: Iterable[str] = ()) -> Share:
    return Share(frozenset(tasks), frozenset(owes), frozenset(waits))


# A court without a unit of its own leaves its terms with who protects her: they are in both parts.
BELONGS: Mapping[str, Share] = {
    "alert": _share(_ALERT, ("alert_triage", "screening_resume"), ("alert_taken", "alert_seen_by_prosecutor")),
    "protection": _share(
        (*_ALERT, "take_charge", "open_protection", "send_to_court", "hold_hearing", "decide_measure", "first_evaluation",
         "write_plan", "visit", "left_without_leave", "visit_retrafficking", "visit_at_risk", "centre_kept_away"),
        ("alert_triage", "screening_resume", "alert_taken", "court_copies", *_COURT, "first_evaluation", "plan_made",
         "plan_reviewed", "unauthorised_leave", *_VISITS),
        ("alert_taken", "alert_seen_by_prosecutor", *_COURT, *_VISITS),
    ),
    "penal": _share((*_ALERT, "take_penal"), ("alert_triage", "screening_resume", "alert_seen_by_prosecutor")),
    "family_law": _share(("take_charge",)),
    "victims": _share(("take_charge",)),
    "court": _share(("take_charge", "hold_hearing", "decide_measure"), _COURT),
    "placement": _share((), ("unauthorised_leave",)),
    "reintegration": _share(("visit", "write_plan"), ("plan_reviewed", *_VISITS)),
}  # fmt: skip


def of_role(role: str, held: Iterable[str]) -> str:
    """The part under which a unit acts, of those it is in charge of now: the one of its role before any other; "" for none."""
    own = [part for part in held if part != "service"]
    return TRACK[role] if TRACK.get(role) in own else min(own, default="")
