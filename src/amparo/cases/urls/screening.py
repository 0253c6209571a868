"""The screening of a file."""

from django.urls import path

from amparo.cases.views import screening

urls = [
    path("expedientes/<str:code>/tamizaje/", screening.screening, name="screening"),
    path("expedientes/<str:code>/tamizaje/empezar/", screening.screening_begin, name="screening_begin"),
    path("expedientes/<str:code>/tamizaje/terminar/", screening.screening_finish, name="screening_finish"),
    path("expedientes/<str:code>/tamizaje/<slug:step>/", screening.screening_step, name="screening_step"),
]
