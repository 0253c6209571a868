"""Addresses of the desk."""

from django.urls import path

from amparo.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("buscar/", views.find, name="find"),
    path("novedades/", views.inbox, name="inbox"),
    path("novedades/leidos/", views.notices_read, name="notices_read"),
    path("novedades/<uuid:notice>/", views.notice_read, name="notice_read"),
    path("tareas/<uuid:task>/hecha/", views.task_finish, name="task_finish"),
    path("plazos/<uuid:clock>/recordar/", views.clock_remind, name="clock_remind"),
    path("borrador/<slug:form>/", views.draft_save, name="draft_save"),
    path("borrador/<slug:form>/<uuid:subject>/", views.draft_save, name="draft_save"),
    path("borradores/<uuid:draft>/descartar/", views.draft_discard, name="draft_discard"),
    path("trabajos/<uuid:job>/", views.job, name="job"),
]
