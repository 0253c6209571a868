"""The partnership of the demonstration: the real compact as its sources tell it, and an invented one that anybody can see is invented."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.http import HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import AuditLine, Membership, Performed
from amparo.config.demo import partnership
from amparo.config.demo.houses import build
from amparo.config.demo.stories import people
from amparo.config.demo.telling import INVENTED
from amparo.core.dates import PartialDate
from amparo.core.models import Source
from amparo.programme import models, urls
from amparo.programme.models import Compact, Entry, Organisation
from amparo.programme.queries.ledger import balances, total
from amparo.programme.queries.reports import merged
from amparo.programme.queries.terms import term
from tests.cases.pages import signed_in

NOW = timezone.make_aware(datetime(2026, 11, 20, 9))
READER = system("test")


@pytest.fixture(scope="module")
def story():
    """The units by their code: whoever is asked for first in each of them signs in."""
    return (
        "gobierno-eeuu",
        "gobierno-peru",
        "socio",
        "subreceptor",
        "socio-dos",
        "subreceptor-dos",
        "evaluacion",
        "crtp-08",
        "crtp-16",
    )


@pytest.fixture
def told(fresh_database, settings):
    settings.AMPARO_DEMO_DOOR = True
    build()
    return partnership.tell(7, NOW, people())


def rows(model, **wanted):
    """Rows of a table as the whole story knows them."""
    if not hasattr(model.objects, "visible_to"):
        return list(model.objects.filter(**wanted))
    with acting_as(READER):
        return list(model.objects.visible_to(READER).filter(**wanted).order_by("pk"))


def compact(code):
    return rows(Compact, code=code)[0]


def test_the_real_compact_is_closed_and_says_five_and_one_point_seven(told):
    real = compact("peru-2017")
    with acting_as(READER):
        assert (real.state, real.is_demo, term(READER, real).ends) == ("closed", False, PartialDate(2024))
        found = balances(READER, real, PartialDate(2024).latest())
        assert total(found, "promised", "USD") == -6_700_000
        assert total(found, "awarded", "USD") == 6_700_000
        assert total(found, "host_pledged", "PEN") == -8_000_000
    amounts = [entry.amount for entry in rows(Entry, compact=real, kind="award")]
    assert sorted(amounts) == [1_700_000, 5_000_000]
    bound = dict(Organisation.objects.exclude(unit=None).values_list("code", "unit__code"))
    assert (bound["peru"], bound["estados-unidos"]) == ("gobierno-peru", "gobierno-eeuu")


def test_nothing_invented_stands_in_the_real_compact_or_is_said_of_a_real_organisation(told):
    real, demo = compact("peru-2017"), compact("demo-2025")
    assert (demo.state, demo.is_demo, demo.predecessor_id) == ("in_force", True, real.pk)
    assert "de demostración" in demo.title_es
    assert (demo.starts, demo.ends) == (PartialDate(2025, 1, 1), PartialDate(2028, 12, 31))
    assert "inventad" in Source.objects.get(pk=INVENTED).title
    invented = {row.pk for row in rows(Organisation, source_id=INVENTED)}
    assert {row.short_name for row in rows(Organisation, source_id=INVENTED)} == {
        "Red Kallpa", "Asociación Sumaq Ñan", "Colectivo Yanapay", "Instituto Rimay", "Entidad inventada A", "Entidad inventada B",
    }  # fmt: skip
    for model in (models.Award, models.SubAward):
        assert {row.recipient_id for row in rows(model, compact=demo)} <= invented
        assert {row.recipient_id for row in rows(model, compact=real)}.isdisjoint(invented)
    for model in apps.get_app_config("programme").get_models():
        if hasattr(model, "source") and hasattr(model, "compact") and model is not models.Threshold:  # amounts of the law
            assert not rows(model, compact=real, source_id=INVENTED), model
            assert {row.source_id for row in rows(model, compact=demo)} <= {INVENTED, None}, model


def test_the_books_hold_what_the_story_says(told):
    demo = compact("demo-2025")
    with acting_as(READER):
        found = balances(READER, demo, NOW.date())
    assert total(found, "authorised", "USD") == -5_000_000
    assert total(found, "sub_authorised", "USD") == -900_000
    entries = rows(Entry, compact=demo)
    assert 55 <= len(entries) <= 90
    assert {entry.currency for entry in entries} >= {"USD", "PEN"}
    assert all(entry.rate and entry.rate_source_id == INVENTED for entry in entries if entry.currency != entry.base_currency)
    for holder in (*rows(models.Award, compact=demo), *rows(models.SubAward, compact=demo)):
        own = {"subaward": holder} if isinstance(holder, models.SubAward) else {"award": holder, "subaward": None}
        lines = rows(models.BudgetLine, **own, replaced_by=None)
        assert sum(line.amount for line in lines) == holder.amount
        assert all(line.verified for line in lines)
    assert 35 <= len(rows(models.Official)) <= 45
    assert None in {row.reached for row in rows(models.Campaign)}
    assert {row.state for row in rows(models.WorkItem)} == {"planned", "under_way", "done", "postponed", "cancelled"} - {
        "planned"
    }
    assert {row.amount for row in rows(models.MoneyClaim, compact=demo)} == {
        Decimal(5_200_000),
        Decimal(1_500_000),
        Decimal(4_900_000),
    }


def test_telling_it_twice_changes_nothing(told):
    def standing():
        tables = [model for model in apps.get_app_config("programme").get_models() if hasattr(model, "version")]
        return (
            {model.__name__: sorted((str(row.pk), row.version) for row in rows(model)) for model in tables},
            Performed.objects.count(), Source.objects.count(), AuditLine.objects.count(),
        )  # fmt: skip

    before = standing()
    partnership.tell(7, NOW, people())
    assert standing() == before


def test_it_is_told_in_any_month(fresh_database):
    build()
    partnership.tell(7, timezone.make_aware(datetime(2027, 1, 3, 9)), people())
    assert compact("demo-2025").starts == PartialDate(2026, 1, 1)


# ---------------------------------------------------------------- who opens which page

OUTSIDERS = ("upe-16", "comisaria-08", "salud-15")
PUBLIC = {"certificate_check", "certificate_of", "public_compacts"}  # anybody may check a certificate and read what is published
NAMED = {
    "finding_point_": models.ActionPoint, "award_threshold": models.Threshold, "verdict_": models.Commitment,
    "evidence_": models.Commitment, "entry_open": models.Commitment, "subaward_new": models.Award,
    "programme_entry": models.Commitment, "budget_correct": models.BudgetPhase,
}  # fmt: skip
CODED = (models.Indicator, models.Training, models.Campaign, models.Entry, models.Commitment, models.Practice)
GIVEN = {
    "organisation": "red-kallpa",
    "about": "commitment",
    "entity": "entidad-b",
    "year": 2025,
    "quarter": 1,
    "number": 1,
    "region": "08",
}
STEPS = {"work_item_step": "advance", "commitment_step": "advance", "practice_step": "fund"}
SAMPLES = 3
OPEN = {200, 302}  # 302: leads to the page of what it names


def pages():
    """Every page of the partnership that is opened: (name, arguments)."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        yield pattern.name, tuple(pattern.pattern.converters)


def addresses(name, arguments):
    """A page with rows of the demonstration in its place; of most kinds of rows, the first few."""
    found = [{}]
    for argument in arguments:
        found = [{**one, argument: value} for one in found for value in values(name, argument)]
    return [reverse(name, kwargs=one) for one in found]


def values(name, argument):
    if argument == "step":
        return [STEPS.get(name, "close")]
    if argument in GIVEN:
        return [GIVEN[argument]]
    if name.startswith(("certificate_of", "training_certificate")) and argument in ("code", "training", "certificate"):
        given = next(row for row in rows(models.Attendance) if row.certificate)
        if name == "certificate_of" or argument == "certificate":
            return [given.certificate]
        return ["demo-2025"] if argument == "code" else [rows(models.Training, pk=given.training_id)[0].code]
    if argument == "code":
        return ["demo-2025"]
    model = model_of(name, argument)
    key = "code" if argument != "pk" and model in CODED else "pk"
    found = rows(model, compact__code="demo-2025")
    if model is models.Report:  # each state opens other pages, and for others
        return [row.pk for row in {(row.state, row.award_id, row.subaward_id): row for row in found}.values()]
    return [getattr(row, key) for row in found[:SAMPLES]]


def model_of(name, argument):
    """The kind of row an argument names: by its own name, or (`pk`) by that of the page."""
    own = {
        "item": "workitem",
        "signal": "communitysignal",
        "place": "riskplace",
        "claim": "moneyclaim",
        "choice": "dialoguechoice",
        "agreement": "dialogueagreement",
        "note": "qualitynote",
        "row": "delegate",
        "seat": "participation",
    }.get(argument, argument)
    known = {model.__name__.lower(): model for model in apps.get_app_config("programme").get_models()}
    if argument != "pk":
        return known[own]
    for start, model in NAMED.items():
        if name.startswith(start):
            return model
    fitting = [one for one in known if name.replace("_", "").startswith(one)]
    return known[max(fitting, key=len)]


def door(unit):
    """Somebody of a unit, signed in."""
    member = Membership.objects.filter(unit__code=unit, state="active").select_related("user").order_by("since", "pk").first()
    return signed_in(SimpleNamespace(users={unit: member.user}), unit)


def answer(client, address) -> HttpResponseBase:
    client.raise_request_exception = False
    return client.get(address)


def test_every_page_opens_for_who_takes_part_and_for_nobody_else(told, story):
    inside, outside = {unit: door(unit) for unit in story}, {unit: door(unit) for unit in OUTSIDERS}
    strange, shut = [], []
    for name, arguments in pages():
        if name == "compact_list":
            continue
        where, seen = addresses(name, arguments), set()
        assert where, name
        for place, address in enumerate(where):  # of the rows after the first, as many as it takes to see the page open
            if place and seen & OPEN:
                break
            got = {unit: answer(client, address).status_code for unit, client in inside.items()}
            seen |= set(got.values())
            strange += [(unit, name, address, status) for unit, status in got.items() if status not in (200, 302, 403, 404, 405)]
        if not seen & OPEN and 405 not in seen:  # 405: a button, which no address opens
            shut.append((name, seen))
        for unit, client in outside.items():
            status = answer(client, where[0]).status_code
            if status not in ((200,) if name in PUBLIC else (403, 404, 405)):
                strange.append((unit, name, where[0], status))
    assert not strange, "\n".join(map(str, strange))
    assert not shut, "\n".join(map(str, shut))


def test_the_pages_of_the_compact_itself_are_for_all_who_take_part(told, story):
    for unit in (*story, "secretaria-nacional"):
        assert answer(door(unit), reverse("compact", args=["demo-2025"])).status_code == 200, unit
    for unit in ("gobierno-peru", "gobierno-eeuu"):
        assert answer(door(unit), reverse("compact", args=["peru-2017"])).status_code == 200, unit
    assert answer(door("socio"), reverse("compact", args=["peru-2017"])).status_code in (403, 404)


# ---------------------------------------------------------------- reports and packs

HOLDERS = ("DEMO-01", "DEMO-01-A", "DEMO-02", "DEMO-02-A")
WRITERS = dict(zip(HOLDERS, ("socio", "subreceptor", "socio-dos", "subreceptor-dos"), strict=True))
EVERYWHERE = {"gobierno-eeuu", "gobierno-peru", "evaluacion"}
READERS = {  # a commission reads no reports: the matrix says so
    "DEMO-01": {"socio"},
    "DEMO-01-A": {"socio", "subreceptor"},
    "DEMO-02": {"socio-dos"},
    "DEMO-02-A": {"socio-dos", "subreceptor-dos"},
}
LAST = {"DEMO-01": "accepted", "DEMO-01-A": "sent", "DEMO-02": "sent_back", "DEMO-02-A": "due"}  # of the third quarter of 2026
ANSWERS = {"DEMO-01-A": "socio"}  # who answers what was sent


def reported(year, quarter):
    """The reports of a quarter by the number of the award or sub-award."""
    with acting_as(READER):
        found = models.Report.objects.visible_to(READER).filter(compact__code="demo-2025", year=year, quarter=quarter)
        return {(row.subaward or row.award).number: row for row in found.select_related("award", "subaward")}


def test_reports_are_due_overdue_sent_sent_back_and_accepted_and_each_page_opens_for_whom_it_concerns(told, story):
    inside, last = {unit: door(unit) for unit in story}, reported(2026, 3)
    assert {number: row.state for number, row in last.items()} == LAST
    assert all(row.due_on < NOW.date() for row in last.values())  # what is due or sent back by then is overdue
    assert {(row.state, row.due_on > NOW.date()) for row in reported(2026, 4).values()} == {("due", True)}
    for number, row in last.items():
        writes = {WRITERS[number]} if row.state in ("due", "sent_back") else set()
        answers = {ANSWERS[number]} if row.state == "sent" else set()
        for name, who in (("report", EVERYWHERE | READERS[number]), ("report_write", writes), ("report_return", answers)):
            address = reverse(name, args=[row.pk])
            assert {unit for unit, client in inside.items() if answer(client, address).status_code == 200} == who, (name, number)
    for unit, client in inside.items():
        for address in (reverse("reports", args=["demo-2025"]), reverse("report_quarter", args=["demo-2025", 2025, 1])):
            assert answer(client, address).status_code == (403 if unit.startswith("crtp") else 200), (unit, address)


def test_one_report_was_mended_and_its_quarter_is_merged_upwards(told):
    row = reported(2025, 1)["DEMO-01"]
    first, second = sorted(rows(models.ReportVersion, report=row), key=lambda version: version.number)
    assert (first.accepted, second.accepted) == (False, True)
    assert len(rows(models.Remark, version_of=first)) == 2
    assert "Se aclara" in second.achievements
    with acting_as(READER):
        quarter = merged(READER, compact("demo-2025"), 2025, quarter=1)
    assert (len(quarter.accepted), quarter.missing) == (4, ())
    assert [(figure.code, figure.reading.value, figure.reports) for figure in quarter.sections["indicators"]] == [("V4", 10, 2)]
    assert {figure.measured_in for figure in quarter.sections["money"]} == {"USD"}


def test_the_pack_of_the_first_dialogue_is_there_in_both_languages_for_all_who_take_part(told, story):
    packs = rows(models.Pack, compact__code="demo-2025")
    assert {(pack.language, pack.format) for pack in packs} == {("es", "docx"), ("es", "pdf"), ("en", "docx"), ("en", "pdf")}
    inside = {unit: door(unit) for unit in story}
    for pack in packs:
        for unit, client in inside.items():
            got = answer(client, reverse("pack", args=["demo-2025", 1, pack.pk]))
            assert got.status_code == 200, unit
            assert got.content[:2] == (b"PK" if pack.format == "docx" else b"%P")
