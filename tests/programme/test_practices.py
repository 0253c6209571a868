"""The sustainability record: baseline, adopted, funded, institutional; what shows each stage; falling back; takeovers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.core.transitions import allowed
from amparo.desk.models import Task
from amparo.programme import actions as act
from amparo.programme import rules_commitments as right
from amparo.programme.figures import practices as figures
from amparo.programme.models import Organisation, Practice, PracticeStep
from amparo.programme.queries import practices as query
from amparo.programme.states import PRACTICE
from tests.cases.conftest import demo_door
from tests.cases.pages import counted, signed_in, text
from tests.programme.parts.practices import begun, takeover

__all__ = ["demo_door"]
TODAY = timezone.localdate()
db = pytest.mark.django_db


def move(by, row, step, norm="RM 12-2026", budget_line="PP 1002", **more):
    with acting_as(by):
        seen = more.pop("seen", None) or Practice.objects.filter(pk=row.pk).values_list("version", flat=True).get()
        return act.move_practice(
            id=new_id(), seen=seen, practice=row.pk, step=step, facts=act.StageFacts(norm, budget_line, **more), by=by
        )


def plan(by, row, facts):
    with acting_as(by):
        seen = Practice.objects.filter(pk=row.pk).values_list("version", flat=True).get()
        return act.plan_takeover(id=new_id(), seen=seen, practice=row.pk, facts=facts, by=by)


def stages(row):
    with acting_as(system("test")):
        return list(PracticeStep.objects.filter(practice=row).order_by("created_at").values_list("stage", flat=True))


@db
def test_a_practice_goes_from_baseline_to_institutional_and_falls_back_on_record(compact):
    peru, row = compact.cast.peru, begun(compact)
    assert (row.code, row.stage) == ("S-01", "baseline")
    for step in ("adopt", "fund", "settle", "fall_back"):
        row = move(peru, row, step)
    assert row.stage == "funded"
    assert stages(row) == ["baseline", "adopted", "funded", "institutional", "funded"]
    with acting_as(peru):
        whole = query.one(peru, compact.compact, "S-01", today=TODAY)
    assert whole.story[0].text.startswith("Retrocedió a: Con presupuesto") and whole.story[1].text.startswith(
        "Llegó a: Institucional"
    )


@db
def test_the_norm_and_the_budget_line_are_asked_from_the_stage_on_where_they_must_exist(compact):
    peru, row = compact.cast.peru, begun(compact, takeover=act.TakeoverFacts())
    with pytest.raises(Invalid, match="norma o el protocolo"):
        move(peru, row, "adopt", norm=" ", budget_line="")
    move(peru, row, "adopt", budget_line="")
    with pytest.raises(Invalid, match="línea de presupuesto"):
        move(peru, row, "fund", norm="", budget_line="")
    assert move(peru, row, "fund", norm="").norm == "RM 12-2026"
    with pytest.raises(Invalid, match="quién la asume"):
        move(peru, row, "settle")
    plan(peru, row, takeover(compact))
    assert move(peru, row, "settle").stage == "institutional"
    with pytest.raises(Invalid, match="tiene responsable"):
        plan(peru, row, act.TakeoverFacts())
    assert stages(row) == ["baseline", "adopted", "funded", "institutional"]


@db
@pytest.mark.parametrize("stage", sorted(PRACTICE))
def test_the_table_is_walked_and_nothing_else(compact, stage):
    every = sorted({name for steps in PRACTICE.values() for name in steps})
    for name in every:
        row = begun(compact)
        with acting_as(compact.cast.peru):
            Practice.objects.filter(pk=row.pk).update(stage=stage)
        if name in PRACTICE[stage]:
            assert move(compact.cast.peru, row, name).stage == PRACTICE[stage][name]
        else:
            with pytest.raises(Invalid, match="ya no corresponde"):
                move(compact.cast.peru, row, name)


@given(st.lists(st.integers(0, 3), max_size=25))
def test_any_allowed_steps_move_one_stage_at_a_time(picks):
    """A law of the table: what was kept, stage by stage, leads to the same stage; no stage is skipped."""
    stage, kept = "baseline", ["baseline"]
    for pick in picks:
        names = allowed(PRACTICE, stage)
        stage = PRACTICE[stage][names[pick % len(names)]]
        kept.append(stage)
    places = [right.STAGES.index(one) for one in kept]
    assert all(abs(after - before) == 1 for before, after in zip(places, places[1:], strict=False))
    assert kept[-1] == stage


@db
@pytest.mark.parametrize(
    ("writer", "other"), [("peru", "us"), ("us", "peru"), ("partner", "us"), ("peru", "partner"), ("partner", "other_partner")]
)
def test_who_wrote_it_moves_it_and_nobody_else(compact, writer, other):
    row = begun(compact, getattr(compact.cast, writer))
    with pytest.raises(Denied):
        move(getattr(compact.cast, other), row, "adopt")
    with pytest.raises(Denied):
        plan(getattr(compact.cast, other), row, takeover(compact))
    assert move(getattr(compact.cast, writer), row, "adopt").stage == "adopted"


@db
def test_who_takes_it_over_moves_it_too(compact):
    cast = compact.cast
    row = begun(compact, cast.partner, takeover=takeover(compact, owner=compact.organisations["peru"].pk))
    assert move(cast.peru, row, "adopt").stage == "adopted"


@db
@pytest.mark.parametrize("name", ["subrecipient", "evaluator", "crtp", "cmnp", "outsider", "admin"])
def test_others_read_or_see_nothing(compact, name):
    actor, row = getattr(compact.cast, name), begun(compact)
    with pytest.raises((Denied, NotFound)):
        begun(compact, actor)
    with acting_as(actor), pytest.raises((Denied, NotFound)):
        act.move_practice(id=new_id(), seen=1, practice=row.pk, step="adopt", facts=act.StageFacts("x"), by=actor)
    with acting_as(actor):
        seen = sum(len(stage.practices) for stage in query.register(actor, compact.compact, TODAY))
    assert seen == (0 if name in ("outsider", "admin") else 1)


@db
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"title_es": ""}, "qué política o práctica"), ({"kind": "wish"}, "valor de la lista"), ({"title_es": "x@y.pe"}, "número de documento"),
     ({"on": PartialDate(2100)}, "todavía no llega"), ({"takeover": act.TakeoverFacts(amount=Decimal(-1), currency="PEN")}, "desde cero"),
     ({"takeover": act.TakeoverFacts(amount=Decimal(5), currency="")}, "dólares, soles"), ({"takeover": act.TakeoverFacts(owner=new_id())}, "valor de la lista")],
)  # fmt: skip
def test_what_is_wrong_is_sent_back_and_nothing_is_kept(compact, facts, sentence):
    with pytest.raises(Invalid, match=sentence):
        begun(compact, **facts)
    with acting_as(system("test")):
        assert not Practice.objects.exists() and not PracticeStep.objects.exists()


@db
def test_a_step_on_something_old_is_a_conflict(compact):
    with pytest.raises(Conflict):
        move(compact.cast.peru, begun(compact), "adopt", seen=4)


@db
def test_an_overdue_takeover_is_shown_and_waits_on_the_owners_desk_once(compact):
    peru = compact.cast.peru
    late = PartialDate.from_date(TODAY - timedelta(10))
    row = begun(compact, takeover=takeover(compact, owner=compact.organisations["peru"].pk, takes_over_on=late))
    move(peru, row, "adopt")
    with acting_as(system("test")):
        assert Task.objects.get(target_id=row.pk, state="open").unit_id == peru.unit_id
    client = signed_in(compact.cast, "partner")
    assert "Debió asumirse hace 10 días" in text(client.get(f"/alianza/{compact.compact.code}/sostenibilidad/"))
    for step in ("fund", "settle"):
        move(peru, row, step)
    with acting_as(system("test")):
        assert not Task.objects.filter(target_id=row.pk, state="open").exists()
    assert right.takeover_late("institutional", late, TODAY) is None


@db
@pytest.mark.parametrize("name", ["us", "peru", "partner", "evaluator"])
def test_the_pages_read_little(compact, name):
    for _number in range(12):
        row = begun(compact)
    move(compact.cast.peru, row, "adopt")
    client, base = signed_in(compact.cast, name), f"/alianza/{compact.compact.code}/sostenibilidad/"
    with counted(12):
        page = text(client.get(base))
    assert "Lo que debe quedar" in page and "Adoptada" in page and "S-12" in page
    with counted(12):
        page = text(client.get(f"{base}S-12/"))
    assert "RM 12-2026" in page and ("Se adoptó" not in page)
    assert ("Tiene presupuesto" in page) == (name == "peru")
    assert client.get(f"{base}S-99/").status_code == 404


@db
def test_the_forms_keep_what_was_typed_and_record(compact):
    client, base = signed_in(compact.cast, "peru"), f"/alianza/{compact.compact.code}/sostenibilidad/"
    sent = {
        "id": new_id(), "seen": 0, "kind": "service", "title_es": "Entrevista única", "owner": compact.organisations["mimp"].pk,
        "takes_over_on": "2027", "amount": "-3", "currency": "PEN",
    }  # fmt: skip
    assert "¿Quién la asume?" in text(client.get(f"{base}nueva/"))
    page = text(client.post(f"{base}nueva/", sent))
    assert "desde cero" in page and "Entrevista única" in page
    assert client.post(f"{base}nueva/", {**sent, "amount": "100"}).status_code == 302
    assert "norma o el protocolo" in text(client.post(f"{base}S-01/adopt/", {"id": new_id(), "seen": 1, "norm": ""}))
    assert client.post(f"{base}S-01/adopt/", {"id": new_id(), "seen": 1, "norm": "RM 1"}).status_code == 302
    assert client.post(f"{base}S-01/fall_back/", {"id": new_id(), "seen": 2, "on": "2026"}).status_code == 302
    assert (
        client.post(
            f"{base}S-01/quien-asume/", {"id": new_id(), "seen": 3, "owner": "", "amount": "", "currency": "PEN"}
        ).status_code
        == 302
    )
    assert client.get(f"{base}S-01/volar/").status_code == 404
    with acting_as(compact.cast.us):
        found = Practice.objects.get()
        assert (found.stage, found.owner, found.amount, found.currency) == ("baseline", None, None, "")
        assert Organisation.objects.count() == len(compact.organisations)


@db
def test_figures_are_of_the_cut_off(compact):
    us, peru = compact.cast.us, compact.cast.peru
    row = begun(compact, on=PartialDate(2024))
    move(peru, row, "adopt", on=PartialDate(2025, 3))
    with acting_as(us):
        before = figures.figures(us, compact.compact, date(2025, 12, 31))
        assert figures.figures(us, compact.compact, date(2023, 1, 1))[-1].key == "practices:institutional"
    move(peru, row, "fund", on=PartialDate(2026, 2))
    with acting_as(us):
        assert figures.figures(us, compact.compact, date(2025, 12, 31)) == before
        last = figures.figures(us, compact.compact, date(2026, 6, 30))
    assert before[-1].words_es == "Adoptada" and last[-1].words_es == "Con presupuesto" and last[-1].words_en == "Funded"
