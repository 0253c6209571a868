"""What the host country gives."""

from django.urls import path

from amparo.programme.views import pledge

_PLEDGE = "alianza/<slug:code>/aporte/"

urlpatterns = [
    path(_PLEDGE, pledge.pledge, name="pledge"),
    path(f"{_PLEDGE}puestos/nuevo/", pledge.head_count_new, name="head_count_new"),
    path(f"{_PLEDGE}puestos/<uuid:pk>/corregir/", pledge.head_count_correct, name="head_count_correct"),
    path(f"{_PLEDGE}puestos/<slug:entity>/<int:year>/<int:quarter>/", pledge.head_count, name="head_count"),
    path(f"{_PLEDGE}entregas/nueva/", pledge.contribution_new, name="contribution_new"),
    path(f"{_PLEDGE}presupuesto/nuevo/", pledge.budget_new, name="budget_new"),
    path(f"{_PLEDGE}presupuesto/<uuid:pk>/corregir/", pledge.budget_correct, name="budget_correct"),
    path(f"{_PLEDGE}presupuesto/<slug:entity>/<int:year>/", pledge.budget_year, name="budget_year"),
]
