"""Trainings: the list with its counts, a training, who came."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.transitions import allowed
from amparo.programme import actions, officials, relations, states
from amparo.programme.forms.trainings import AttendForm, AttendListForm, CourseForm, TrainingForm
from amparo.programme.models import Compact, Training
from amparo.programme.queries import trainings, work_plan
from amparo.programme.said import said
from amparo.programme.views.activities import back, listing, may
from amparo.programme.views.flow import actor_of, bound, compact_of, draw, writes
from amparo.programme.views.opened import is_open, remember
from amparo.ui.components import Link
from amparo.ui.submitting import submit

OPENED = "attendance_opened"  # in the session: which list was opened


@needs(Verb.SEE_COMPACT)
@require_GET
def training_list(request: HttpRequest, code: str) -> HttpResponse:
    """The trainings in sight."""
    compact, form, narrow = listing(request, code)
    rows = trainings.rows(actor_of(request), compact, narrow)
    return draw(
        request, compact, "programme/trainings.html", form=form, narrow=narrow, rows=rows, may_train=may(request, Verb.TRAIN),
        today=timezone.localdate(),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def training_counts(request: HttpRequest, code: str) -> HttpResponse:
    """Attendances and officials, by institution, post, sex and region."""
    compact, form, narrow = listing(request, code)
    counts = trainings.count(trainings.came(actor_of(request), compact, narrow))
    return draw(
        request, compact, "programme/training_counts.html", form=form, narrow=narrow, counts=counts, today=timezone.localdate()
    )


@needs(Verb.SEE_COMPACT)
@require_GET
def course_list(request: HttpRequest, code: str) -> HttpResponse:
    """The courses of the compact."""
    compact = compact_of(request, code, "activities")
    rows = trainings.courses(actor_of(request), compact)
    return draw(request, compact, "programme/courses.html", rows=rows, may_train=may(request, Verb.TRAIN))


@needs(Verb.TRAIN)
def course_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new course."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    form = bound(CourseForm, request, objectives=work_plan.objectives(actor, compact))
    return submit(
        request, form, writes(request, form, actions.plan_course, compact=compact.pk),
        to=reverse("course_list", args=[code]), said=_("Listo. El curso está registrado."),
        title=_("Registrar un curso"), button=_("Registrar el curso"), **back(compact, "course_list", _("Cursos")),
    )  # fmt: skip


@needs(Verb.TRAIN)
def training_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new training."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    held, items = work_plan.held(actor, compact), work_plan.rows(actor, compact)
    form = bound(TrainingForm, request, held=held, courses=trainings.courses(actor, compact), items=items)
    return submit(
        request, form, writes(request, form, actions.plan_training, compact=compact.pk),
        to=lambda row: reverse("training", args=[code, row.code]), said=_("Listo. Ya puede anotar quién asistió."),
        title=_("Registrar una capacitación"), button=_("Registrar"), **back(compact, "training_list", _("Capacitaciones")),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def training(request: HttpRequest, code: str, training: str) -> HttpResponse:
    """A training with its counts; its own trainers also see the list, and the names once they asked for them."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    row = trainings.one(actor, compact, training)
    own = work_plan.may_write(actor, row, Verb.TRAIN, group="officials")
    people = trainings.people(actor, row) if own else []
    names = officials.told(one.official for one in people) if own and is_open(request, OPENED, row.pk) else {}
    return draw(
        request, compact, "programme/training.html", training=row, own=own, people=[(one, names.get(one.official_id)) for one in people],
        names=bool(names), steps=allowed(states.TRAINING, row.state) if own else (), today=timezone.localdate(),
        counts=trainings.count(trainings.came(actor, compact, training=row)),
    )  # fmt: skip


@needs(Verb.TRAIN)
@require_POST
def training_names(request: HttpRequest, code: str, training: str) -> HttpResponse:
    """Opens the names of a list of one's own: recorded first, then shown for ten minutes."""
    row = _row(request, code, training)
    actions.open_attendance(training=row.pk, **asked(request))
    remember(request, OPENED, row.pk)
    return redirect(reverse("training", args=[code, training]) + "#personas")


@needs(Verb.TRAIN)
@require_POST
def training_move(request: HttpRequest, code: str, training: str, step: str) -> HttpResponse:
    """Held, cancelled, or certificates given."""
    row = _row(request, code, training)
    if step == "certify":
        actions.certify(training=row.pk, **asked(request))
    else:
        actions.move_training(training=row.pk, step=step, **asked(request))
    return redirect("training", code, training)


@needs(Verb.TRAIN)
def training_attend(request: HttpRequest, code: str, training: str) -> HttpResponse:
    """One person who came."""
    row = own_training(request, code, training)
    form = bound(AttendForm, request, row.version, hours=row.hours)
    return submit(
        request, form, writes(request, form, actions.attend, training=row.pk),
        to=reverse("training_attend", args=[code, training]), said=_("Listo. Anote a otra persona, o vuelva a la lista."),
        title=_("Anotar quién asistió"), lead=said(row.course, "title"), button=_("Guardar"), **_to_training(row),
    )  # fmt: skip


@needs(Verb.TRAIN)
def training_attend_list(request: HttpRequest, code: str, training: str) -> HttpResponse:
    """A whole list, or nothing of it."""
    actor, row = actor_of(request), own_training(request, code, training)
    form = bound(AttendListForm, request, row.version, given=row.hours, files=request.FILES or None)

    def act(told: dict[str, Any]) -> object:
        return actions.attend_list(id=told["id"], seen=told["seen"], training=row.pk, rows=form.facts(), by=actor)

    return submit(
        request, form, act, to=reverse("training", args=[code, training]), said=_("Listo. La lista quedó guardada."),
        template="programme/attend_list.html", title=_("Subir la lista de asistencia"), lead=said(row.course, "title"),
        button=_("Guardar la lista"), **_to_training(row),
    )  # fmt: skip


def _row(request: HttpRequest, code: str, training: str) -> Training:
    return trainings.one(actor_of(request), compact_of(request, code, "activities"), training)


def own_training(request: HttpRequest, code: str, training: str) -> Training:
    """A training of the actor's own. Raises `Denied` for another's: nobody else is offered a page to write names in."""
    row = _row(request, code, training)
    relations.check(actor_of(request), Verb.TRAIN, group="officials", row=row)
    return row


def _to_training(row: Training) -> dict[str, Any]:
    compact: Compact = row.compact
    return {"back": Link(row.code, reverse("training", args=[compact.code, row.code])), "training": row}
