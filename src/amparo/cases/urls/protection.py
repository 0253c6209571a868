"""Addresses of protection, plan, reintegration, visits and closure."""

from django.urls import path

from amparo.cases.views import follow_up, protection

urlpatterns = [
    path("expedientes/<str:code>/proteccion/", protection.protection_open, name="protection_open"),
    path("medidas/<uuid:measure>/<slug:step>/", protection.court_step, name="court_step"),
    path("expedientes/<str:code>/plan/", protection.plan_write, name="plan_write"),
    path("metas/<uuid:goal>/", protection.goal_move, name="goal_move"),
    path("expedientes/<str:code>/reintegracion/", follow_up.reintegration_begin, name="reintegration_begin"),
    path("visitas/<uuid:visit>/", follow_up.visit_record, name="visit_record"),
    path("expedientes/<str:code>/cerrar/", follow_up.case_close, name="case_close"),
    path("expedientes/<str:code>/reabrir/", follow_up.case_reopen, name="case_reopen"),
]
