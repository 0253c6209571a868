"""Figures as the parts give them, for the tests of snapshots and packs. All invented."""

from decimal import Decimal

from amparo.core.dates import PartialDate
from amparo.programme.figures.base import Frozen

DAY = PartialDate(2026, 9, 30)


def figure(section, key, es, en, value=None, unit="", words=("", ""), **more):
    told = {"as_of": DAY, "verified": True, **more}
    return Frozen(section, key, es, en, None if value is None else Decimal(str(value)), unit, *words, **told)


def indicator(code, unit, base, years):
    made = [figure("indicators", f"indicator:{code}:baseline", "Línea base 2024", "Baseline 2024", base, unit)]
    for year, (target, actual, words) in years.items():
        label = f"{code} {year}"
        made.append(figure("indicators", f"indicator:{code}:{year}:target", f"{label} meta", f"{label} target", target, unit))
        made.append(figure("indicators", f"indicator:{code}:{year}:actual", label, label, actual, unit, verified=False))
        gap = None if actual is None or target is None else actual - target
        made.append(
            figure("indicators", f"indicator:{code}:{year}:variance", f"{label} diferencia", f"{label} variance", gap, unit)
        )
        if words:
            made.append(figure("indicators", f"indicator:{code}:{year}:explanation", f"{label} explicación", f"{label} explanation",
                               words=words))  # fmt: skip
    return made


def figures(actor=None, compact=None, cut_off=None):
    """A pack's worth of them."""
    late = ("Cuatro fiscalías abrieron en octubre, después del corte.", "Four offices opened in October, after the cut-off.")
    return [
        figure("agreement", "agreement:signed", "Firma", "Signature", words=("15 de junio de 2025", "15 June 2025")),
        figure("agreement", "agreement:ends", "Fin vigente", "Present end", words=("30 de junio de 2029", "30 June 2029")),
        figure("territory", "territory:08", "Cusco", "Cusco", words=("toda la región desde 2025", "whole region since 2025")),
        figure("territory", "territory:16", "Loreto", "Loreto", words=("toda la región desde 2025", "whole region since 2025")),
        figure("money", "money:us:promised", "Prometido por los Estados Unidos", "Promised by the United States", 5000000, "USD"),
        figure("money", "money:us:awarded", "Adjudicado", "Awarded", 4200000, "USD"),
        figure("money", "money:us:expended", "Gastado", "Spent", "1875320.55", "USD", verified=False),
        figure("pledge", "pledge:cash", "Prometido por el Perú", "Pledged by Peru", 8000000, "PEN",
               footnote_es="Por lo menos, según el acuerdo.", footnote_en="At least, as the agreement says."),
        figure("pledge", "pledge:given", "Dado por el Perú", "Given by Peru"),
        *indicator("P1", "percent", 31, {"2025": (40, 38, ""), "2026": (50, 57, "")}),
        *indicator("P2", "cases", 9, {"2025": (12, 10, ""), "2026": (18, 13, late)}),
        *indicator("P3", "people", None, {"2026": (400, None, "")}),
        figure("commitments", "commitment:P-03", "Abrir cuatro centros especializados", "Open four specialised centres",
               words=("En curso: 3 de 4. Vence el 31 de diciembre de 2026", "In progress: 3 of 4. Due 31 December 2026")),
        figure("commitments", "commitment:U-02", "Adjudicar los fondos de protección", "Award the protection funds", words=("Cumplido", "Met")),
        figure("practices", "practice:S-1", "Guía del Plan de Reintegración Individual", "Individual reintegration plan guide",
               words=("Institucional. La sostiene el MIMP desde 2019", "Institutional. MIMP carries it since 2019")),
        figure("claims", "claim:2024", "Más de US$ 9.8 millones en total", "More than US$ 9.8 million in all", 9800000, "USD",
               verified=False, words=("«more than»", "“more than”")),
    ]  # fmt: skip
