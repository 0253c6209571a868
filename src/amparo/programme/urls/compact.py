"""The compact itself."""

from django.urls import path

from amparo.programme.views import calendar, compact, regions

urlpatterns = [
    path("alianza/", compact.compact_list, name="compact_list"),
    path("alianza-publica/", compact.public_compacts, name="public_compacts"),
    path("alianza/<slug:code>/", compact.compact, name="compact"),
    path("alianza/<slug:code>/calendario/", calendar.compact_calendar, name="compact_calendar"),
    path("alianza/<slug:code>/objetivo/<int:number>/", regions.objective, name="compact_objective"),
    path("alianza/<slug:code>/region/<slug:region>/", regions.region, name="compact_region"),
]
