"""What the host country gives: posts against the baseline, contributions that stand in the ledger, budget phases, and who may say so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core import money
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.core.models import ExchangeRate, Source
from amparo.desk.models import Task
from amparo.programme import actions as act
from amparo.programme import rules_commitments as right
from amparo.programme.figures import pledge as figures
from amparo.programme.models import BudgetPhase, Contribution, Entry, HeadCount, Line
from amparo.programme.queries import ledger
from amparo.programme.queries import pledge as query
from amparo.programme.queries.beside import Rates
from tests.cases.conftest import demo_door
from tests.cases.pages import counted, signed_in, text
from tests.programme.parts.pledge import gift, phase, quarter

__all__ = ["demo_door"]
TODAY = timezone.localdate()
DAY = date(2026, 3, 31)
db = pytest.mark.django_db


def counts(compact, **more):
    return do(compact, act.record_head_counts, quarter(compact, **more))


def give(compact, **more):
    return do(compact, act.record_contribution, gift(compact, **more))


def budget(compact, **more):
    return do(compact, act.record_budget_phase, phase(compact, **more))


def do(compact, action, facts, by=None):
    by = by or compact.cast.peru
    with acting_as(by):
        return action(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)


def rate(on=date(2026, 3, 20), value="3.75", base="USD", quote="PEN"):
    source = Source.objects.get_or_create(code="sbs-test", defaults={"title": "SBS", "url": "https://www.sbs.gob.pe/"})[0]
    return ExchangeRate.objects.create(on=on, base=base, quote=quote, rate=Decimal(value), source=source)


def kept():
    with acting_as(system("test")):
        return [model.objects.count() for model in (HeadCount, Contribution, BudgetPhase, Entry, Line)]


def seen(compact, name="us"):
    actor = getattr(compact.cast, name)
    with acting_as(actor):
        return query.overview(actor, compact.compact, TODAY)


# ---------------------------------------------------------------- who


@db
@pytest.mark.parametrize("name", ["us", "partner", "subrecipient", "evaluator", "crtp", "cmnp", "outsider", "admin"])
def test_only_the_host_country_records_what_it_gives(compact, name):
    by = getattr(compact.cast, name)
    for action, facts in (
        (act.record_head_counts, quarter(compact)), (act.record_contribution, gift(compact)), (act.record_budget_phase, phase(compact)),
    ):  # fmt: skip
        with pytest.raises((Denied, NotFound)):
            do(compact, action, facts, by)
    row = counts(compact)
    with acting_as(by), pytest.raises((Denied, NotFound)):
        act.correct_head_count(id=new_id(), seen=1, head_count=row.pk, posts=9, reason="Se contó otra vez.", by=by)


@db
def test_the_other_side_is_asked_and_answers_without_changing_the_contribution(compact):
    row = give(compact)
    us = compact.cast.us
    with acting_as(system("test")):
        assert Task.objects.get(target_id=row.pk, state="open").unit_id == us.unit_id
        before = Contribution.objects.filter(pk=row.pk).values().get()
    with acting_as(us):
        act.give_verdict(id=new_id(), seen=1, about="contribution", about_id=row.pk, accepted=True, words="", by=us)
    with acting_as(system("test")):
        assert not Task.objects.filter(target_id=row.pk, state="open").exists()
        assert Contribution.objects.filter(pk=row.pk).values().get() == before


# ---------------------------------------------------------------- bad input: one sentence each, nothing lost


@db
@pytest.mark.parametrize(
    ("make", "more", "sentence"),
    [
        (counts, {"quarter": 5}, "va de 1 a 4"), (counts, {"quarter": 0}, "va de 1 a 4"), (counts, {"year": 2126}, "todavía no llega"),
        (counts, {"posts": ()}, "al menos una función"), (counts, {"posts": (("lawyer", -1),)}, "desde cero"),
        (counts, {"posts": (("lawyer", 1), ("lawyer", 2))}, "una vez"), (counts, {"posts": (("pilot", 1),)}, "funciones de la lista"),
        (counts, {"entity": new_id()}, "entidad de la lista"),
        (give, {"valuation": ""}, "cómo se valoró"), (give, {"kind": "gold"}, "valor de la lista"), (give, {"text_es": ""}, "qué se entregó"),
        (give, {"starts": date(2026, 4, 1)}, "Termina antes"), (give, {"ends": TODAY + timedelta(3)}, "todavía no llega"),
        (give, {"amount": Decimal(0)}, "mayor que cero"), (give, {"currency": "USD"}, "tipo de cambio"), (give, {"regions": ("99",)}, "regiones de la lista"),
        (give, {"text_es": "Lo dio 45678912"}, "número de documento"), (give, {"entity": new_id()}, "entidad de la lista"),
        (budget, {"phase": "spent"}, "valor de la lista"), (budget, {"line": " "}, "línea del presupuesto"),
        (budget, {"amount": Decimal(-1)}, "desde cero"), (budget, {"on": TODAY + timedelta(1)}, "todavía no llega"),
        (budget, {"currency": "CHF"}, "dólares, soles"), (budget, {"year": 1999}, "Revise el año"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_sent_back_in_one_sentence_and_nothing_is_kept(compact, make, more, sentence):
    before = kept()
    with pytest.raises(Invalid, match=sentence):
        make(compact, **more)
    assert kept() == before


@db
def test_shares_that_do_not_sum_are_sent_back(compact):
    first, second, _third = (one.pk for one in compact.objectives)
    for shares in (((first, Decimal(60)), (second, Decimal(30))), ((first, Decimal(120)), (second, Decimal(-20))), ((first, Decimal(50)), (first, Decimal(50)))):  # fmt: skip
        before = kept()
        with pytest.raises(Invalid, match="suman|una sola vez"):
            give(compact, shares=shares)
        assert kept() == before


@db
def test_the_same_quarter_baseline_or_phase_is_not_recorded_twice(compact):
    counts(compact, baseline=True)
    with pytest.raises(Invalid, match="ya está registrado"):
        counts(compact)
    with pytest.raises(Invalid, match="ya tiene línea base"):
        counts(compact, quarter=2, baseline=True)
    budget(compact)
    with pytest.raises(Invalid, match="ya está registrada para ese día"):
        budget(compact, amount=Decimal(1))
    assert budget(compact, on=date(2026, 7, 31), amount=Decimal(1)).amount == 1
    assert budget(compact, regions=("08",)).regions == ["08"]


@given(st.decimals(Decimal("0.01"), Decimal(10) ** 9, places=2), st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_what_is_split_by_shares_sums_to_the_amount(amount, weights):
    shares = [Decimal(100 * weight) / sum(weights) for weight in weights]
    assert sum(right.split(amount, shares)) == amount
    assert right.shares_sum([Decimal(100)]) == {} and right.shares_sum([]) == {} and right.shares_sum([Decimal(99)])


# ---------------------------------------------------------------- the ledger


@db
def test_the_sum_of_contributions_in_the_ledger_equals_the_list(compact):
    rate()
    first, second, _third = (one.pk for one in compact.objectives)
    give(compact, amount=Decimal("100.01"), shares=((first, Decimal("33.3")), (second, Decimal("66.7"))))
    give(compact, kind="cash", currency="USD", amount=Decimal("2000.00"), valuation="")
    wrong = give(compact, amount=Decimal("5.00"))
    peru = compact.cast.peru
    with acting_as(peru):
        act.reverse_entry(id=new_id(), seen=1, entry=wrong.entry_id, words="Duplicado", by=peru)
    found = seen(compact)
    with acting_as(compact.cast.us):
        held = ledger.total(ledger.balances(compact.cast.us, compact.compact, TODAY), "host_given", "PEN")
        by_objective = ledger.balances(compact.cast.us, compact.compact, TODAY, by=["objective"])
    delivered = next(one for one in found.sums if one.code == "delivered")
    assert delivered.amount == held == Decimal("7600.01") and delivered.rows == 3
    assert sum(gift.row.amount for gift in found.gifts if gift.row.objective) == Decimal("100.01")
    assert ledger.total(by_objective, "host_given", "PEN", objective=first) == Decimal("33.30")
    assert [gift.row.pk for gift in found.gifts if gift.reversed] == [wrong.pk]


@db
def test_pledged_delivered_evidenced_and_accepted(compact):
    cast = compact.cast
    rate()
    with acting_as(cast.peru):
        facts = act.EntryFacts("pledge", DAY, Decimal("100000.00"), "PEN")
        act.post_entry(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=cast.peru)
    one, two, _three = give(compact, amount=Decimal(300)), give(compact, amount=Decimal(200)), give(compact, amount=Decimal(100))
    with acting_as(cast.peru):
        for row in (one, two):
            act.attach_evidence(
                id=new_id(), seen=1, about="contribution", about_id=row.pk, facts=act.EvidenceFacts("Acta"), by=cast.peru
            )
    with acting_as(cast.us):
        act.give_verdict(id=new_id(), seen=1, about="contribution", about_id=one.pk, accepted=True, words="", by=cast.us)
        act.give_verdict(
            id=new_id(), seen=1, about="contribution", about_id=two.pk, accepted=False, words="Es menos.", by=cast.us
        )
    for name in ("us", "peru", "evaluator"):
        sums = {one.code: one.amount for one in seen(compact, name).sums}
        assert sums == {"pledged": 100000, "delivered": 600, "evidenced": 500, "accepted": 300}, name


@db
def test_nothing_recorded_is_unknown_and_never_zero(compact):
    found = seen(compact)
    assert [one.amount for one in found.sums] == [None] * 4 and found.posts == [] and found.budgets == []
    give(compact)
    sums = {one.code: one.amount for one in seen(compact).sums}
    assert (sums["pledged"], sums["evidenced"]) == (None, 0)


@db
def test_soles_and_dollars_stand_side_by_side_at_the_rate_of_the_day_or_without(compact):
    give(compact, amount=Decimal("3750.00"))
    (without,) = seen(compact).gifts
    assert without.beside is None and seen(compact).sums[1].lacking == 1 and seen(compact).sums[1].beside is None
    rate()
    (beside,) = seen(compact).gifts
    assert (beside.beside.amount, beside.beside.currency, beside.beside.rate_on, beside.beside.source) == (
        1000,
        "USD",
        date(2026, 3, 20),
        "SBS",
    )
    give(compact, starts=date(2020, 1, 1), ends=date(2020, 1, 1))
    assert [one.lacking for one in seen(compact).sums] == [0, 1, 0, 0]


@db
def test_many_amounts_convert_as_one_does(compact):
    for on, value, base, quote in ((date(2026, 1, 5), "3.7", "USD", "PEN"), (date(2026, 2, 10), "0.26", "PEN", "USD"), (date(2026, 6, 1), "3.8", "USD", "PEN")):  # fmt: skip
        rate(on, value, base, quote)
    rates = Rates("PEN", "USD", TODAY)
    for day in range(0, 250, 3):
        on = date(2026, 1, 1) + timedelta(day)
        for amount, currency, into in ((Decimal("100.00"), "PEN", "USD"), (Decimal("77.77"), "USD", "PEN")):
            try:
                expected = money.convert(amount, currency, into=into, on=on).amount
            except Invalid:
                expected = None
            found = rates.convert(amount, currency, into=into, on=on)
            assert (found.amount if found else None) == expected, (on, currency)


# ---------------------------------------------------------------- posts and budget


@db
def test_posts_change_against_the_baseline_and_unknown_stays_unknown(compact):
    counts(compact, year=2025, quarter=4, posts=(("psychologist", 4), ("lawyer", 2)), baseline=True)
    counts(compact, year=2026, quarter=1, posts=(("psychologist", 7), ("lawyer", None)))
    counts(compact, year=2026, quarter=2, posts=(("psychologist", 3), ("lawyer", 2)))
    (one,) = seen(compact, "cmnp").posts
    cells = {name: (first.posts, [(cell.posts, cell.change) for _when, cell in later]) for name, first, later in one.rows}
    assert one.since == (2025, 4)
    assert cells == {
        "psychologist": (4, [(7, 3), (3, -1)]), "lawyer": (2, [(None, None), (2, 0)]), "": (6, [(None, None), (5, -1)]),
    }  # fmt: skip


@db
def test_a_correction_raises_the_version_so_that_a_former_answer_is_outdated(compact):
    row = counts(compact)
    us, peru = compact.cast.us, compact.cast.peru
    with acting_as(us):
        act.give_verdict(id=new_id(), seen=1, about="head_count", about_id=row.pk, accepted=True, words="", by=us)
    with acting_as(peru):
        act.correct_head_count(id=new_id(), seen=1, head_count=row.pk, posts=None, reason="Nadie lo sabe.", by=peru)
        with pytest.raises(Invalid, match="desde cero"):
            act.correct_head_count(id=new_id(), seen=2, head_count=row.pk, posts=-1, reason="Prueba.", by=peru)
    with acting_as(us):
        rows = query.quarter_of(us, compact.compact, "test-mimp", when=(2026, 1))
    standing = next(standing for one, standing in rows if one.pk == row.pk)
    assert standing.outdated and standing.may


def test_a_phase_above_the_one_before_is_a_warning():
    known = {
        "pia": Decimal(10),
        "pim": Decimal(20),
        "certified": Decimal(15),
        "committed": None,
        "accrued": Decimal(16),
        "paid": Decimal(16),
    }
    assert right.phase_warnings(known) == [("accrued", "certified")]
    assert right.phase_warnings({"pim": Decimal(5), "certified": Decimal(6)}) == [("certified", "pim")]
    assert right.phase_warnings({"pia": Decimal(5), "pim": Decimal(6)}) == []


@db
def test_budget_phases_by_entity_year_line_and_region_as_of_their_last_day(compact):
    for code, amount in (("pia", 400), ("pim", 500), ("certified", 450), ("committed", 300), ("accrued", 310), ("paid", None)):
        budget(compact, phase=code, amount=None if amount is None else Decimal(amount))
    budget(compact, phase="pim", amount=Decimal(700), on=date(2026, 7, 31))
    budget(compact, phase="pim", amount=Decimal(100), line="PP 2", regions=("08",))
    (one,) = seen(compact).budgets
    assert [(cell.code, cell.amount) for cell in one.phases] == [
        ("pia", 400), ("pim", 800), ("certified", 450), ("committed", 300), ("accrued", 310), ("paid", None),
    ]  # fmt: skip
    assert one.warnings == [("PP 1002", "accrued", "committed")]
    with acting_as(compact.cast.us):
        assert len(query.phases_of(compact.cast.us, compact.compact, "test-mimp", year=2026)) == 8


# ---------------------------------------------------------------- pages


def filled(compact, number=8):
    cast = compact.cast
    rate()
    for place in range(number):
        row = give(compact, amount=Decimal(100 + place))
        with acting_as(cast.peru):
            act.attach_evidence(
                id=new_id(), seen=1, about="contribution", about_id=row.pk, facts=act.EvidenceFacts(f"Acta {place}"), by=cast.peru
            )
        with acting_as(cast.us):
            act.give_verdict(id=new_id(), seen=1, about="contribution", about_id=row.pk, accepted=True, words="", by=cast.us)
    counts(compact, year=2025, quarter=4, baseline=True)
    counts(compact)
    for code in right.PHASES:
        budget(compact, phase=code)


@db
@pytest.mark.parametrize("name", ["us", "peru", "evaluator", "cmnp"])
def test_the_pledge_page_reads_little_and_shows_both_currencies(compact, name):
    filled(compact)
    client = signed_in(compact.cast, name)
    base = f"/alianza/{compact.compact.code}/aporte/"
    with counted(12):
        page = text(client.get(base))
    assert "No se sabe" in page and "PIM" in page and "test-mimp/2026/1/" in page
    if name == "cmnp":
        assert "los ven las dos partes" in page and "Local en Cusco" not in page
    else:
        assert "Local en Cusco" in page and "US$" in page and "1 USD = 3.75 PEN" in page and "Acta 7" in page
    for more in ("puestos/test-mimp/2026/1/", "presupuesto/test-mimp/2026/"):
        with counted(12):
            assert client.get(base + more).status_code == 200


@db
def test_partners_and_outsiders_do_not_see_the_pledge(compact):
    filled(compact, 1)
    for name in ("partner", "subrecipient", "outsider"):
        client = signed_in(compact.cast, name)
        for more in ("", "puestos/test-mimp/2026/1/", "presupuesto/test-mimp/2026/", "entregas/nueva/"):
            assert client.get(f"/alianza/{compact.compact.code}/aporte/{more}").status_code in (403, 404), (name, more)


@db
def test_the_forms_keep_what_was_typed_and_record(compact):
    client = signed_in(compact.cast, "peru")
    base = f"/alianza/{compact.compact.code}/aporte/"
    entity = compact.organisations["mimp"].pk
    sent = {"id": new_id(), "seen": 0, "entity": entity, "year": 2026, "quarter": 7, "posts_lawyer": "3", "posts_police": "?"}
    assert "¿De qué entidad?" in text(client.get(f"{base}puestos/nuevo/"))
    page = text(client.post(f"{base}puestos/nuevo/", sent))
    assert "va de 1 a 4" in page and 'value="3"' in page
    assert client.post(f"{base}puestos/nuevo/", {**sent, "quarter": 2}).status_code == 302
    given = {
        "id": new_id(), "seen": 0, "entity": entity, "kind": "in_kind", "text_es": "Local", "amount": "500", "currency": "PEN", "valuation": "",
        "starts": "01/01/2026", "ends": "31/03/2026", f"share_{compact.objectives[0].pk}": "40",
    }  # fmt: skip
    page = text(client.post(f"{base}entregas/nueva/", given))
    assert "cómo se valoró" in page and "suman 40" in page and 'value="500"' in page
    right_now = {**given, "valuation": "Mercado", f"share_{compact.objectives[1].pk}": "60"}
    assert client.post(f"{base}entregas/nueva/", right_now).status_code == 302
    money_sent = {
        "id": new_id(),
        "seen": 0,
        "entity": entity,
        "year": 2026,
        "line": "PP 1002",
        "region": "08",
        "phase": "pim",
        "amount": "",
        "on": "01/06/2026",
    }
    assert client.post(f"{base}presupuesto/nuevo/", money_sent).status_code == 302
    with acting_as(compact.cast.us):
        assert {row.function: row.posts for row in HeadCount.objects.all()} == {"lawyer": 3, "police": None}
        assert sorted(row.amount for row in Contribution.objects.all()) == [200, 300]
        assert BudgetPhase.objects.get().amount is None
        row = HeadCount.objects.get(function="lawyer")
    assert (
        client.post(
            f"{base}puestos/{row.pk}/corregir/", {"id": new_id(), "seen": 1, "posts": "4", "reason": "Se contó otra vez."}
        ).status_code
        == 302
    )


@db
def test_figures_are_of_the_cut_off(compact):
    filled(compact, 2)
    us = compact.cast.us
    with acting_as(us):
        before = figures.figures(us, compact.compact, date(2026, 4, 30))
    give(compact, starts=date(2026, 5, 1), ends=date(2026, 5, 2))
    counts(compact, quarter=3)
    budget(compact, on=date(2026, 8, 1), phase="paid")
    with acting_as(us):
        assert figures.figures(us, compact.compact, date(2026, 4, 30)) == before
        last = figures.figures(us, compact.compact, date(2026, 10, 31))
    assert len(last) > len(before) and len({one.key for one in last}) == len(last)
    assert next(one for one in before if one.key == "pledge:given:in_kind:PEN").value == 201
    assert next(one for one in before if one.key.endswith("2026-1:lawyer")).words_es == "No se sabe"
