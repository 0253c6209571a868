"""The compact itself."""

from django.urls import path

from amparo.programme.views import compact

urlpatterns = [
    path("alianza/", compact.compact_list, name="compact_list"),
    path("alianza/<slug:code>/", compact.compact, name="compact"),
]
