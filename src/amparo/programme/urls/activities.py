"""The activities: plan, trainings, prevention. A person's name or document is in none of these."""

from django.urls import path

from amparo.programme.views import activities, certificates, prevention, trainings, work_plan

HERE = "alianza/<slug:code>/actividades/"

urlpatterns = [
    path(HERE, activities.activities, name="activities"),
    path(f"{HERE}plan/", work_plan.work_item_list, name="work_item_list"),
    path(f"{HERE}plan/nueva/", work_plan.work_item_new, name="work_item_new"),
    path(f"{HERE}plan/<uuid:item>/", work_plan.work_item, name="work_item"),
    path(f"{HERE}plan/<uuid:item>/texto/", work_plan.work_item_text, name="work_item_text"),
    path(f"{HERE}plan/<uuid:item>/<slug:step>/", work_plan.work_item_step, name="work_item_step"),
    path(f"{HERE}plan/<uuid:item>/<slug:step>/ya/", work_plan.work_item_move, name="work_item_move"),
    path(f"{HERE}cursos/", trainings.course_list, name="course_list"),
    path(f"{HERE}cursos/nuevo/", trainings.course_new, name="course_new"),
    path(f"{HERE}capacitaciones/", trainings.training_list, name="training_list"),
    path(f"{HERE}capacitaciones/funcionarios/", trainings.training_counts, name="training_counts"),
    path(f"{HERE}capacitaciones/nueva/", trainings.training_new, name="training_new"),
    path(f"{HERE}capacitaciones/<slug:training>/", trainings.training, name="training"),
    path(f"{HERE}capacitaciones/<slug:training>/asistio/", trainings.training_attend, name="training_attend"),
    path(f"{HERE}capacitaciones/<slug:training>/lista/", trainings.training_attend_list, name="training_attend_list"),
    path(f"{HERE}capacitaciones/<slug:training>/nombres/", trainings.training_names, name="training_names"),
    path(
        f"{HERE}capacitaciones/<slug:training>/certificados/<slug:certificate>/",
        certificates.training_certificate,
        name="training_certificate",
    ),
    path(
        f"{HERE}capacitaciones/<slug:training>/certificados/<slug:certificate>/abrir/",
        certificates.training_certificate_open,
        name="training_certificate_open",
    ),
    path(f"{HERE}capacitaciones/<slug:training>/<slug:step>/ya/", trainings.training_move, name="training_move"),
    path(f"{HERE}campanas/", prevention.campaign_list, name="campaign_list"),
    path(f"{HERE}campanas/nueva/", prevention.campaign_new, name="campaign_new"),
    path(f"{HERE}campanas/<slug:campaign>/alcance/", prevention.campaign_reach, name="campaign_reach"),
    path(f"{HERE}visitas/", prevention.outreach_list, name="outreach_list"),
    path(f"{HERE}visitas/nueva/", prevention.outreach_new, name="outreach_new"),
    path(f"{HERE}senales/", prevention.signal_list, name="signal_list"),
    path(f"{HERE}senales/nueva/", prevention.signal_new, name="signal_new"),
    path(f"{HERE}senales/<uuid:signal>/<slug:step>/", prevention.signal_move, name="signal_move"),
    path(f"{HERE}lugares/", prevention.risk_place_list, name="risk_place_list"),
    path(f"{HERE}lugares/nuevo/", prevention.risk_place_new, name="risk_place_new"),
    path(f"{HERE}lugares/<uuid:place>/<slug:step>/", prevention.risk_place_move, name="risk_place_move"),
    path("certificados/", certificates.certificate_check, name="certificate_check"),
    path("certificados/<str:code>/", certificates.certificate_check, name="certificate_of"),
]
