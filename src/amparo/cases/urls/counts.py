"""The address of the counts."""

from django.urls import path

from amparo.cases.views import counts

urlpatterns = [path("conteos/", counts.counts, name="counts")]
