"""A certificate to print, with its name, for who recorded it; and whether one is real: for anybody, without the name."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import PUBLIC, Verb
from amparo.access.views.asked import asked
from amparo.programme import actions, officials
from amparo.programme.forms.trainings import CertificateForm
from amparo.programme.queries import trainings
from amparo.programme.views.flow import actor_of
from amparo.programme.views.opened import is_open, remember
from amparo.programme.views.trainings import own_training

LIMITS = {"certificate_check": "200/d/ip"}  # one limit: each costs eight queries
OPENED = "certificate_opened"  # in the session: which certificate was opened


@needs(Verb.TRAIN)
@require_GET
def training_certificate(request: HttpRequest, code: str, training: str, certificate: str) -> HttpResponse:
    """One sheet: course, hours, days, who gave it, its code and how to check it; the name once it was opened to print it."""
    row = own_training(request, code, training)
    one = trainings.certified(actor_of(request), row, certificate)
    opened = is_open(request, OPENED, one.pk)
    page = {
        "one": one, "training": row, "compact": row.compact, "opened": opened,
        "who": officials.told([one.official]).get(one.official_id) if opened else None,
        "check": request.build_absolute_uri(reverse("certificate_check")),
    }  # fmt: skip
    return render(request, "programme/certificate_print.html", page)


@needs(Verb.TRAIN)
@require_POST
def training_certificate_open(request: HttpRequest, code: str, training: str, certificate: str) -> HttpResponse:
    """Opens the name on one certificate of one's own: recorded first, then shown for ten minutes."""
    row = own_training(request, code, training)
    one = trainings.certified(actor_of(request), row, certificate)
    actions.open_certificate(training=row.pk, certificate=one.certificate, **asked(request))
    remember(request, OPENED, one.pk)
    return redirect("training_certificate", code, training, certificate)


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
        page |= {"asked": True, "found": trainings.certificate(form.cleaned_data["code"])}
    response = render(request, "programme/certificate.html", page)
    response["Cache-Control"] = "no-store"
    return response
