"""Reference data: loading is an upsert that keeps what an administrator corrected."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import translation

from amparo.access.roles import ROLES
from amparo.core import codelists, kept, loading, norms, places
from amparo.core.clocks import LIMA, Unit
from amparo.core.errors import NotFound
from amparo.core.models import ClockRule, Code, NonWorkingDay, Norm, Place, ReferenceFile

CASES = Path(apps.get_app_config("cases").path) / "data"

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 10, tzinfo=LIMA)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept_in_memory() -> None:
    kept.forget_all()


def total(reports: list[loading.Loaded], name: str) -> int:
    return sum(getattr(report, name) for report in reports)


def test_a_second_load_reads_nothing(django_assert_max_num_queries: Any) -> None:
    loading.load_all()
    with django_assert_max_num_queries(4):
        assert all(report.skipped for report in loading.load_all())


def test_a_forced_load_changes_nothing() -> None:
    loading.load_all()
    reports = loading.load_all(force=True)
    assert (total(reports, "created"), total(reports, "updated")) == (0, 0)
    assert total(reports, "unchanged") > 2_400


def test_a_changed_row_is_brought_back_and_a_corrected_one_is_kept() -> None:
    ClockRule.objects.filter(code="alert_taken").update(amount=9)
    loading.correct(ClockRule.objects.get(code="first_evaluation"), account="USR-TEST", values={"amount": 48})
    reports = loading.load_all(force=True)
    assert ClockRule.objects.get(code="alert_taken").amount == 2
    corrected = ClockRule.objects.get(code="first_evaluation")
    assert (corrected.amount, corrected.corrected_by) == (48, "USR-TEST")
    [difference] = [kept for report in reports for kept in report.kept]
    assert (difference.field, difference.here, difference.in_file) == ("amount", "48", "72")


def test_the_command_says_what_it_kept(capsys: pytest.CaptureFixture[str]) -> None:
    loading.correct(Norm.objects.get(pk="ley-28950"), account="USR-TEST", values={"verified": True})
    call_command("load_reference", "--force")
    assert "Se mantiene la corrección" in capsys.readouterr().out


def test_a_row_that_left_its_file_stays() -> None:
    Code.objects.create(list_id="sex", value="old", label_es="Antigua", label_en="Old")
    loading.load_all(force=True)
    assert Code.objects.filter(list="sex", value="old").exists()


def test_every_file_has_a_digest() -> None:
    loading.load_all()
    assert ReferenceFile.objects.filter(name=loading.PLACES).exists()
    assert ReferenceFile.objects.filter(name="cases/clock_rules.csv").exists()


def test_places_have_their_two_codes() -> None:
    assert Place.objects.filter(level="region").count() == 25
    assert Place.objects.filter(level="province").count() == 196
    assert Place.objects.exclude(reniec="").count() == 1_839
    wanchaq = Place.objects.get(pk="080108")
    assert (wanchaq.reniec, wanchaq.parent_id) == ("070108", "0801")
    assert places.index().by_reniec["070108"].ubigeo == "080108"


def test_places_sort_as_a_spanish_reader_expects() -> None:
    names = list(Place.objects.filter(level="region").values_list("name", flat=True))
    assert names[:3] == ["Amazonas", "Áncash", "Apurímac"]


def test_a_place_code_fits_its_level() -> None:
    with pytest.raises(IntegrityError, match="place_code_fits_its_level"):
        Place.objects.create(ubigeo="99", name="X", level="district", sort_key="x")


def test_no_legal_term_without_its_norm() -> None:
    with pytest.raises(IntegrityError, match="clock_rule_legal_has_its_norm"):
        ClockRule.objects.create(code="x", name_es="x", name_en="x", trigger="x", owner_role="upe", unit="hours", kind="legal")


def test_only_what_a_source_gives_is_called_legal_and_none_is_called_verified() -> None:
    legal = set(ClockRule.objects.filter(kind="legal").values_list("norm", flat=True))
    assert legal == {"dl-1297", "ley-32130", "cpp-2004"}
    assert not ClockRule.objects.filter(verified=True).exists()
    for rule in ClockRule.objects.filter(norm="dl-1297"):
        assert "Texto de 2016, por verificar" in rule.note_es


def test_the_owner_of_every_term_is_a_role_or_whoever_received() -> None:
    assert set(ClockRule.objects.values_list("owner_role", flat=True)) <= set(ROLES) | {"receiver"}


def test_rules_are_found_by_what_starts_them() -> None:
    started = {rule.code: rule for rule in norms.rules_for("protection_opened", DAY)}
    assert {"court_copies", "first_evaluation", "plan_made"} <= set(started)
    assert started["court_copies"].unit is Unit.WORKING_DAYS
    assert started["court_copies"].norm_title.startswith("DL 1297")
    assert started["plan_made"].due(MOMENT) is None
    [health] = norms.rules_for("referral_sent:health", DAY)
    [other] = norms.rules_for("referral_sent:livelihood", DAY)
    assert (health.code, other.code) == ("referral_health", "referral_other")
    with pytest.raises(NotFound):
        norms.rule("no such term", DAY)


def test_a_rule_counts_from_its_first_day_and_the_newest_version_wins() -> None:
    with pytest.raises(NotFound):
        norms.rule("court_copies", DAY.replace(year=2015))
    old = ClockRule.objects.get(code="court_copies")
    ClockRule.objects.create(
        code="court_copies", version=2, norm=old.norm, name_es="x", name_en="x", trigger=old.trigger,
        owner_role="upe", amount=2, unit="working_days", kind="legal", valid_from=DAY.replace(month=1, day=1),
    )  # fmt: skip
    kept.forget_all()
    assert norms.rule("court_copies", DAY).version == 2
    assert norms.rule("court_copies", DAY.replace(year=2020)).version == 1


def test_a_declared_day_off_moves_a_term_where_it_applies() -> None:
    rule = norms.rule("court_copies", DAY)
    plain = rule.due(MOMENT)
    NonWorkingDay.objects.create(date=DAY.replace(day=24), name="Día no laborable", scope="08")
    kept.forget_all()
    assert rule.due(MOMENT) == plain
    moved = rule.due(MOMENT, ubigeo="080108")
    assert moved is not None and plain is not None
    assert (moved - plain).days == 1


def test_choices_in_both_languages() -> None:
    assert ("begging", "Mendicidad") in codelists.choices("purpose")
    with translation.override("en"):
        assert codelists.label("purpose", "begging") == "Begging"
        assert codelists.labels("purpose", ["organs", "sexual"])[0].startswith("Prostitution")
    assert codelists.label("purpose", "gone") == "gone"
    assert codelists.is_valid("sex", "unknown")
    assert not codelists.is_valid("sex", "x")
    with pytest.raises(NotFound):
        codelists.choices("no such list")


def test_a_past_choice_stays_readable_but_is_not_offered() -> None:
    Code.objects.filter(list="purpose", value="servitude").update(valid_to=DAY.replace(year=2020))
    kept.forget_all()
    assert "servitude" not in dict(codelists.choices("purpose"))
    assert "servitude" in dict(codelists.choices("purpose", DAY.replace(year=2019)))
    assert codelists.label("purpose", "servitude") == "Servidumbre"


def test_a_choice_has_one_unknown_at_most_and_its_parent_is_in_its_list() -> None:
    for name in set(Code.objects.values_list("list", flat=True)):
        items = codelists.items(name)
        assert sum(item.is_unknown for item in items) <= 1
        values = {item.value for item in items}
        assert all(item.parent in values for item in items if item.parent)


def test_the_files_speak_both_languages_and_the_indicators_carry_their_weight() -> None:
    for name in ("codes.csv", "indicators.csv"):
        for row in csv.DictReader((CASES / name).read_text(encoding="utf-8").splitlines()):
            assert row["label_es"] and row["label_en"], row
    indicators = [item for item in codelists.items("ilo_child_labour") if item.parent]
    assert len(indicators) == 65
    assert {item.weight for item in indicators} == {"S", "M"}
    assert codelists.items("ilo_child_sexual") == []
