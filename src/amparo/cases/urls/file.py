"""The list, the file and its parts."""

from django.urls import path

from amparo.cases.views import file, listing

urls = [
    path("expedientes/", listing.case_list, name="case_list"),
    path("expedientes/<str:code>/", file.case, name="case"),
    path("expedientes/<str:code>/cronologia/", file.case_timeline, name="case_timeline"),
    path("expedientes/<str:code>/quien/", file.case_people, name="case_people"),
    path("expedientes/<str:code>/miradas/", file.case_opened, name="case_opened"),
]
