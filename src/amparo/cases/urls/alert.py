"""The alert and its event."""

from django.urls import path

from amparo.cases.views import alert

urls = [
    path("aviso/nuevo/", alert.alert_new, name="alert_new"),
    path("hechos/<str:code>/", alert.event, name="event"),
    path("hechos/<str:code>/otra/", alert.child_add, name="child_add"),
]
