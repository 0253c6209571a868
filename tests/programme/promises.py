"""What the two sides promised and gave, for the tests: rows as the actions leave them, and who does what."""

from typing import Any

from amparo.access.acting import acting_as
from amparo.programme.models import Commitment, Party
from tests.programme.people import Partnership


def party(made: Partnership, side: str) -> Party:
    """The Participant of a side."""
    with acting_as(made.cast.us):
        found: Party = Party.objects.visible_to(made.cast.us).get(compact=made.compact, side=side)
        return found


def promised(made: Partnership, side: str = "host", code: str = "P-01", **more: Any) -> Commitment:
    """A commitment of a side, as it was agreed."""
    by = made.cast.us if side == "us" else made.cast.peru
    of = party(made, side)
    with acting_as(by):
        row: Commitment = Commitment.objects.create(
            compact=made.compact, unit_id=by.unit_id, by=by.user_code, code=code, party=of, kind="service",
            **{"state": "agreed", "text_es": "Abrir cuatro centros", "text_en": "Open four centres", **more},
        )  # fmt: skip
        return row
