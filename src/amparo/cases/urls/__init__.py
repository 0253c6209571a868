"""The addresses of the files. Codes are random and say nothing about anybody, so they may stand in an address."""

from amparo.cases.urls import counts, placement, protection, referral
from amparo.cases.urls.alert import urls as alert
from amparo.cases.urls.decisions import urls as decisions
from amparo.cases.urls.file import urls as file
from amparo.cases.urls.screening import urls as screening

urlpatterns = [
    *file, *decisions, *alert, *screening,
    *protection.urlpatterns, *referral.urlpatterns, *placement.urlpatterns, *counts.urlpatterns,
]  # fmt: skip
