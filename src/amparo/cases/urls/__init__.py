"""The addresses of the files. Codes are random and say nothing about anybody, so they may stand in an address."""

from amparo.cases.urls.alert import urls as alert
from amparo.cases.urls.counts import urlpatterns as counts
from amparo.cases.urls.decisions import urls as decisions
from amparo.cases.urls.file import urls as file
from amparo.cases.urls.placement import urlpatterns as placement
from amparo.cases.urls.protection import urlpatterns as protection
from amparo.cases.urls.referral import urlpatterns as referral
from amparo.cases.urls.screening import urls as screening

urlpatterns = [*file, *alert, *decisions, *screening, *protection, *referral, *placement, *counts]
