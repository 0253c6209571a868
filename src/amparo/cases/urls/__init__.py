"""The addresses of the files. Codes are random and say nothing about anybody, so they may stand in an address."""

from amparo.cases.urls.file import urls as file

urlpatterns = [*file]
