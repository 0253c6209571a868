"""The agreement and the forms that add to it."""

from django.urls import path

from amparo.programme.views import agreement, participants

_HERE = "alianza/<slug:code>/acuerdo/"

urlpatterns = [
    path("alianza/nueva/", agreement.compact_begin, name="compact_begin"),
    path("alianza/organizaciones/nueva/", agreement.organisation_new, name="organisation_new"),
    path(_HERE, agreement.agreement, name="agreement"),
    path(f"{_HERE}objetivos/nuevo/", agreement.agreement_objective, name="agreement_objective_new"),
    path(f"{_HERE}objetivos/<int:number>/", agreement.agreement_objective, name="agreement_objective"),
    path(f"{_HERE}clausulas/nueva/", agreement.clause_set, name="clause_new"),
    path(f"{_HERE}clausulas/<slug:number>/", agreement.clause_set, name="clause_set"),
    path(f"{_HERE}firmas/nueva/", agreement.agreement_signatory, name="agreement_signatory"),
    path(f"{_HERE}territorio/nuevo/", agreement.territory_new, name="territory_new"),
    path(f"{_HERE}territorio/<uuid:pk>/terminar/", agreement.territory_end, name="territory_end"),
    path(f"{_HERE}socios/nuevo/", agreement.agreement_partner, name="agreement_partner"),
    path(f"{_HERE}documentos/nuevo/", agreement.document_new, name="document_new"),
    path(f"{_HERE}dichos/nuevo/", agreement.agreement_stated, name="agreement_stated"),
    path(f"{_HERE}adendas/nueva/", agreement.amendment_new, name="amendment_new"),
    path(f"{_HERE}firmar/", agreement.agreement_sign, name="agreement_sign"),
    path(f"{_HERE}cerrar/", agreement.agreement_close, name="agreement_close"),
    path(f"{_HERE}participan/", participants.participants, name="participants"),
    path(f"{_HERE}participan/nueva/", participants.participant_join, name="participant_join"),
    path(f"{_HERE}participan/unidad/", participants.participant_acting, name="participant_acting"),
    path(f"{_HERE}participan/<uuid:seat>/terminar/", participants.participant_leave, name="participant_leave"),
    path(f"{_HERE}siguiente/", agreement.agreement_successor, name="agreement_successor"),
]
