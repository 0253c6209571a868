"""Whether a certificate is real: for anybody, without the person's name, and not to be tried out code by code."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.access.gate import needs
from amparo.access.verbs import PUBLIC
from amparo.programme.forms.trainings import CertificateForm
from amparo.programme.queries.trainings import certificate

LIMITS = {"certificate_check": "200/d/ip"}  # one limit: each costs eight queries


@needs(PUBLIC)
def certificate_check(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form, and the answer: the same one, after the same work, for a code that is unknown and for one that is none."""
    told = {"code": code} if code else request.POST if request.method == "POST" else None
    form = CertificateForm(told)
    page = {"form": form, "asked": False}
    if told is not None and form.is_valid():
        usage = ratelimit.consume(request, app="programme", action="certificate_check", config=LIMITS, limit_get=True)
        if not usage:
            return render(request, "programme/certificate.html", {**page, "too_many": True}, status=429)
        page |= {"asked": True, "found": certificate(form.cleaned_data["code"])}
    response = render(request, "programme/certificate.html", page)
    response["Cache-Control"] = "no-store"
    return response
