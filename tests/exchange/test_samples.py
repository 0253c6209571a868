"""Both sample registers, dry and applied, against the truth their generator knows."""

from collections import Counter

from amparo.access.acting import acting_as
from amparo.exchange import runs
from amparo.exchange.models import Row
from amparo.exchange.sample_registers import police_truth, protection_truth
from amparo.exchange.sample_registers.truth import Fault
from tests.exchange.conftest import adds_up, read

SEED = 7


def rows_of(actor, batch):
    with acting_as(actor):
        return {row.number: row for row in Row.objects.visible_to(actor).filter(batch=batch)}


def test_the_police_sample_is_what_its_truth_says(cast, registry, police_sample):
    batch = read(cast.officer, police_sample)
    assert batch.state == "ready" and adds_up(batch) and batch.marked
    truth = police_truth(SEED)
    rows = rows_of(cast.officer, batch)
    assert batch.rows + batch.aside == len(truth.rows)
    wrong = Counter()
    for row in truth.rows:
        kind = rows[row.row].kind
        expected = {"released"}
        if Fault.SUBTOTAL in row.faults:
            expected = {"aside"}
        elif Fault.DUPLICATE in row.faults:
            expected = {"duplicate"}
        elif Fault.ADULT in row.faults:
            expected = {"quarantined"}
        elif Fault.NO_CHILD in row.faults:
            expected = {"quarantined", "merged"}
        if kind not in expected:
            wrong[(kind, *sorted(expected))] += 1
            print(row, kind, rows[row.row].reasons, rows[row.row].doubts, rows[row.row].same_as)
    assert not wrong
