"""What changed since the dialogue before: every figure that is new, changed or gone is told, and no other."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.programme import actions as act
from amparo.programme import snapshots
from amparo.programme.actions.commitments import CommitmentFacts
from amparo.programme.models import Commitment, Dialogue, MoneyClaim
from amparo.programme.packs import context, docx
from amparo.programme.packs.speaking import label
from tests.cases.pages import signed_in, text
from tests.programme import dialogues as d
from tests.programme import figures, money
from tests.programme.happenings import do, last, on_day
from tests.programme.pack_samples import figure
from tests.programme.parts.claims import claimed
from tests.programme.promises import party
from tests.programme.test_pack import material, opened, text_of

keys = st.sampled_from(
    ["money:a", "money:b", "claim:c", "question:1", "commitment:P-1", "agreement:stated:shelters", "indicator:X1:light"]
)
some = st.builds(
    lambda key, value, words, name, note: figure("money", key, name, name, value, "USD", (words, words), footnote_es=note, footnote_en=note),
    keys, st.one_of(st.none(), st.integers(0, 2)), st.sampled_from(["", "x"]), st.sampled_from(["l", "m"]), st.sampled_from(["", "n"]),
)  # fmt: skip
snapshot = st.lists(some, unique_by=lambda one: one.key, max_size=7)


def answers(one):
    """What a reader is told by a figure."""
    told = [one.value, one.measured_in, one.words_es, one.words_en]
    told += [one.label_es] if one.key.startswith(("question", "agreement:stated")) else []
    return told + ([one.footnote_es] if one.key.startswith(("claim", "commitment")) else [])


@given(snapshot, snapshot)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_new_changed_and_gone_are_told_each_once_and_nothing_else(old, new):
    before, after = ({one.key: one for one in side} for side in (old, new))
    found = {change.key: change for change in snapshots.changes(old, new)}
    assert list(found) == [change.key for change in snapshots.changes(old, new)]
    for key in {*before, *after}:
        same = key in before and key in after and answers(before[key]) == answers(after[key])
        assert (key in found) is not same
        if key in found:
            assert (found[key].old, found[key].new) == (before.get(key), after.get(key))
    assert [key for key in found if key in after] == [one.key for one in new if one.key in found], "in the order of the new one"
    assert snapshots.changes(new, new) == ()


def prepare(compact, by_day, code, question):
    """A dialogue chosen and frozen on a day, about one indicator and a question."""
    with on_day(by_day):
        row = d.choosing(compact)
        known = (
            figures.indicator(compact, code, frequency="yearly", baseline=Decimal(1))
            if code == "X1"
            else d.indicator(compact, code)
        )
        d.agreed(compact, row, indicator=known.pk)
        d.agreed(compact, row, compact.cast.peru, question_es=question, question_en=question)
        row = d.now(compact, row)
        return d.do("close_choice", compact.cast.us, seen=row.version, dialogue=row.pk)


def freeze(compact, row, day):
    """Frozen as of a day, the morning after."""
    with on_day(day + timedelta(days=1)):
        return d.do("freeze", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk, cut_off=day)


@pytest.fixture
def two(compact):
    """Two dialogues, the last one frozen today's yesterday; between them money came, a promise was kept, one was made, one talk less."""
    first_day, second_day = d.today() - timedelta(days=30), d.today() - timedelta(days=2)
    with on_day(first_day - timedelta(days=3)):
        money.post(compact, "award", 500, first_day - timedelta(days=5))
        money.post(compact, "promise", 900, first_day - timedelta(days=5))
        claimed(compact, "700")
        facts = CommitmentFacts(
            party(compact, "host").pk, "service", "Abrir un centro", "Open a centre", on=first_day - timedelta(days=4)
        )
        do(compact, "peru", "propose_commitment", compact=compact.compact.pk, facts=facts)
    freeze(compact, prepare(compact, first_day - timedelta(days=2), "X1", "¿Qué falta?"), first_day)
    between = first_day + timedelta(days=10)
    with on_day(between):
        money.post(compact, "award", 20, between)
        row = last(MoneyClaim, compact)
        do(
            compact,
            "peru",
            "explain_claim",
            row,
            claim=row.pk,
            explanation_es="Cuenta gastos.",
            explanation_en="It counts costs.",
        )
        row = last(Commitment, compact)
        do(compact, "us", "step_commitment", row, commitment=row.pk, step="agree", facts=act.StepFacts(on=between))
        do(compact, "peru", "propose_commitment", compact=compact.compact.pk,
           facts=CommitmentFacts(party(compact, "host").pk, "law", "Dar una norma", "Issue a norm", on=between))  # fmt: skip
    return freeze(compact, prepare(compact, second_day - timedelta(days=2), "X2", "¿Y ahora?"), second_day)


@pytest.mark.django_db
def test_the_pack_and_the_page_tell_what_changed_between_two_dialogues(compact, two, settings):
    settings.AMPARO_DEMO_DOOR = True
    found = material(compact, two)
    assert found.before is not None and found.before_on == d.today() - timedelta(days=30)
    changed = {change.key: change for change in snapshots.changes(found.before, found.figures)}
    award = changed["money:us:awarded:USD"]
    assert (award.old.value, award.new.value) == (500, 520)
    assert "money:us:promised:USD" not in changed, "what stayed is not told"
    (claim,) = [change for key, change in changed.items() if key.startswith("claim:")]
    assert "sigue abierta" in claim.old.footnote_es and "Cuenta gastos." in claim.new.footnote_es
    new = {key for key, change in changed.items() if change.old is None}
    gone = {key for key, change in changed.items() if change.new is None}
    assert {"chosen:X2", "indicator:X2:baseline"} <= new and {"chosen:X1", "indicator:X1:baseline"} <= gone
    assert changed["question:1"].old.label_es == "¿Qué falta?" and changed["question:1"].new.label_es == "¿Y ahora?"
    promises = {key: (change.old, change.new) for key, change in changed.items() if key.startswith("commitment:")}
    assert len(promises) == 2 and sum(old is None for old, _new in promises.values()) == 1
    content = context.build(found, "es")
    (section,) = [one for one in content.sections if one.title == "Qué cambió"]
    rows = section.blocks[0].rows
    assert [row[0].text for row in rows] == [label(change.figure) for change in changed.values()]
    assert all(row[1].notes or row[1].text == "No estaba" for row in rows) and all(
        row[2].notes or row[2].text == "Ya no está" for row in rows
    )
    assert "Ya no está" in text_of(opened(docx.docx(content)))
    page = text(signed_in(compact.cast, "us").get(f"/alianza/{compact.compact.code}/dialogos/{two.number}/cifras/"))
    told = page.partition("Qué cambió")[2].partition("El acuerdo")[0]
    assert (
        "US$\u00a0500" in told
        and "US$\u00a0520" in told
        and "No estaba" in told
        and "Ya no está" in told
        and "Cuenta gastos." in told
    )
    assert "Frente al corte anterior" in told


@pytest.mark.django_db
def test_the_first_dialogue_with_figures_says_there_is_nothing_to_compare_and_an_equal_one_that_nothing_changed(
    compact, settings
):
    settings.AMPARO_DEMO_DOOR = True
    row = d.prepared(compact)
    found = material(compact, row)
    with acting_as(compact.cast.us) as us:
        assert context.previous(us, Dialogue.objects.visible_to(us).get(pk=row.pk)) is None
    (section,) = [one for one in context.build(found, "es").sections if one.title == "Qué cambió"]
    assert section.blocks == () and "primer diálogo" in section.lead
    url = f"/alianza/{compact.compact.code}/dialogos/{row.number}/cifras/"
    assert "no hay con qué comparar" in text(signed_in(compact.cast, "us").get(url))
    same = replace(found, before=found.figures, before_on=d.today())
    (section,) = [one for one in context.build(same, "es").sections if one.title == "Qué cambió"]
    assert "Ninguna cifra cambió" in section.lead
