"""Addresses of places and centres. No address of a centre is in them."""

from django.urls import path

from amparo.cases.views import placement

urlpatterns = [
    path("plazas/", placement.place_board, name="place_board"),
    path("plazas/<uuid:referral>/reservar/", placement.bed_reserve, name="bed_reserve"),
    path("mi-centro/", placement.centre, name="centre"),
    path("mi-centro/perfil/", placement.centre_arrange, name="centre_arrange"),
    path("estancias/<uuid:stay>/<slug:step>/", placement.stay_step, name="stay_step"),
]
