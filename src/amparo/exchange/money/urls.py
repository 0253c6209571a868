"""Addresses of files of movements, under the money of their compact."""

from django.urls import path

from amparo.exchange.money import views

_HERE = "alianza/<slug:code>/dinero/cargas/"

urlpatterns = [
    path(_HERE, views.money_imports, name="money_imports"),
    path(f"{_HERE}nueva/", views.money_import_new, name="money_import_new"),
    path(f"{_HERE}fila/<uuid:row>/", views.money_import_row, name="money_import_row"),
    path(f"{_HERE}<uuid:batch>/", views.money_import, name="money_import"),
    path(f"{_HERE}<uuid:batch>/registrar/", views.money_import_apply, name="money_import_apply"),
    path(f"{_HERE}<uuid:batch>/deshacer/", views.money_import_undo, name="money_import_undo"),
    path(f"{_HERE}<uuid:batch>/descartar/", views.money_import_discard, name="money_import_discard"),
]
