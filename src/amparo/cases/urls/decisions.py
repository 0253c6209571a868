"""Small acts on a file."""

from django.urls import path

from amparo.cases.views import decisions

urls = [
    path("expedientes/<str:code>/clasificar/", decisions.triage, name="triage"),
    path("expedientes/<str:code>/no-sigue/", decisions.dismiss, name="dismiss"),
    path("expedientes/<str:code>/a-cargo/", decisions.take_charge, name="take_charge"),
    path("expedientes/<str:code>/entregar/", decisions.hand_over, name="hand_over"),
    path("expedientes/<str:code>/protege/", decisions.name_protector, name="name_protector"),
    path("expedientes/<str:code>/anotar/", decisions.note_new, name="note_new"),
    path("expedientes/<str:code>/condicion/", decisions.status_decide, name="status_decide"),
    path("expedientes/<str:code>/penal/", decisions.penal_step, name="penal_step"),
    path("expedientes/<str:code>/ocultar/", decisions.exclude, name="exclude"),
]
