"""The activities as figures: what was done by the cut-off, by what is known of its days. The same rows give the same figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Compact
from amparo.programme.queries import known, prevention, trainings, work_plan
from amparo.programme.queries.narrow import Narrow

SECTION = "activities"


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Lines of the plan done, trainings held, officials, reach by method, visits: in that order (six queries).

    Counts what ended by the cut-off, as it was known by then. An official counts once, whatever he attended; methods of reach are never added up.
    """
    until, then = Narrow(until=cut_off), known.by(compact, cut_off)
    work = [row for row in work_plan.rows(actor, compact, until, known=then) if row.ends <= cut_off]
    held = trainings.held(actor, compact, until=cut_off, known=then)
    came = trainings.count(trainings.came_to(actor, held, then))
    found = [
        _one("work:due", "Actividades del plan con plazo cumplido", "Lines of the work plan due by then", len(work), cut_off),
        _one("work:done", "De ellas, hechas", "Of these, done", sum(row.state == "done" for row in work), cut_off),
        _one("trainings:held", "Capacitaciones realizadas", "Trainings held", len(held), cut_off),
        _one("trainings:attendances", "Asistencias", "Attendances", came.attendances, cut_off),
        _one("trainings:officials", "Funcionarios distintos capacitados", "Different officials trained", came.officials, cut_off, "people"),
        _one("trainings:gain", "Mejora media de la prueba inicial a la final, de 100", "Mean gain from first to last test, of 100", came.gain, cut_off,
             notes=(f"{came.both} de {came.attendances} asistencias tienen las dos pruebas.", f"{came.both} of {came.attendances} attendances have both tests.")),
    ]  # fmt: skip
    return [
        *found,
        *_institutions(came, cut_off),
        *_reach(actor, compact, cut_off, then),
        *_visits(actor, compact, cut_off, then),
    ]


def _institutions(came: trainings.Counts, cut_off: date) -> list[Frozen]:
    return [
        _one(f"officials:{part.code}", f"Funcionarios: {es}", f"Officials: {en}", part.officials, cut_off, "people")
        for part in sorted(came.parts["institution"], key=lambda part: part.code)
        for es, en in [_labels("official_institution", part.code)]
    ]


def _reach(actor: Actor, compact: Compact, cut_off: date, then: known.Known) -> list[Frozen]:
    rows = [row for row in prevention.campaigns(actor, compact, Narrow(until=cut_off), known=then) if row.ends <= cut_off]
    found = [_one("campaigns", "Campañas", "Campaigns", len(rows), cut_off)]
    notes = ("Los métodos no se suman entre sí.", "Methods are not added up.")
    for one in sorted(prevention.reached(rows)[0], key=lambda one: one.how):
        es, en = _labels("reach_method", one.how)
        if one.direct is not None:
            found.append(
                _one(
                    f"reach:{one.how}:direct",
                    f"Alcance directo ({es})",
                    f"Direct reach ({en})",
                    one.direct,
                    cut_off,
                    "people",
                    notes,
                )
            )
        if one.indirect is not None:
            found.append(
                _one(
                    f"reach:{one.how}:indirect",
                    f"Alcance indirecto ({es})",
                    f"Indirect reach ({en})",
                    one.indirect,
                    cut_off,
                    "people",
                    notes,
                )
            )
    return found


def _visits(actor: Actor, compact: Compact, cut_off: date, then: known.Known) -> list[Frozen]:
    found = []
    for one in prevention.sectors(prevention.outreach(actor, compact, Narrow(until=cut_off), known=then)):
        es, en = _labels("outreach_sector", one.sector)
        found.append(
            _one(f"outreach:{one.sector}", f"{es}: lugares visitados", f"{en}: places visited", one.places, cut_off, "places")
        )
        found.append(
            _one(f"committed:{one.sector}", f"{es}: con compromiso", f"{en}: committed", one.committed, cut_off, "places")
        )
    return found


def _one(
    key: str,
    es: str,
    en: str,
    value: Decimal | int | None,
    cut_off: date,
    unit: str = "number",
    notes: tuple[str, str] = ("", ""),
) -> Frozen:
    return Frozen(
        section=SECTION, key=f"activities:{key}", label_es=es, label_en=en, value=None if value is None else Decimal(value),
        measured_in=unit, as_of=PartialDate.from_date(cut_off), footnote_es=notes[0], footnote_en=notes[1],
    )  # fmt: skip


def _labels(code_list: str, code: str) -> tuple[str, str]:
    """Both labels of a code, whatever the language of the request."""
    for choice in codelists.items(code_list):
        if choice.value == code:
            return choice.label_es, choice.label_en
    return code, code
