"""All addresses. Each view declares its verb; what declares none is closed (access.gate)."""

from django.urls import include, path

urlpatterns = [
    path("", include("amparo.access.urls")),
    path("", include("amparo.desk.urls")),
    path("", include("amparo.vault.urls")),
    path("", include("amparo.cases.urls")),
    path("", include("amparo.programme.urls")),
    path("", include("amparo.exchange.urls")),
]
