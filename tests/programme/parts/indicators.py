"""Samples: indicators and their values."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.rules_indicators import WordingFacts
from tests.programme import figures
from tests.programme.people import partnership
from tests.samples import sample


def _row(made):
    return figures.indicator(made)


@sample("programme.define_indicator")
def define_indicator(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": figures.definition(), "by": cast.us}


@sample("programme.reword_indicator", on_row=True)
def reword_indicator(cast):
    row = _row(partnership(cast))
    return {
        "id": new_id(), "seen": row.version, "indicator": row.pk, "facts": WordingFacts("Indicador X1", "Lo que se cuenta, sin repetir."),
        "reason": "No decía si se repite.", "by": cast.us,
    }  # fmt: skip


@sample("programme.set_baseline", on_row=True)
def set_baseline(cast):
    row = _row(partnership(cast))
    return {
        "id": new_id(),
        "seen": row.version,
        "indicator": row.pk,
        "value": Decimal(3),
        "year": 2024,
        "source": None,
        "by": cast.us,
    }


@sample("programme.set_targets", on_row=True)
def set_targets(cast):
    row = _row(partnership(cast))
    return {
        "id": new_id(),
        "seen": row.version,
        "indicator": row.pk,
        "region": "",
        "targets": ((2026, Decimal(9)),),
        "by": cast.us,
    }


@sample("programme.note_quality")
def note_quality(cast):
    row = _row(partnership(cast))
    return {
        "id": new_id(), "seen": 0, "indicator": row.pk, "result": None, "kind": "incomplete", "words": "Faltan dos regiones.", "by": cast.us,
    }  # fmt: skip


@sample("programme.mend_quality", on_row=True)
def mend_quality(cast):
    kwargs = note_quality(cast)
    with acting_as(cast.us):
        note = act.note_quality(**kwargs)
    return {"id": new_id(), "seen": note.version, "note": note.pk, "on": date(2026, 1, 5), "by": cast.us}


@sample("programme.record_result")
def record_result(cast):
    row = _row(partnership(cast))
    return {"id": new_id(), "seen": 0, "indicator": row.pk, "facts": figures.value(5), "by": cast.us}


def _draft(cast):
    made = partnership(cast)
    return made, figures.record(made, _row(made), figures.value(5))


@sample("programme.change_result", on_row=True)
def change_result(cast):
    _made, row = _draft(cast)
    return {"id": new_id(), "seen": row.version, "result": row.pk, "facts": figures.value(6), "by": cast.us}


@sample("programme.send_result", on_row=True)
def send_result(cast):
    _made, row = _draft(cast)
    return {"id": new_id(), "seen": row.version, "result": row.pk, "by": cast.us}


def _sent(cast):
    made, row = _draft(cast)
    return made, figures.step(made, "send_result", row, cast.us)


@sample("programme.return_result", on_row=True)
def return_result(cast):
    _made, row = _sent(cast)
    return {"id": new_id(), "seen": row.version, "result": row.pk, "by": cast.peru}


@sample("programme.validate_result", on_row=True)
def validate_result(cast):
    _made, row = _sent(cast)
    return {"id": new_id(), "seen": row.version, "result": row.pk, "by": cast.peru}


@sample("programme.publish_result", on_row=True)
def publish_result(cast):
    made, row = _sent(cast)
    row = figures.step(made, "validate_result", row, cast.peru)
    return {"id": new_id(), "seen": row.version, "result": row.pk, "by": cast.us}


@sample("programme.correct_result", on_row=True)
def correct_result(cast):
    _made, row = _sent(cast)
    facts = figures.value(6, explanation_es="Se contó de nuevo.")
    return {"id": new_id(), "seen": row.version, "result": row.pk, "facts": facts, "by": cast.us}
