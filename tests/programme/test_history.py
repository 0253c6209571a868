"""What is corrected keeps what it said: since when, until when, from which unit and why; the current one stays one."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme import relations
from amparo.programme.agreement_facts import AmendmentFacts, Change, ObjectiveFacts
from amparo.programme.models import Attendance, BudgetPhase, HeadCount, Indicator, Objective, Official, Target, Verdict
from amparo.programme.models.base import Kept
from amparo.programme.queries import former, verdicts
from amparo.programme.rules_indicators import WordingFacts
from amparo.programme.walls_history import KEPT_TABLES
from tests.cases.pages import counted, signed_in, text
from tests.programme import figures
from tests.programme.happenings import WHY, do, last
from tests.programme.parts import activities
from tests.programme.parts.claims import claimed
from tests.programme.parts.pledge import phase, quarter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True


def versions(row):
    """The current row, and the earlier ones in their order."""
    with acting_as(system("test")):
        model = type(row)
        return model.every.get(pk=row.pk), list(model.every.filter(replaced_by=row.pk).order_by("replaced_at"))


def head_count(compact):
    do(compact, "peru", "record_head_counts", compact=compact.compact.pk, facts=quarter(compact, posts=(("psychologist", 4),)))
    return last(HeadCount, compact)


def budget(compact):
    do(compact, "peru", "record_budget_phase", compact=compact.compact.pk, facts=phase(compact))
    return last(BudgetPhase, compact)


def target(compact):
    row = figures.indicator(compact)
    figures.targets(compact, row, {2026: 10})
    found = last(Target, compact)
    found.indicator = row
    return found


def correct_head_count(compact, row):
    return do(compact, "peru", "correct_head_count", row, head_count=row.pk, posts=9, reason=WHY)


def correct_phase(compact, row):
    return do(compact, "peru", "correct_budget_phase", row, phase=row.pk, amount=Decimal(9), reason=WHY)


def correct_target(compact, row):
    return figures.targets(compact, row.indicator, {2026: 9}, reason=WHY)


CASES = [
    (head_count, correct_head_count, "posts", 4, 9), (budget, correct_phase, "amount", 500_000, 9), (target, correct_target, "value", 10, 9),
]  # fmt: skip
cases = pytest.mark.parametrize(("make", "change", "name", "old", "new"), CASES, ids=["posts", "budget", "target"])


@cases
def test_the_row_keeps_its_id_and_what_it_said_stays_with_its_dates_and_reason(compact, make, change, name, old, new):
    row = make(compact)
    change(compact, row)
    current, (first,) = versions(row)
    assert (getattr(current, name), getattr(first, name)) == (new, old)
    assert first.created_at == current.created_at == row.created_at and first.corrected_at is None
    assert first.replaced_at == current.corrected_at and current.reason == WHY
    assert (first.version, first.unit_id, first.by, first.scope) == (row.version, row.unit_id, row.by, row.scope)
    with acting_as(compact.cast.us) as us:
        assert type(row).objects.visible_to(us).filter(compact=compact.compact).count() == 1, "what stands is one"
        (told,) = former.earlier(us, [current])[row.pk]
    assert (told.unit, told.why, told.since, told.until) == (row.unit.name, WHY, row.created_at, current.corrected_at)


@cases
def test_nothing_known_changes_without_a_reason(compact, make, change, name, old, new, monkeypatch):
    row = make(compact)
    monkeypatch.setitem(change.__globals__, "WHY", "  ")
    with pytest.raises(Invalid, match="Explique por qué cambia el dato"):
        change(compact, row)
    monkeypatch.setitem(change.__globals__, "WHY", "Lo dijo 45678912")
    with pytest.raises(Invalid, match="número de documento"):
        change(compact, row)
    current, earlier = versions(row)
    assert getattr(current, name) == old and earlier == []


@cases
def test_of_two_corrections_of_one_moment_one_wins_and_one_version_stays(compact, make, change, name, old, new):
    row = make(compact)
    change(compact, row)
    if make is not target:  # of a target, the indicator holds the version
        kwargs = {"head_count" if make is head_count else "phase": row.pk, ("posts" if make is head_count else "amount"): 3}
        with acting_as(compact.cast.peru) as peru, pytest.raises(Conflict):
            getattr(act, "correct_head_count" if make is head_count else "correct_budget_phase")(
                id=new_id(), seen=row.version, reason=WHY, by=peru, **kwargs
            )
    assert len(versions(row)[1]) == 1


@cases
def test_the_database_keeps_what_was_said_before(compact, make, change, name, old, new):
    row = make(compact)
    change(compact, row)
    _current, (first,) = versions(row)
    model = type(row)
    for touch in (
        lambda rows: rows.update(**{name: 1}),
        lambda rows: rows.update(replaced_by=None),
        lambda rows: rows._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="what was said before stays"), transaction.atomic(), acting_as(system("test")):
            touch(model.every.filter(pk=first.pk))
    with acting_as(system("test")):
        compact.compact.save(update_fields=["reach"])  # scopes may be kept anew
        assert model.every.filter(pk=first.pk).exists()


@cases
def test_a_second_current_row_is_refused_by_the_database(compact, make, change, name, old, new):
    row = make(compact)
    change(compact, row)
    again, _earlier = versions(row)
    again.pk, again._state.adding = new_id(), True
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(system("test")):
        again.save(force_insert=True)


def test_every_table_that_keeps_history_is_guarded():
    kept = {model._meta.model_name for model in apps.get_app_config("programme").get_models() if issubclass(model, Kept)}
    assert kept == set(KEPT_TABLES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'former_stays'")
        assert {name.removeprefix("programme_") for (name,) in cursor.fetchall()} == kept


def test_the_same_value_again_keeps_no_version(compact):
    row = target(compact)
    figures.targets(compact, row.indicator, {2026: 10, 2027: 12}, reason="")
    assert versions(row)[1] == []


def test_baseline_and_words_of_an_indicator_stay_while_its_targets_and_values_still_point_at_it(compact):
    row = target(compact).indicator
    do(
        compact, "us", "set_baseline", row, indicator=row.pk, value=Decimal(3), year=2024, source=None, reason=""
    )  # nobody knew it
    with pytest.raises(Invalid, match="Explique por qué"):
        do(compact, "us", "set_baseline", row, indicator=row.pk, value=Decimal(4), year=2024, source=None, reason="")
    do(compact, "us", "set_baseline", row, indicator=row.pk, value=Decimal(4), year=2024, source=None, reason=WHY)
    facts = WordingFacts("Otro nombre", "Otra definición.")
    do(compact, "us", "reword_indicator", row, indicator=row.pk, facts=facts, reason="Se repetía.")
    current, earlier = versions(row)
    assert [one.baseline for one in (*earlier, current)] == [None, 3, 4, 4]
    with acting_as(compact.cast.us) as us:
        assert Indicator.objects.visible_to(us).get(code="X1").targets.get().value == 10
        told = former.earlier(us, [current])[row.pk]
    assert [one.why for one in told] == ["Se repetía.", WHY, ""]
    assert (
        "Nombre: Indicador X1" in told[0].words
        and told[1].words == "Línea base: 3 (2024)"
        and told[2].words == "Línea base: No se sabe"
    )


def test_an_explanation_is_written_over_by_nobody(compact):
    row = claimed(compact)
    for words in ("Cuenta gastos.", "Cuenta gastos de dos años."):
        do(compact, "peru", "explain_claim", row, claim=row.pk, explanation_es=words, explanation_en="")
        do(compact, "us", "reopen_claim", row, claim=row.pk)
    current, earlier = versions(row)
    assert [one.explanation_es for one in earlier] == ["", "Cuenta gastos.", "Cuenta gastos.", "Cuenta gastos de dos años."]
    with acting_as(compact.cast.us) as us:
        told = former.earlier(us, [current])[row.pk]
    assert {one.unit for one in told} == {compact.cast.units["gov-us"].name, compact.cast.units["gov-pe"].name}
    page = text(signed_in(compact.cast, "us").get(reverse("claims", args=[compact.compact.code])))
    assert "4 versiones anteriores" in page and "Cuenta gastos de dos años." in page


def test_who_sees_the_row_sees_its_history_and_nobody_else(compact):
    row = head_count(compact)
    correct_head_count(compact, row)
    for name, sees in (("us", 2), ("peru", 2), ("evaluator", 2), ("outsider", 0)):
        with acting_as(getattr(compact.cast, name)) as by:
            assert HeadCount.every.visible_to(by).count() == sees, name
            assert HeadCount.every.count() == sees, f"{name}: the database's own wall"


def test_no_sealed_person_is_ever_copied(compact):
    training = activities.training(compact)
    for mark in (20, 30):
        activities.attended(training, compact, activities.official(1, after=Decimal(mark)))
    with acting_as(system("test")):
        assert (Official.objects.count(), Attendance.objects.count(), Attendance.every.count()) == (1, 1, 2)
    assert not issubclass(Official, Kept)
    with acting_as(compact.cast.us) as us:
        from_page = text(signed_in(compact.cast, "us").get(f"/alianza/{compact.compact.code}/registro/training/{training.pk}/"))
        assert us and "Quispetito" not in from_page


@pytest.mark.parametrize(
    ("make", "change", "address"),
    [
        (head_count, correct_head_count, lambda row: ("head_count", [row.entity.code, row.year, row.quarter])),
        (budget, correct_phase, lambda row: ("budget_year", [row.entity.code, row.year])),
        (target, correct_target, lambda row: ("indicator_agreed", [row.indicator.code])),
    ],
    ids=["posts", "budget", "target"],
)
def test_pages_show_what_stands_and_folded_what_stood_before(compact, make, change, address):
    row = make(compact)
    name, args = address(row)
    url, client = reverse(name, args=[compact.compact.code, *args]), signed_in(compact.cast, "us")
    assert "versi" not in text(client.get(url))
    change(compact, row)
    client.get(url)
    with counted(12):
        page = client.get(url)
    assert b"<details" in page.content
    found = text(page)
    assert "1 versión anterior" in found and WHY in found and row.unit.name in found


def test_an_objective_written_anew_is_one_row_and_its_entry_tells_the_old_words(compact):
    row = last(Objective, compact, number=1)
    do(compact, "us", "set_objective", row, compact=compact.compact.pk, facts=act_objective("Perseguir mejor"))
    url = f"/alianza/{compact.compact.code}/registro/objective/{row.pk}/"
    client = signed_in(compact.cast, "peru")
    client.get(url)
    with counted(10):
        found = text(client.get(url))
    assert "Perseguir mejor" in found and "Título: Objetivo 1" in found
    agreement = client.get(reverse("agreement", args=[compact.compact.code]))
    assert url in agreement.content.decode() and text(agreement).count("Perseguir mejor") >= 1
    assert signed_in(compact.cast, "outsider").get(url).status_code in (403, 404)


def act_objective(title):
    return ObjectiveFacts(1, title, title)


# The other side's word about definition and targets


def judge(compact, who, about, row, *, accepted=True, words=""):
    by = getattr(compact.cast, who)
    with acting_as(by):
        fresh = type(row).objects.visible_to(by).filter(pk=row.pk).first()
        seen = fresh.version if fresh else row.version
        return act.give_verdict(id=new_id(), seen=seen, about=about, about_id=row.pk, accepted=accepted, words=words, by=by)


def standing(compact, about, row, who="us"):
    with acting_as(getattr(compact.cast, who)) as by:
        fresh = type(row).objects.visible_to(by).select_related("compact").get(pk=row.pk)
        return verdicts.standings(by, [fresh], about=about, party=relations.party_of(by, compact.compact))[row.pk]


def entries(compact):
    row = target(compact)
    return {"indicator": row.indicator, "target": row}


@pytest.mark.parametrize("about", ["indicator", "target"])
def test_the_other_side_accepts_or_disputes_a_definition_and_its_targets(compact, about):
    row = entries(compact)[about]
    before = versions(row)[0].version
    assert judge(compact, "peru", about, row, accepted=False, words="Es poco.").party.side == "host"
    assert standing(compact, about, row).disputed
    assert judge(compact, "peru", about, row).accepted
    assert standing(compact, about, row).accepted and versions(row)[0].version == before
    with pytest.raises(Invalid, match="Diga qué objeta"):
        judge(compact, "peru", about, row, accepted=False)


@pytest.mark.parametrize("about", ["indicator", "target"])
@pytest.mark.parametrize("who", ["us", "partner", "subrecipient", "evaluator", "crtp", "cmnp", "outsider"])
def test_ones_own_entry_and_anothers_are_not_theirs_to_accept(compact, about, who):
    row = entries(compact)[about]
    with pytest.raises((Denied, NotFound)):
        judge(compact, who, about, row)
    with acting_as(system("test")):
        assert not Verdict.objects.exists()


def test_the_outsider_sees_neither_the_entry_nor_the_word_about_it(compact):
    row = entries(compact)["target"]
    judge(compact, "peru", "target", row)
    client = signed_in(compact.cast, "outsider")
    for url in (
        reverse("indicator_agreed", args=[compact.compact.code, "X1"]),
        f"/alianza/{compact.compact.code}/registro/target/{row.pk}/",
    ):
        assert client.get(url).status_code in (403, 404)
    with acting_as(compact.cast.outsider) as by:
        assert not Verdict.objects.visible_to(by).exists() and not Verdict.objects.exists()


def test_new_targets_do_not_outdate_the_word_about_the_definition_but_new_words_do(compact):
    found = entries(compact)
    row, goal = found["indicator"], found["target"]
    judge(compact, "peru", "indicator", row)
    judge(compact, "peru", "target", goal)
    figures.targets(compact, row, {2026: 11, 2027: 20}, reason=WHY)
    assert not standing(compact, "indicator", row).outdated
    assert standing(compact, "target", goal).outdated and standing(compact, "target", goal, "peru").may
    do(compact, "us", "reword_indicator", row, indicator=row.pk, facts=WordingFacts("Otro", "Otra."), reason=WHY)
    assert standing(compact, "indicator", row).outdated


def test_the_page_of_what_was_agreed_asks_the_other_side_only(compact):
    row = entries(compact)["indicator"]
    url = reverse("indicator_agreed", args=[compact.compact.code, row.code])
    own, other = (signed_in(compact.cast, name) for name in ("us", "peru"))
    assert "Objetar" not in text(own.get(url)) and "Corregir la definición" in text(own.get(url))
    found = text(other.get(url))
    assert found.count("Objetar") == 2 and "Corregir la definición" not in found
    accept = reverse("verdict_accept", args=[compact.compact.code, "indicator", row.pk])
    answer = other.post(accept, {"id": new_id(), "seen": versions(row)[0].version})
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert "Aceptado por Perú" in text(own.get(url))
    form = reverse("indicator_reword", args=[compact.compact.code, row.code])
    data = {
        "id": new_id(),
        "seen": versions(row)[0].version,
        "name_es": "Mejor dicho",
        "definition_es": "Lo que se cuenta.",
        "reason": "",
    }
    assert "Mejor dicho" in text(own.post(form, data)), "nothing written is lost"
    assert own.post(form, {**data, "reason": WHY}).status_code == 302
    assert "Lo dijo de una versión anterior." in text(own.get(url))
    stolen = {**data, "id": new_id(), "seen": versions(row)[0].version, "reason": WHY}
    assert other.get(form).status_code == 403, "no form that would be refused"
    assert other.post(form, stolen).status_code == 403


def test_amendments_and_clauses_have_a_page_where_the_other_side_answers(compact):
    facts = AmendmentFacts(1, "Adenda de plazo", "Term amendment", (Change("term", "2029"),), signed_on=PartialDate(2026, 1))
    row = do(compact, "us", "amend_compact", compact.again(), compact=compact.compact.pk, facts=facts)
    url = f"/alianza/{compact.compact.code}/registro/amendment/{row.pk}/"
    page = text(signed_in(compact.cast, "peru").get(url))
    assert "Adenda 1" in page and "Objetar" in page
    assert "Objetar" not in text(signed_in(compact.cast, "us").get(url))
