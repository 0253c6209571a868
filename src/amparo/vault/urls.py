"""The addresses of the vault. Ids are random; no name and no number is ever part of an address."""

from django.urls import path

from amparo.vault import views

urlpatterns = [
    path("identidad/buscar/", views.search, name="search_names"),
    path("identidad/coincidencias/", views.matches, name="possible_matches"),
    path("identidad/coincidencias/<uuid:match>/", views.match, name="possible_match"),
    path("identidad/<uuid:person>/revelar/", views.reveal, name="reveal"),
    path("identidad/<uuid:person>/", views.identity, name="identity"),
]
