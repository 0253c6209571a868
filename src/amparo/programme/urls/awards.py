"""Calls, awards, sub-awards and what watches over them. Rows by their ids, never by a name or a number."""

from django.urls import path

from amparo.programme.views import awards, monitoring, partners, subawards

AWARD, SUB = "alianza/adjudicaciones/<uuid:award>", "alianza/subacuerdos/<uuid:subaward>"

urlpatterns = [
    path("alianza/<slug:code>/socios/", awards.awards, name="awards"),
    path("alianza/<slug:code>/socios/<slug:organisation>/", partners.partner, name="partner"),
    path("alianza/<slug:code>/convocatorias/nueva/", awards.solicitation_new, name="solicitation_new"),
    path("alianza/convocatorias/<uuid:pk>/", awards.solicitation, name="solicitation"),
    path("alianza/convocatorias/<uuid:pk>/<slug:step>/", awards.solicitation_move, name="solicitation_move"),
    path("alianza/umbrales/<uuid:pk>/", awards.award_threshold, name="award_threshold"),
    path("alianza/<slug:code>/adjudicaciones/nueva/", awards.award_new, name="award_new"),
    path("alianza/adjudicaciones/<uuid:pk>/", awards.award, name="award"),
    path("alianza/adjudicaciones/<uuid:pk>/corregir/", awards.award_edit, name="award_edit"),
    path("alianza/adjudicaciones/<uuid:pk>/firmar/", awards.award_sign, name="award_sign"),
    path("alianza/adjudicaciones/<uuid:pk>/modificar/", awards.award_amend, name="award_amend"),
    path("alianza/adjudicaciones/<uuid:pk>/cerrar/", awards.award_close, name="award_close"),
    path("alianza/adjudicaciones/<uuid:pk>/paso/<slug:step>/", awards.award_step, name="award_step"),
    path(f"{AWARD}/presupuesto/", subawards.budget, name="award_budget"),
    path(f"{AWARD}/presupuesto/aprobar/", subawards.award_budget_approve, name="award_budget_approve"),
    path("alianza/adjudicaciones/<uuid:pk>/subacuerdos/nuevo/", subawards.subaward_new, name="subaward_new"),
    path("alianza/<slug:code>/subacuerdos/registrar/", subawards.subaward_record, name="subaward_record"),
    path("alianza/subacuerdos/<uuid:pk>/", subawards.subaward, name="subaward"),
    path("alianza/subacuerdos/<uuid:pk>/firmar/", subawards.subaward_sign, name="subaward_sign"),
    path("alianza/subacuerdos/<uuid:pk>/modificar/", subawards.subaward_amend, name="subaward_amend"),
    path("alianza/subacuerdos/<uuid:pk>/paso/<slug:step>/", subawards.subaward_step, name="subaward_step"),
    path("alianza/subacuerdos/<uuid:pk>/donante/<slug:step>/", subawards.subaward_step_known, name="subaward_step_known"),
    path("alianza/subacuerdos/<uuid:pk>/riesgo/", subawards.subaward_risk, name="subaward_risk"),
    path("alianza/subacuerdos/<uuid:pk>/informado/", subawards.subaward_reported, name="subaward_reported"),
    path(f"{SUB}/presupuesto/", subawards.budget, name="subaward_budget"),
    path(f"{SUB}/presupuesto/aprobar/", subawards.subaward_budget_approve, name="subaward_budget_approve"),
    path(f"{AWARD}/visitas/nueva/", monitoring.visit_new, name="visit_new_award"),
    path(f"{SUB}/visitas/nueva/", monitoring.visit_new, name="visit_new_subaward"),
    path("alianza/visitas/<uuid:pk>/hecha/", monitoring.visit_do, name="visit_do"),
    path("alianza/visitas/<uuid:pk>/cancelar/", monitoring.visit_cancel, name="visit_cancel"),
    path(f"{AWARD}/hallazgos/nuevo/", monitoring.finding_new, name="finding_new_award"),
    path(f"{SUB}/hallazgos/nuevo/", monitoring.finding_new, name="finding_new_subaward"),
    path("alianza/hallazgos/<uuid:pk>/medida/", monitoring.finding_point, name="finding_point"),
    path("alianza/hallazgos/<uuid:pk>/<slug:step>/", monitoring.finding_step, name="finding_step"),
    path("alianza/medidas/<uuid:pk>/hecha/", monitoring.finding_point_done, name="finding_point_done"),
    path("alianza/medidas/<uuid:pk>/<slug:step>/", monitoring.finding_point_verify, name="finding_point_verify"),
    path(f"{AWARD}/proteccion/nueva/", monitoring.safeguarding_new, name="safeguarding_new_award"),
    path(f"{SUB}/proteccion/nueva/", monitoring.safeguarding_new, name="safeguarding_new_subaward"),
]
