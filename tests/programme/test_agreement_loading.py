"""The real compact from its files: as the public record tells it, and loading again changes nothing."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.models import Source
from amparo.programme.loading import UNDATED, load_compact
from amparo.programme.models import (
    Award,
    AwardAmendment,
    Clause,
    Commitment,
    Compact,
    Delegate,
    Dialogue,
    Entry,
    MoneyClaim,
    Objective,
    Organisation,
    PartnerPeriod,
    Party,
    Signatory,
    StatedFact,
    SubAward,
    Territory,
)
from amparo.programme.queries.claims import compared
from amparo.programme.queries.flow import flow
from amparo.programme.queries.terms import term
from tests.cases.pages import signed_in, text
from tests.house.test_actions import counted
from tests.programme.real import OTHERS, PERU, load, others, real_compact

FOLDERS = [PERU, *OTHERS]
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("*.csv"))]


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem != "sources"], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_row_has_a_source_and_a_date(path):
    sources = {row["code"]: row for row in rows(path.parent / "sources.csv")}
    found = rows(path)
    assert found
    for row in found:
        assert row["source"] in sources, row
        assert sources[row["source"]]["title"] and sources[row["source"]]["url"].startswith("http")
        assert row["as_of"] == UNDATED or PartialDate.from_text(row["as_of"]), row
        assert row["verified"] == "false", "nobody has checked it against its source yet"
        assert None not in row and None not in row.values(), "a cell too many or too few"


def test_the_real_compact_is_loaded_as_the_closed_one_it_is(cast):
    compact = real_compact(cast)
    assert (compact.state, compact.is_demo, str(compact.signed_on), compact.starts) == ("closed", False, "2017-06-15", None)
    with acting_as(cast.peru) as by:
        assert [str(row.as_of) for row in Objective.objects.visible_to(by).filter(compact=compact)] == ["2024-10-21"] * 3
        assert {(row.side, row.organisation.code) for row in Party.objects.visible_to(by).select_related("organisation")} == {
            ("us", "estados-unidos"), ("host", "peru"),
        }  # fmt: skip
        assert {row.name for row in Signatory.objects.visible_to(by)} == {"Ricardo Luna", "Brian Nichols"}
        assert not Clause.objects.visible_to(by).exclude(text_es="", text_en="").exists(), "nobody has seen the clauses"
        assert not Clause.objects.visible_to(by).filter(verified=True).exists()
        subs = PartnerPeriod.objects.visible_to(by).filter(role="sub").select_related("organisation")
        assert {(row.organisation.code, row.prime_id) for row in subs} == {("chs-alternativo", None), ("idl", None)}
        assert [str(row.value) for row in StatedFact.objects.visible_to(by).filter(about="shelters").order_by("as_of")] == [
            "5.0000", "7.0000", "6.0000",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "ends", "by_amendment"),
    [(date(2020, 2, 5), "2021-06", None), (date(2020, 2, 6), "2022-06", 1), (date(2023, 1, 1), "2024", 2)],
)
def test_four_years_extended_to_june_2022_and_then_to_2024(cast, on, ends, by_amendment):
    compact = real_compact(cast)
    with acting_as(cast.us):
        found = term(cast.us, compact, on)
    assert (str(found.ends), found.origin and found.origin.number) == (ends, by_amendment)
    assert str(found.first_end) == "2021-06"


def test_three_regions_and_then_two_more_for_selected_activities(cast):
    compact = real_compact(cast)
    with acting_as(cast.us):
        found = Territory.objects.visible_to(cast.us).filter(compact=compact).select_related("amendment")
        held = {(row.regions[0], row.whole, row.amendment and row.amendment.number) for row in found}
    assert held == {("15", True, None), ("08", True, None), ("16", True, None), ("17", False, 1), ("21", False, 1)}


def test_loading_twice_changes_nothing(cast):
    first = load(cast)
    before = counted()
    again = load(cast)
    assert counted() == before
    assert sum(again.made.values()) == 0
    assert {name: first.made[name] for name in first.made if name not in ("sources", "compact")} == {
        name: count for name, count in again.kept.items() if name in first.made and name not in ("sources", "compact")
    } | {"organisations": first.made["organisations"]}


def test_loading_by_somebody_else_changes_nothing_either(cast):
    load(cast)
    before = counted()
    with acting_as(cast.us):
        assert sum(load_compact(cast.us, PERU).made.values()) == 0
    assert counted() == before


@pytest.mark.parametrize("folder", OTHERS, ids=lambda folder: folder.name)
def test_other_compacts_fit_as_data(cast, folder):
    others(cast, folder)
    with acting_as(cast.peru) as by:
        compact = Compact.objects.visible_to(by).get(code=folder.name)
        objectives = Objective.objects.visible_to(by).filter(compact=compact).count()
        ends = term(by, compact).ends
    assert objectives == (4 if folder.name == "mongolia-2020" else 0), "what no source gives stays empty"
    assert str(ends) == {
        "colombia-2022": "2027", "ghana-2015": "2020-06~", "jamaica-2018": "2022-05~", "mongolia-2020": "2025-04~",
        "philippines-2017": "None",
    }[folder.name]  # fmt: skip


def test_all_of_them_share_their_organisations(cast):
    for folder in FOLDERS:
        others(cast, folder)
    assert Organisation.objects.filter(code="estados-unidos").count() == 1
    assert Source.objects.filter(code="gao-23-105390").count() == 1


def test_a_row_without_its_source_is_sent_back_and_nothing_is_lost(cast, tmp_path):
    for path in PERU.glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    clauses = tmp_path / "clauses.csv"
    clauses.write_text(clauses.read_text("utf-8").replace("state-cpc-peru-text", "", 1), "utf-8")
    before = counted()
    with pytest.raises(Invalid, match=r"Fila 2 de clauses\.csv"), acting_as(cast.peru):
        load_compact(cast.peru, tmp_path)
    assert counted() == before


def test_only_who_keeps_compacts_loads_one(cast):
    for name in ("partner", "evaluator", "cmnp"):
        with pytest.raises(Denied), acting_as(cast.actors[name]) as by:
            load_compact(by, PERU)


def test_the_command_acts_for_a_unit_and_says_what_it_did(cast):
    said = StringIO()
    with pytest.raises(CommandError, match="--unit"):
        call_command("import_compact", str(PERU))
    call_command("import_compact", str(PERU), unit="gov-pe", bind=["peru=gov-pe"], stdout=said)
    assert "clauses: 8 nuevos, 0 ya estaban" in said.getvalue()
    said = StringIO()
    call_command("import_compact", str(PERU), stdout=said)  # the unit of the host Participant
    assert "clauses: 0 nuevos, 8 ya estaban" in said.getvalue()
    with pytest.raises(CommandError, match="--bind"):
        call_command("import_compact", str(PERU), bind=["peru"])


def test_the_money_of_the_record_stands_in_the_ledger_with_its_unknowns(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        totals = flow(by, compact, date(2020, 2, 6)).totals
        before = flow(by, compact, date(2020, 2, 5)).totals
        awards = list(Award.objects.visible_to(by).filter(compact=compact).select_related("recipient"))
        subs = list(SubAward.objects.visible_to(by).filter(compact=compact))
        amended = AwardAmendment.objects.visible_to(by).select_related("award__recipient").get(compact=compact)
    assert before["us", "USD"] == {"promised": 5_000_000, "awarded": 5_000_000}
    assert totals["us", "USD"] == {"promised": 6_700_000, "awarded": 6_700_000}, "5 million and 1.7 million more to the ILO"
    assert totals["host", "PEN"]["pledged"] == 8_000_000
    assert {(row.recipient.code, row.amount) for row in awards} == {("oit", None), ("yanapanakusun", None)}
    assert [(row.parent_unknown, row.award_id, row.amount) for row in subs] == [(True, None, None)] * 2, (
        "no source names the parent"
    )
    assert (amended.award.recipient.code, amended.delta) == ("oit", 1_700_000)


def test_what_was_said_about_money_is_kept_as_it_was_said(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        said = MoneyClaim.objects.visible_to(by).filter(compact=compact, side="us", cumulative=True).order_by("said_on")
        found = [(str(row.said_on), row.bound, int(row.amount)) for row in said]
        falls = [row.claim.amount for row in compared(by, compact) if row.falls_from is not None]
    assert found == [
        ("2017-06", "exact", 5_000_000), ("2017-10", "exact", 5_000_000), ("2021-05-18", "exact", 7_200_000),
        ("2022~", "at_least", 11_000_000), ("2023-11-29", "at_least", 10_000_000), ("2024-10-21", "at_least", 9_800_000),
        ("None", "exact", 7_100_000),
    ]  # fmt: skip
    assert {10_000_000, 9_800_000} <= set(map(int, falls)), "a falling total is a conflict, not an update"


def test_the_commitments_of_both_sides_are_agreed(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        rows = {row.code: row for row in Commitment.objects.visible_to(by).filter(compact=compact).select_related("party")}
    assert {(code, row.party.side, row.kind) for code, row in rows.items()} == {
        ("P-01", "host", "money"), ("P-02", "host", "staff"), ("U-01", "us", "money"), ("U-02", "us", "money"), ("U-03", "us", "service"),
    }  # fmt: skip
    assert {row.state for row in rows.values()} == {"agreed"}, "whether they were met no source says"


def test_neither_side_writes_the_others_money(cast):
    """Without a unit that acts for the United States, what is theirs is left out and said."""
    done = load(cast, bind=(("peru", "gov-pe"),))
    assert done.left == {"awards": 2, "subawards": 2, "entries": 3, "commitments": 5}, (
        "the dialogues are the loader's own to tell"
    )
    load(cast)
    with acting_as(cast.us) as by:
        assert set(Entry.objects.visible_to(by).values_list("unit__code", "kind")) == {
            ("gov-us", "promise"), ("gov-us", "award"), ("gov-pe", "pledge"),
        }  # fmt: skip


def test_the_dialogues_of_2020_to_2024_with_the_third_ones_year_inferred(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        found = list(Dialogue.objects.visible_to(by).filter(compact=compact).order_by("number"))
        came = list(Delegate.objects.visible_to(by).filter(compact=compact).select_related("dialogue", "party"))
    assert [(row.number, str(row.held_on), row.date_inferred, row.state) for row in found] == [
        (1, "2020-02-06", False, "held"), (2, "2021-05-18", False, "held"), (3, "2022~", True, "held"), (4, "2023-11-29", False, "held"),
        (5, "2024-10-21", False, "held"),
    ]  # fmt: skip
    assert {row.mode for row in found if row.number == 4} == {""}, "how the fourth was held no source says"
    assert ("Víctor Raúl Rucoba", 1, "host", True) in {(row.name, row.dialogue.number, row.party.side, row.head) for row in came}
    assert all(row.source_id and row.as_of for row in came)


def test_the_dialogue_room_and_the_agreement_show_the_inferred_year(cast):
    real_compact(cast)
    found = text(signed_in(cast, "us").get("/alianza/peru-2017/acuerdo/"))
    assert "Diálogo anual 3. La fecha no está en ninguna fuente: se dedujo." in found
