"""What a column of a money file may feed. The headings seen for each, in both languages: `data/money_headings.csv`."""

from django.utils.translation import gettext_lazy as _

from amparo.exchange.fields import KEEP, Target
from amparo.exchange.models import About

FILE = "money_headings.csv"
ENTRY: dict[str, Target] = {
    target.code: target
    for target in (
        Target("on", "entry", _("Fecha"), FILE),
        Target("kind", "entry", _("Movimiento"), FILE),
        Target("award", "entry", _("Número de la adjudicación"), FILE),
        Target("subaward", "entry", _("Número del subacuerdo"), FILE),
        Target("amount", "entry", _("Monto"), FILE),
        Target("currency", "entry", _("Moneda"), FILE),
        Target("objective", "entry", _("Objetivo"), FILE),
        Target("region", "entry", _("Región"), FILE),
        Target("category", "entry", _("Categoría"), FILE),
        Target("reference", "entry", _("Número del comprobante"), FILE),
        Target("words", "entry", _("Concepto"), FILE),
        Target(KEEP, "entry", _("Solo guardar con el original"), FILE),
    )
}
BUDGET = {code: ENTRY[code] for code in ("award", "subaward", "amount", "currency", "objective", "region", "category", KEEP)}
FIELDS = {About.ENTRIES: ENTRY, About.BUDGETS: BUDGET}
# and an award or a sub-award, which each row answers for
NEEDED = {About.ENTRIES: ("on", "kind", "amount"), About.BUDGETS: ("category", "amount")}
