"""Addresses of registers. No code or name in them, only random ids."""

from django.urls import path

from amparo.exchange import views
from amparo.exchange.money import urls as money

urlpatterns = [
    path("registros/", views.registers, name="registers"),
    path("registros/nuevo/", views.register_new, name="register_new"),
    path("registros/fila/<uuid:row>/", views.register_row, name="register_row"),
    path("registros/<uuid:batch>/", views.register, name="register"),
    path("registros/<uuid:batch>/columnas/", views.register_columns, name="register_columns"),
    path("registros/<uuid:batch>/aplicar/", views.register_apply, name="register_apply"),
    path("registros/<uuid:batch>/deshacer/", views.register_undo, name="register_undo"),
    path("registros/<uuid:batch>/descartar/", views.register_discard, name="register_discard"),
    *money.urlpatterns,
]
