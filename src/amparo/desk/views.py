"""The pages of the desk: start page, inbox, finding by code, long work, and the few buttons on them."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.actors import Actor
from amparo.access.gate import BY_ITSELF, asks_again, needs
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.desk import actions, drafts, kinds, navigation, providers, queries, rows
from amparo.desk.forms import FindForm, ShowForm
from amparo.desk.models import Job
from amparo.desk.subjects import Subject
from amparo.ui import moments
from amparo.ui.components import Table


@needs(Verb.WORK)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The start page: what each role has to do first."""
    actor: Actor = request.actor
    role = ROLES.get(actor.role)
    if actor.role in providers.STARTS:
        return providers.STARTS[actor.role](request)
    if role is None or not role.sees_cases:
        return start(request, actor)
    return supervised(request, actor) if role.supervises else my_work(request, actor)


def my_work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the actor. A role that opens no file is offered nothing of files: no code to open, no quiet ones."""
    role = ROLES.get(actor.role)
    files = role is not None and role.sees_cases
    show = ShowForm(request.GET)
    wanted = show.wanted()
    desk = queries.my_work(actor, wanted)
    group = desk.groups.get(wanted.group)
    order = "" if wanted.order == "dano" else wanted.order
    return render(request, "desk/my_work.html", {
        "today": moments.heading(desk.now), "counters": rows.counters(desk, files=files), "files": files, "groups": rows.groups(desk, wanted),
        "pages": rows.pages(group.count, wanted.page, momento=wanted.group, orden=order) if group else None,
        "find": FindForm(), "show": ShowForm(initial={"momento": wanted.group, "orden": wanted.order}, files=files),
        "panels": [panel for part in providers.MY_WORK for panel in part.panels(actor)],
        "begin": [link for part in providers.MY_WORK for link in part.begin(actor)],
    })  # fmt: skip


def supervised(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Counts and overdue items of the units below; no narrative, no file."""
    page, unit = _number(request, "pagina") or 1, request.GET.get("unidad", "")[:60]
    late = queries.overdue_below(actor, page, unit)
    now = timezone.now()
    return render(request, "desk/supervised.html", {
        "today": moments.heading(now), "units": rows.units_table(queries.units_below(actor)), "late_count": late.count,
        "own": [rows.task_row(task, {}, now) for task in queries.asked_of_role(actor)],
        "late": rows.overdue_table(late.rows, now), "pages": rows.pages(late.count, page, unidad=unit),
        "unit": unit, "alone": _alone(actor, now), "panels": [panel for part in providers.MY_WORK for panel in part.panels(actor)],
    })  # fmt: skip


def _alone(actor: Actor, now: datetime) -> Table | None:
    """What waits here because nobody works where it belongs."""
    tasks = queries.standing_in(actor)
    return rows.overdue_table(tasks, now, _("Unidades sin personal"), decides=True) if tasks else None


def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For roles that open no file: what they can do."""
    now = timezone.now()
    changes = queries.role_changes(actor)
    own = queries.asked_of_role(actor) if actor.role in ROLES else ()
    return render(request, "desk/start.html", {
        "today": moments.heading(now), "role": ROLES.get(actor.role), "links": navigation.start_links(actor),
        "panels": [panel for part in providers.MY_WORK for panel in part.panels(actor)],
        "changes": rows.changes_table(changes, now) if changes else None, "own": [rows.task_row(task, {}, now) for task in own],
    })  # fmt: skip


@needs(Verb.WORK)
def find(request: HttpRequest) -> HttpResponse:
    """Opens what has a code. By POST, so that no address keeps it; unknown and not ours get the same answer."""
    form = FindForm(request.POST or None)
    missing = False
    if request.method == "POST" and form.is_valid():
        url = providers.find(request.actor, form.cleaned_data["codigo"])
        if url:
            return redirect(url)
        missing = True
    return render(request, "desk/find.html", {"form": form, "missing": missing})


@needs(Verb.WORK)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """News for the unit and the person."""
    page, now = _number(request, "pagina") or 1, timezone.now()
    group, described = queries.inbox(request.actor, page)
    return render(request, "desk/inbox.html", {
        "rows": [rows.notice_row(row, described, now) for row in group.rows], "count": group.count, "until": now.isoformat(),
        "unread": any(row.read_at is None for row in group.rows), "pages": rows.pages(group.count, page),
    })  # fmt: skip


@needs(Verb.WORK)
@require_POST
def notice_read(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Marks a notice as read and goes where it leads."""
    actor: Actor = request.actor
    key, seen = _sent(request)
    row = actions.read_notice(id=key, seen=seen, notice=notice, by=actor)
    about = providers.describe(actor, [row.subject]).get(row.subject_id)
    return redirect(kinds.notice_kind(row.kind).url(row) or (about.url if about else "") or "inbox")


@needs(Verb.WORK)
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Marks all that had arrived as read."""
    key, seen = _sent(request)
    until = parse_datetime(request.POST.get("until", "")) or timezone.now()
    actions.read_all_notices(id=key, seen=seen, until=until, by=request.actor)
    return redirect("inbox")


@needs(Verb.WORK)
@require_POST
def task_finish(request: HttpRequest, task: UUID) -> HttpResponse:
    """Ticks a task off."""
    key, seen = _sent(request)
    actions.finish_task(id=key, seen=seen, task=task, by=request.actor)
    return redirect("home")


@needs(Verb.WORK)
@require_POST
def clock_remind(request: HttpRequest, clock: UUID) -> HttpResponse:
    """Reminds the unit that owes."""
    key, seen = _sent(request)
    actions.remind(id=key, seen=seen, clock=clock, by=request.actor)
    return redirect(rows.link_to(queries.WAITING))


@needs(Verb.WORK)
@require_POST
def draft_save(request: HttpRequest, form: str, subject: UUID | None = None) -> HttpResponse:
    """Keeps what is typed so far. Called by the page itself; answers nothing."""
    actor: Actor = request.actor
    kept = drafts.kept_fields(request.POST)
    if kept:
        old = queries.own_draft(actor, form, subject)
        about = Subject(request.GET.get("de", "")[:30], subject)
        actions.save_draft(id=new_id(), seen=old.version if old else 0, form=form, subject=about, content=kept, by=actor)
    return HttpResponse(status=204)


@needs(Verb.WORK)
@require_POST
def draft_discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throws a draft away."""
    key, seen = _sent(request)
    actions.discard_draft(id=key, seen=seen, draft=draft, by=request.actor)
    return redirect("home")


@needs(Verb.WORK)
@asks_again
@require_GET
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far a piece of long work is; the page asks again by itself, with and without JavaScript, and so keeps nobody signed in."""
    row = queries.job(request.actor, job)
    kind = kinds.job_kind(row.kind)
    going = row.state in ("waiting", "running")
    response = render(request, "desk/job_progress.html" if request.htmx else "desk/job.html", {
        "job": row, "title": kind.title, "progress": rows.progress_of(row), "going": going,
        "result_url": "" if going else _result(request.actor, row), "again": f"{request.path}?{BY_ITSELF}=1",
    })  # fmt: skip
    if request.htmx and not going:
        response["HX-Redirect"] = f"{request.path}?{BY_ITSELF}=1"
    return response


def _result(actor: Actor, row: Job) -> str:
    """Where the result of long work is: the address of its kind, else the page of its subject."""
    if url := kinds.job_kind(row.kind).url(row):
        return url
    return next((found.url for found in providers.describe(actor, [row.subject]).values()), "")


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and int(text[:9]) > 0 else None


def _sent(request: HttpRequest) -> tuple[UUID, int]:
    """The id made for this form and the version it saw."""
    try:
        return UUID(request.POST["id"]), int(request.POST["seen"])
    except (KeyError, ValueError):
        raise Invalid("") from None
