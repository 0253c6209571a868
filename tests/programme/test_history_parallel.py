"""Two at one moment: what stands stays one."""

import threading

from django.db import IntegrityError, connection

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.errors import AmparoError
from amparo.programme.models import HeadCount
from tests.cast import assemble
from tests.programme.happenings import do
from tests.programme.parts.pledge import quarter
from tests.programme.people import partnership


def test_two_first_records_of_one_place_leave_one(fresh_database: str) -> None:
    """Two people record the same quarter at once, each on a connection of his own."""
    made = partnership(assemble())
    gate, refused = threading.Barrier(2), []
    facts = quarter(made, posts=(("psychologist", 4),))

    def record() -> None:
        try:
            gate.wait(10)
            do(made, "peru", "record_head_counts", compact=made.compact.pk, facts=facts)
        except (AmparoError, IntegrityError) as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=record) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    with acting_as(system("test")):
        assert HeadCount.every.count() == 1
