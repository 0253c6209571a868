"""Pages of the money: the flow, the journal, an entry, the federal report, rates and periods."""

import csv
from io import StringIO
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.core.models import ExchangeRate
from amparo.programme import rules
from amparo.programme.forms.money import CutOff, JournalForm
from amparo.programme.models import Award, Compact, Entry, Party, Period
from amparo.programme.queries import flow as flows
from amparo.programme.queries import journal as journals
from amparo.programme.queries import ledger
from amparo.programme.views import money_shown as shown
from amparo.programme.views.flow import actor_of, compact_of, draw
from amparo.programme.views.money_may import may_reverse, may_write
from amparo.ui.components import Pages

PAGE = 50


@needs(Verb.SEE_COMPACT)
@require_GET
def money(request: HttpRequest, code: str) -> HttpResponse:
    """From the announcement to the expenditure, of both sides, at a day."""
    compact = compact_of(request, code, "money")
    form = CutOff(request.GET)
    found = flows.flow(actor_of(request), compact, form.day())
    page = {"form": form, "flow": found, "parties": shown.parties(compact, found), "tables": shown.tables(compact, found)}
    page["years"] = shown.budget_years(found)
    return draw(request, compact, "programme/money.html", **page, **may_write(actor_of(request)))


@needs(Verb.SEE_COMPACT)
@require_GET
def money_journal(request: HttpRequest, code: str) -> HttpResponse:
    """The entries behind a figure, or all of them."""
    compact = compact_of(request, code, "money")
    form = _filters(request, compact)
    wanted = form.wanted()
    actor = actor_of(request)
    rows = journals.journal(actor, compact, wanted)
    paged = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    each = journals.moved_each(actor, compact, wanted, rows=list(paged.object_list)) if wanted.account else {}
    back = journals.reversals(actor, compact)
    page = {
        "form": form, "paged": paged, "narrowed": form.kept(), "accounts": shown.accounts(wanted.account),
        "moved": journals.moved_by(actor, compact, wanted) if wanted.account else {},
        "rows": [(row, each.get(row.pk), row.pk in back) for row in paged.object_list],
        "pages": Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("movimientos"), form.kept()),
    }  # fmt: skip
    return draw(request, compact, "programme/money_journal.html", **page)


@needs(Verb.SEE_COMPACT)
@require_GET
def money_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The same entries as a file for a spreadsheet. Text that a spreadsheet would run as a formula is made harmless."""
    compact = compact_of(request, code, "money")
    rows = journals.plain(journals.journal(actor_of(request), compact, _filters(request, compact).wanted()))
    back = journals.reversals(actor_of(request), compact)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(shown.columns())
    writer.writerows(shown.csv_row(row, back.get(row.pk, "")) for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{compact.code}-movimientos.csv"'
    return answer


@needs(Verb.SEE_COMPACT)
@require_GET
def entry(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """An entry: what it says, its lines, its rate, and what took it back."""
    compact = compact_of(request, code, "money")
    row = entry_of(request, compact, entry)
    page = {
        "entry": row,
        "lines": list(journals.lines_of(actor_of(request), row)),
        "reverse": may_reverse(actor_of(request), row),
    }
    return draw(request, compact, "programme/entry.html", **page)


@needs(Verb.SEE_COMPACT)
@require_GET
def sf425_list(request: HttpRequest, code: str) -> HttpResponse:
    """The awards in sight, each with its federal report."""
    compact = compact_of(request, code, "money")
    form = CutOff(request.GET)
    awards = Award.objects.visible_to(actor_of(request)).filter(compact=compact).select_related("recipient").order_by("number")
    paged = Paginator(awards, PAGE).get_page(request.GET.get("pagina"))
    held = flows.awards_at(actor_of(request), compact, form.day(), awards=list(paged.object_list))
    rows = [(award, *(held.get(award.pk, {}).get(stage) for stage in ("awarded", "spent"))) for award in paged.object_list]
    pages = Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("adjudicaciones"), {"corte": form.day()})
    return draw(request, compact, "programme/sf425_list.html", form=form, rows=rows, on=form.day(), pages=pages)


@needs(Verb.SEE_COMPACT)
@require_GET
def sf425(request: HttpRequest, code: str, award: UUID) -> HttpResponse:
    """The federal financial report of an award at a day, ready to print."""
    compact = compact_of(request, code, "money")
    actor, form = actor_of(request), CutOff(request.GET)
    row = Award.objects.visible_to(actor).filter(pk=award, compact=compact).select_related("recipient").first()
    if row is None:
        raise NotFound(rules.gone())
    agency = Party.objects.visible_to(actor).filter(compact=compact, side="us").select_related("organisation").first()
    report = ledger.sf425(actor, row, form.day())
    page = {"report": report, "lines": shown.report_lines(compact, report), "agency": agency, "form": form}
    return draw(request, compact, "programme/sf425.html", **page)


@needs(Verb.SEE_COMPACT)
@require_GET
def rates(request: HttpRequest, code: str) -> HttpResponse:
    """The exchange rates there are, each with its day and source; and the periods of these books that are closed."""
    compact = compact_of(request, code, "money")
    found = ExchangeRate.objects.select_related("source").order_by("-on", "base", "quote")
    paged = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    periods = list(Period.objects.visible_to(actor_of(request)).filter(compact=compact).select_related("unit").order_by("-ends"))
    numbers = dict(
        Award.objects.visible_to(actor_of(request)).filter(compact=compact, pk__in=_awards(periods)).values_list("pk", "number")
    )
    listed = [(row, [numbers.get(award, _("otra adjudicación")) for award in row.award_only]) for row in periods]
    pages = Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("tipos de cambio"))
    return draw(
        request, compact, "programme/rates.html", rates=paged, pages=pages, periods=listed, **may_write(actor_of(request))
    )


def entry_of(request: HttpRequest, compact: Compact, code: str) -> Entry:
    """The entry with this code, as far as the actor may see."""
    named = ("award__recipient", "subaward__recipient", "source", "rate_source", "reversed_by", "reverses", "unit", "compact")
    row: Entry | None = (
        Entry.objects.visible_to(actor_of(request)).filter(compact=compact, code=code).select_related(*named).first()
    )
    if row is None:
        raise NotFound(rules.gone())
    return row


def awards_of(request: HttpRequest, compact: Compact) -> list[tuple[str, str]]:
    """(id, number and recipient) of the awards in sight (one query)."""
    rows = Award.objects.visible_to(actor_of(request)).filter(compact=compact).select_related("recipient").order_by("number")
    return [(str(row.pk), f"{row.number} · {row.recipient.short_name}") for row in rows]


def _filters(request: HttpRequest, compact: Compact) -> JournalForm:
    return JournalForm(request.GET, awards=awards_of(request, compact))


def _awards(periods: list[Period]) -> set[object]:
    return {award for row in periods for award in row.award_only}
