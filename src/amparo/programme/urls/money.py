"""The money: flow, journal, federal report, rates and periods, what was said elsewhere."""

from django.urls import path

from amparo.programme.views import claims, money, posting

_MONEY = "alianza/<slug:code>/dinero/"

urlpatterns = [
    path(_MONEY, money.money, name="money"),
    path(f"{_MONEY}movimientos/", money.money_journal, name="money_journal"),
    path(f"{_MONEY}movimientos.csv", money.money_csv, name="money_csv"),
    path(f"{_MONEY}movimientos/nuevo/", posting.entry_new, name="entry_new"),
    path(f"{_MONEY}movimientos/del-gobierno/", posting.entry_grant, name="entry_grant"),
    path(f"{_MONEY}movimientos/<slug:entry>/", money.entry, name="entry"),
    path(f"{_MONEY}movimientos/<slug:entry>/revertir/", posting.entry_reverse, name="entry_reverse"),
    path(f"{_MONEY}movimientos/<slug:entry>/retirar/", posting.entry_take_back, name="entry_take_back"),
    path(f"{_MONEY}sf425/", money.sf425_list, name="sf425_list"),
    path(f"{_MONEY}sf425/<uuid:award>/", money.sf425, name="sf425"),
    path(f"{_MONEY}tipos-de-cambio/", money.rates, name="rates"),
    path(f"{_MONEY}tipos-de-cambio/nuevo/", posting.rate_new, name="rate_new"),
    path(f"{_MONEY}periodos/cerrar/", posting.period_close, name="period_close"),
    path(f"{_MONEY}cifras/", claims.claims, name="claims"),
    path(f"{_MONEY}cifras/nueva/", claims.claim_new, name="claim_new"),
    path(f"{_MONEY}cifras/<uuid:claim>/explicar/", claims.claim_explain, name="claim_explain"),
    path(f"{_MONEY}cifras/<uuid:claim>/reabrir/", claims.claim_reopen, name="claim_reopen"),
]
