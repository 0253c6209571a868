"""What is written at the doors, where no action runs: sign-ins, wrong passwords and codes, and what was refused.

What was refused is written in a transaction of its own, since the refused one is rolled back.
"""

from amparo.access import audit
from amparo.access.actors import Actor
from amparo.access.models import User


def denied(*, by: Actor, url_name: str, verb: str) -> None:
    """Records that a page or an act was refused. Only the name of the page, never its address: that may hold a code."""
    audit.record(by=by, verb="denied", subject_type="page", subject=url_name, detail=[("verb", verb)] if verb else [])


def signed_in(*, by: Actor, user: User, door: str = "password") -> None:
    """Records a sign-in and by which door: `password`, or the `demo` page."""
    audit.record(by=by, verb="sign_in", subject_type="account", subject=user.code, detail=[("door", door)])


def signed_out(*, by: Actor, user: User, door: str) -> None:
    """Records a sign-out: `exit` (quick exit), or `device` (ended from the list of devices)."""
    audit.record(by=by, verb="sign_out", subject_type="account", subject=user.code, detail=[("door", door)])


def sign_in_failed(*, by: Actor, email: str, step: str = "password") -> None:
    """Records a wrong password or code. An address nobody has leaves `unknown`: what was typed may be a password."""
    user = User.objects.filter(email__iexact=email).only("code").first()
    subject = user.code if user else "unknown"
    audit.record(by=by, verb="sign_in_failed", subject_type="account", subject=subject, detail=[("step", step)])
