"""Indicators and their values."""

from django.urls import path

from amparo.programme.views import agreed, indicators, results

urlpatterns = [
    path("alianza/<slug:code>/indicadores/", indicators.indicators, name="indicators"),
    path("alianza/<slug:code>/indicadores/biblioteca/", indicators.indicator_library, name="indicator_library"),
    path("alianza/<slug:code>/indicadores/nuevo/", indicators.indicator_define, name="indicator_define"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/", indicators.indicator, name="indicator"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/acordado/", agreed.indicator_agreed, name="indicator_agreed"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/texto/", agreed.indicator_reword, name="indicator_reword"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/base/", indicators.indicator_baseline, name="indicator_baseline"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/metas/", indicators.target_set, name="target_set"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/calidad/", indicators.indicator_quality, name="indicator_quality"),
    path("alianza/calidad/<uuid:note>/resuelta/", indicators.indicator_mend, name="indicator_mend"),
    path("alianza/<slug:code>/indicadores/<slug:indicator>/valor/", results.result_new, name="result_new"),
    path("alianza/valores/<uuid:result>/cambiar/", results.result_change, name="result_change"),
    path("alianza/valores/<uuid:result>/rectificar/", results.result_correct, name="result_correct"),
    path("alianza/valores/<uuid:result>/<slug:step>/", results.result_step, name="result_step"),
]
