"""What each code says of a row of a money file."""

from django.utils.translation import gettext_lazy as _

DOUBTS = {
    "day_serial": _("La fecha venía como número de hoja de cálculo."),
    "order_assumed": _("Ninguna fecha del archivo dice si primero va el día o el mes: se leyó según el idioma de los títulos."),
    "amount_rounded": _("El monto venía con restos de una fórmula; se redondeó al céntimo."),
    "kind_alike": _("El nombre del movimiento no es exacto; se tomó el más parecido."),
    "words_cut": _("El concepto es muy largo; se guardó el comienzo. El original queda con la fila."),
}
STOPS = {
    "day_missing": _("No dice la fecha."),
    "day_unreadable": _("No se entiende la fecha."),
    "day_incomplete": _("La fecha no dice el día."),
    "day_ambiguous": _("No se sabe si primero va el día o el mes. Escriba la fecha como 2026-03-15."),
    "day_refused": _("Con esa fecha no se registra: todavía no llega, es anterior a la adjudicación o su periodo está cerrado."),
    "amount_missing": _("No dice el monto."),
    "amount_unreadable": _("No se entiende el monto."),
    "amount_ambiguous": _("No se sabe si el punto o la coma separa miles o céntimos. Escriba el monto como 1234.56."),
    "amount_negative": _("El monto es negativo. Una corrección no se carga: revierta el movimiento en su página."),
    "amount_zero": _("El monto es cero."),
    "amount_decimals": _("El monto tiene más de dos decimales."),
    "beyond_limit": _("No alcanza: pasa de lo que queda."),
    "currency_missing": _("No dice la moneda."),
    "currency_unknown": _("No se entiende la moneda: soles, dólares o euros."),
    "currency_differs": _("El monto y la columna dicen monedas distintas."),
    "no_rate": _("No hay tipo de cambio para ese día. Registre uno con su fuente y suelte la fila."),
    "kind_missing": _("No dice qué movimiento es."),
    "kind_unknown": _("No se entiende qué movimiento es."),
    "kind_reversal": _("Una reversión no se carga: revierta el movimiento en su página."),
    "level_wrong": _("Ese movimiento pide otra cosa: una adjudicación, un subacuerdo, o ninguno de los dos."),
    "award_unknown": _("No hay una adjudicación con ese número en su trabajo."),
    "award_closed": _("Esa adjudicación ya está cerrada."),
    "subaward_unknown": _("No hay un subacuerdo con ese número en su trabajo."),
    "subaward_of_other": _("Ese subacuerdo es de otra adjudicación o lleva otra moneda."),
    "objective_unknown": _("No se entiende el objetivo."),
    "region_unknown": _("No se entiende la región."),
    "category_unknown": _("No se entiende la categoría."),
    "voucher_wrong": _("El número del comprobante tiene signos que no van, o es muy largo."),
    "words_about": _("El concepto parece hablar de una persona. Quite el documento, el correo o el código."),
    "not_yours": _("Ese movimiento no le toca a su institución."),
    "voucher_used": _("Ese comprobante ya está, con otra fecha o monto."),
    "looks_same": _("Sin comprobante, y ya hay un movimiento igual. Diga si es otro."),
    "refused": _("No se aceptó al registrarlo."),
}
# What is said of a line of a budget only.
BUDGET_DOUBTS = {
    "currency_assumed": _("No dice la moneda: se tomó la de la adjudicación o del subacuerdo."),
    "whole_unknown": _("No se sabe cuánto reparte este presupuesto: no se comprobó si las líneas lo suman."),
}
BUDGET_STOPS = {
    "line_negative": _("El monto es negativo. Escriba lo que la línea tendrá en total."),
    "currency_other": _("La moneda no es la de la adjudicación o del subacuerdo."),
    "holder_missing": _("No dice de qué adjudicación o subacuerdo es."),
    "category_missing": _("No dice la categoría."),
    "not_your_budget": _("Ese presupuesto no lo propone su institución."),
    "line_twice": _("Otra fila tiene el mismo objetivo, región y categoría. Júntelas en una, o diga que es una repetición."),
    "sum_differs": _("Las líneas de este presupuesto no suman su total."),
    "others_wait": _("Está bien, y espera a las otras filas de su presupuesto: se propone entero."),
    "budget_changed": _("Ese presupuesto cambió después de la prueba. Mírelo y suelte la fila si todavía vale."),
}
OF_ALL = frozenset({"sum_differs", "others_wait"})  # said of a row for what its budget is together
MESSAGES = {**DOUBTS, **STOPS, **BUDGET_DOUBTS, **BUDGET_STOPS}
SETTLED = frozenset({"voucher_used", "looks_same"})  # a person's word settles these

CLASSES = {"released": _("Para registrar"), "quarantined": _("En espera"), "duplicate": _("Repetidas")}
DONE = {**CLASSES, "released": _("Registradas")}
ONE = {"released": _("Se registra"), "quarantined": _("Espera"), "duplicate": _("Repetida")}
