"""Practices that are to last."""

from django.urls import path

from amparo.programme.views import practices

_PRACTICES = "alianza/<slug:code>/sostenibilidad/"

urlpatterns = [
    path(_PRACTICES, practices.practices, name="practices"),
    path(f"{_PRACTICES}nueva/", practices.practice_new, name="practice_new"),
    path(f"{_PRACTICES}<slug:practice>/", practices.practice, name="practice"),
    path(f"{_PRACTICES}<slug:practice>/quien-asume/", practices.practice_takeover, name="practice_takeover"),
    path(f"{_PRACTICES}<slug:practice>/<slug:step>/", practices.practice_step, name="practice_step"),
]
