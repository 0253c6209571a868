"""The words of money: stages of the flow, accounts, lines of the federal report, sides, budget phases."""

from django.utils.translation import gettext_lazy as _

SIDES = {"us": _("Estados Unidos"), "host": _("País anfitrión")}

STAGES = {
    "promised": _("Prometido"),
    "awarded": _("Adjudicado"),
    "subawarded": _("Subadjudicado"),
    "spent": _("Gastado"),
    "pledged": _("Prometido"),
    "given": _("Entregado"),
}

ACCOUNTS = {
    "promised": _("Prometido por el donante"),
    "to_award": _("Prometido y sin adjudicar"),
    "awarded": _("Adjudicado de lo prometido"),
    "authorised": _("Autorizado al receptor"),
    "unobligated": _("Autorizado y sin comprometer"),
    "unliquidated": _("Obligado y sin pagar"),
    "expended": _("Gasto a cargo del donante"),
    "receipts": _("Efectivo recibido del donante"),
    "cash": _("Efectivo en caja"),
    "paid": _("Efectivo pagado"),
    "share_required": _("Contrapartida exigida"),
    "share_open": _("Contrapartida por dar"),
    "share_given": _("Contrapartida dada"),
    "income_earned": _("Ingreso del programa"),
    "income_held": _("Ingreso del programa sin gastar"),
    "income_deducted": _("Ingreso gastado por deducción"),
    "income_added": _("Ingreso gastado por adición"),
    "sub_authorised": _("Subadjudicado"),
    "sub_unspent": _("Subadjudicado y sin gastar"),
    "sub_expended": _("Gasto del subreceptor"),
    "sub_receipts": _("Efectivo recibido por el subreceptor"),
    "sub_cash": _("Efectivo en la caja del subreceptor"),
    "sub_paid": _("Efectivo pagado por el subreceptor"),
    "host_pledged": _("Prometido por el país"),
    "host_open": _("Prometido por el país y sin entregar"),
    "host_given": _("Dado por el país"),
}

# SF-425, lines 10a to 10o: heading before the line, what it says, how it follows from the others
LINES = {
    "a": _("Efectivo recibido"),
    "b": _("Efectivo desembolsado"),
    "c": _("Efectivo en caja (a menos b)"),
    "d": _("Total de fondos federales autorizados"),
    "e": _("Parte federal del gasto"),
    "f": _("Parte federal de las obligaciones sin liquidar"),
    "g": _("Total de la parte federal (e más f)"),
    "h": _("Saldo federal sin obligar (d menos g)"),
    "i": _("Total de la contrapartida exigida al receptor"),
    "j": _("Gasto a cargo del receptor"),
    "k": _("Contrapartida que falta dar (i menos j)"),
    "l": _("Total del ingreso federal del programa"),
    "m": _("Ingreso gastado según la alternativa de deducción"),
    "n": _("Ingreso gastado según la alternativa de adición"),
    "o": _("Ingreso del programa sin gastar (l menos m o n)"),
}
HEADINGS = {
    "a": _("Efectivo federal"),
    "d": _("Gasto federal y saldo sin obligar"),
    "i": _("Contrapartida del receptor"),
    "l": _("Ingreso del programa"),
}
