"""What one side says of the other's entries; evidence."""

from django.urls import path

from amparo.programme.views import verdicts

urlpatterns = [
    path("alianza/registro/<uuid:pk>/", verdicts.entry_open, name="entry_open"),
    path("alianza/<slug:code>/respuesta/<slug:about>/<uuid:pk>/aceptar/", verdicts.verdict_accept, name="verdict_accept"),
    path("alianza/<slug:code>/registro/<slug:about>/<uuid:pk>/", verdicts.entry, name="programme_entry"),
    path("alianza/<slug:code>/respuesta/<slug:about>/<uuid:pk>/objetar/", verdicts.verdict_dispute, name="verdict_dispute"),
    path("alianza/<slug:code>/evidencia/<slug:about>/<uuid:pk>/nueva/", verdicts.evidence_new, name="evidence_new"),
]
