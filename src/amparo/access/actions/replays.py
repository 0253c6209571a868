"""What makes a repeated form harmless is kept for a month. The system's own job."""

from datetime import timedelta

from django.utils import timezone

from amparo.access import audit, policy
from amparo.access.actors import Actor
from amparo.access.models import Performed
from amparo.access.verbs import Verb

KEPT = timedelta(days=30)  # longer than any draft, any batch left half applied, and any device without a network


def forget_replays(*, by: Actor) -> int:
    """Forgets which forms were sent more than 30 days ago; how many. Sent again, one fails on the version it saw."""
    policy.check(by, Verb.RUN_JOBS, group="house")
    gone, _by_model = Performed.objects.filter(at__lt=timezone.now() - KEPT).delete()
    if gone:
        audit.record(by=by, verb="forget_replays", subject_type="batch", subject="performed", detail=[("n", str(gone))])
    return gone
