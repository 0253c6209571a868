"""Commitments of both sides."""

from django.urls import path

from amparo.programme.views import commitments

urlpatterns = [
    path("alianza/<slug:code>/compromisos/", commitments.commitments, name="commitments"),
    path("alianza/<slug:code>/compromisos/nuevo/", commitments.commitment_new, name="commitment_new"),
    path("alianza/<slug:code>/compromisos/<slug:commitment>/", commitments.commitment, name="commitment"),
    path("alianza/<slug:code>/compromisos/<slug:commitment>/texto/", commitments.commitment_text, name="commitment_text"),
    path("alianza/<slug:code>/compromisos/<slug:commitment>/<slug:step>/", commitments.commitment_step, name="commitment_step"),
]
