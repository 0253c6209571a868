"""What was refused is written too, in a transaction of its own, since the refused one is rolled back."""

from amparo.access import audit
from amparo.access.actors import Actor


def denied(*, by: Actor, url_name: str, verb: str) -> None:
    """Records that a page or an act was refused. Only the name of the page, never its address: that may hold a code."""
    audit.record(by=by, verb="denied", subject_type="page", subject=url_name, detail=[("verb", verb)] if verb else [])
