"""Quarterly reports."""

from django.urls import path

from amparo.programme.views import reports

urlpatterns = [
    path("alianza/<slug:code>/informes/", reports.reports, name="reports"),
    path("alianza/<slug:code>/informes/abrir/", reports.report_open, name="report_open"),
    path("alianza/<slug:code>/informes/<int:year>/<int:quarter>/", reports.report_quarter, name="report_quarter"),
    path("alianza/informes/<uuid:report>/", reports.report, name="report"),
    path("alianza/informes/<uuid:report>/escribir/", reports.report_write, name="report_write"),
    path("alianza/informes/<uuid:report>/enviar/", reports.report_send, name="report_send"),
    path("alianza/informes/<uuid:report>/devolver/", reports.report_return, name="report_return"),
    path("alianza/informes/<uuid:report>/aceptar/", reports.report_accept, name="report_accept"),
]
