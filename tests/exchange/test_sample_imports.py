"""Both sample registers, dry and applied, against the truth their generator knows."""

from collections import Counter

from amparo.access.acting import acting_as
from amparo.cases.models import Case
from amparo.exchange import runs
from amparo.exchange.models import Row
from amparo.exchange.sample_registers import police_truth, protection_truth
from amparo.exchange.sample_registers.truth import Fault
from tests.exchange.conftest import adds_up, read, upload

SEED = 7


def rows_of(actor, batch):
    with acting_as(actor):
        return {row.number: row for row in Row.objects.visible_to(actor).filter(batch=batch)}


def test_the_police_sample_is_what_its_truth_says(cast, police_sample):
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
    assert not wrong


def test_the_protection_sample_is_what_its_truth_says(cast, upe_sample):
    batch = read(cast.upe, upe_sample, "upe")
    assert adds_up(batch)
    truth = protection_truth(SEED)
    rows = rows_of(cast.upe, batch)
    assert batch.rows == len(truth.rows)
    wrong = Counter()
    for row in truth.rows:
        here = rows[row.row]
        if here.kind != "released" or here.children != len(row.children):
            wrong[here.kind] += 1
    assert not wrong


def test_applied_twice_it_makes_the_same_files_once(cast, police_sample):
    batch = runs.apply(cast.officer, read(cast.officer, police_sample).pk)
    assert batch.state == "applied" and batch.done == batch.released and adds_up(batch)
    with acting_as(cast.officer):
        made = set(Case.objects.visible_to(cast.officer).values_list("pk", flat=True))
    assert len(made) == batch.children >= batch.released
    again = read_again = upload(cast.officer, police_sample)
    assert again.pk == batch.pk
    runs.apply(cast.officer, read_again.pk)
    with acting_as(cast.officer):
        assert set(Case.objects.visible_to(cast.officer).values_list("pk", flat=True)) == made
