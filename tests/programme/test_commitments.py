"""Commitments of both sides: who may what, the table of states walked, the laws of their steps, overdue and whose turn it is."""

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
from amparo.programme.figures import commitments as figures
from amparo.programme.models import Amendment, Commitment, CommitmentStep, Dialogue, DialogueAgreement, Verdict
from amparo.programme.queries import commitments as query
from amparo.programme.states import COMMITMENT
from tests.programme.promises import party, promised

TODAY = timezone.localdate()


def propose(compact, by, side="host", **more):
    facts = act.CommitmentFacts(
        party(compact, side).pk, **{"kind": "service", "text_es": "Abrir cuatro centros", "due": PartialDate(2027, 12), **more}
    )
    with acting_as(by):
        return act.propose_commitment(id=new_id(), seen=0, compact=compact.compact.pk, facts=facts, by=by)


def step(by, row, name, **facts):
    with acting_as(by):
        seen = Commitment.objects.filter(pk=row.pk).values_list("version", flat=True).get()
        return act.step_commitment(id=new_id(), seen=seen, commitment=row.pk, step=name, facts=act.StepFacts(**facts), by=by)


def amendment(compact):
    us = compact.cast.us
    with acting_as(us):
        return Amendment.objects.get_or_create(
            compact=compact.compact, number=1, defaults={"unit_id": us.unit_id, "by": us.user_code, "instrument_es": "Canje de notas", "instrument_en": "Exchange of notes"}
        )[0].pk  # fmt: skip


def tasks(row, unit=None):
    with acting_as(system("test")):
        rows = Task.objects.filter(target_id=row.pk, state="open")
        return sorted(rows.filter(unit_id=unit).values_list("kind", flat=True) if unit else rows.values_list("kind", flat=True))


@pytest.mark.django_db
class TestWhoMayWhat:
    def test_a_proposal_of_one_side_is_agreed_by_the_other(self, compact):
        cast = compact.cast
        row = propose(compact, cast.us)
        assert (row.code, row.state) == ("P-01", "proposed")
        with pytest.raises(Denied, match="Lo propuso su parte"):
            step(cast.us, row, "agree")
        assert step(cast.peru, row, "agree").state == "agreed"

    def test_only_the_proposer_withdraws(self, compact):
        row = propose(compact, compact.cast.us)
        with pytest.raises(Denied, match="Solo ella lo retira"):
            step(compact.cast.peru, row, "withdraw")
        assert step(compact.cast.us, row, "withdraw").state == "withdrawn"

    @pytest.mark.parametrize(("side", "own", "other"), [("us", "us", "peru"), ("host", "peru", "us")])
    def test_neither_side_changes_the_commitment_of_the_other(self, compact, side, own, other):
        row = promised(compact, side, "X-01")
        for name in ("start", "meet", "fail", "reschedule"):
            with pytest.raises(Denied, match="es de la otra parte"):
                step(getattr(compact.cast, other), row, name)
        assert step(getattr(compact.cast, own), row, "start").state == "in_progress"

    @pytest.mark.parametrize("name", ["partner", "subrecipient", "evaluator", "crtp", "cmnp", "outsider", "admin"])
    def test_nobody_else_proposes_or_moves(self, compact, name):
        actor, row = getattr(compact.cast, name), promised(compact)
        with pytest.raises((Denied, NotFound)):
            propose(compact, actor)
        with acting_as(actor), pytest.raises((Denied, NotFound)):
            act.step_commitment(id=new_id(), seen=1, commitment=row.pk, step="start", facts=act.StepFacts(), by=actor)

    def test_what_comes_from_a_dialogue_is_agreed_already(self, compact):
        us = compact.cast.us
        own = {"compact": compact.compact, "unit_id": us.unit_id, "by": us.user_code}
        with acting_as(us):
            dialogue = Dialogue.objects.create(number=1, state="held", **own)
            said = DialogueAgreement.objects.create(
                dialogue=dialogue, number=1, text_es="Abrir cuatro centros", party=party(compact, "host"), **own
            )
        for wrong in ({"agreed_in": new_id()}, {"agreed_in": said.pk, "side": "us"}):
            with pytest.raises(Invalid, match="valor de la lista"):
                propose(compact, us, **wrong)
        row = propose(compact, us, agreed_in=said.pk)
        with acting_as(us):
            steps = CommitmentStep.objects.filter(commitment=row).order_by("created_at")
            kept = [(one.step, right.Stand(one.state, one.due, one.done)) for one in steps]
        assert right.replayed(kept).state == row.state == "agreed"
        with pytest.raises(Invalid, match="valor de la lista"):
            propose(compact, us, agreed_in=said.pk)

    def test_a_step_on_something_old_is_a_conflict(self, compact):
        row = promised(compact)
        with acting_as(compact.cast.peru), pytest.raises(Conflict):
            act.step_commitment(id=new_id(), seen=5, commitment=row.pk, step="start", facts=act.StepFacts(), by=compact.cast.peru)


@pytest.mark.django_db
class TestStates:
    @pytest.mark.parametrize("state", sorted(COMMITMENT))
    def test_the_table_is_walked_and_nothing_else(self, compact, state):
        """From every state every step: those of the table lead where it says, the others change nothing."""
        cast = compact.cast
        every = sorted({name for steps in COMMITMENT.values() for name in steps})
        for number, name in enumerate(every):
            row = promised(compact, "host", f"P-{number:02}", state=state)
            by = cast.us if name == "agree" else cast.peru
            facts = {"amendment": amendment(compact), "due": PartialDate(2030)} if name == "reschedule" else {}
            if name in COMMITMENT[state]:
                assert step(by, row, name, **facts).state == COMMITMENT[state][name]
            else:
                with pytest.raises(Invalid, match="ya no corresponde"):
                    step(by, row, name, **facts)

    def test_a_date_moves_by_an_amendment_only_and_the_old_one_stays_in_the_steps(self, compact):
        cast, row = compact.cast, promised(compact, due=PartialDate(2026, 3, 31))
        for facts in ({"due": PartialDate(2027)}, {"due": PartialDate(2027), "amendment": new_id()}):
            with pytest.raises(Invalid, match="solo con una modificación"):
                step(cast.peru, row, "reschedule", **facts)
        with pytest.raises(Invalid, match="fecha posterior"):
            step(cast.peru, row, "reschedule", due=PartialDate(2026, 3), amendment=amendment(compact))
        moved = step(cast.peru, row, "reschedule", due=PartialDate(2027, 6), amendment=amendment(compact))
        assert (moved.state, str(moved.due), moved.moved_by_id) == ("rescheduled", "2027-06", amendment(compact))
        with acting_as(cast.peru):
            assert str(CommitmentStep.objects.get(commitment=row).due) == "2027-06"

    def test_what_is_counted_is_met_when_the_number_is_reached(self, compact):
        cast = compact.cast
        row = promised(compact, wanted=Decimal(4), counted_es="centros abiertos", state="in_progress")
        step(cast.peru, row, "advance", done=Decimal(3))
        with pytest.raises(Invalid, match="no llega a lo prometido"):
            step(cast.peru, row, "meet")
        assert step(cast.peru, row, "meet_partly").done == 3
        with pytest.raises(Invalid, match="menor que cero"):
            step(cast.peru, row, "start", done=Decimal(-1))
        assert step(cast.peru, row, "meet", done=Decimal(4)).state == "met"
        assert step(cast.peru, row, "reopen").state == "in_progress"

    def test_a_step_is_not_of_tomorrow_nor_before_the_last_one(self, compact):
        row = promised(compact)
        with pytest.raises(Invalid, match="todavía no llega"):
            step(compact.cast.peru, row, "start", on=TODAY + timedelta(1))
        step(compact.cast.peru, row, "start", on=TODAY)
        with pytest.raises(Invalid, match="anterior al paso anterior"):
            step(compact.cast.peru, row, "advance", on=TODAY - timedelta(1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"text_es": " "}, "a qué se compromete"), ({"kind": "gift"}, "valor de la lista"), ({"wanted": Decimal(0)}, "más de cero"),
     ({"wanted": Decimal(4)}, "qué se cuenta"), ({"text_es": "Lo hará 45678912"}, "número de documento"),
     ({"on": TODAY + timedelta(2)}, "todavía no llega"), ({"code": "P-01"}, "ya existe")],
)  # fmt: skip
def test_a_wrong_proposal_is_sent_back_in_one_sentence_and_nothing_is_kept(compact, facts, sentence):
    promised(compact, code="P-01")
    with pytest.raises(Invalid, match=sentence):
        propose(compact, compact.cast.us, **facts)
    with acting_as(system("test")):
        assert Commitment.objects.count() == 1


@pytest.mark.django_db
class TestOnTheDesk:
    def test_each_thing_to_do_waits_once_and_ends_by_itself(self, compact):
        cast = compact.cast
        row = propose(compact, cast.us, due=PartialDate(2026, 1))
        assert tasks(row, cast.peru.unit_id) == ["programme.agree_commitment"] and tasks(row, cast.us.unit_id) == []
        step(cast.peru, row, "agree")
        assert tasks(row) == ["programme.commitment_due"]
        step(cast.peru, row, "start")
        step(cast.peru, row, "advance")
        assert tasks(row, cast.peru.unit_id) == ["programme.commitment_due"]
        step(cast.peru, row, "meet")
        assert tasks(row) == ["programme.verdict_wanted"] and tasks(row, cast.us.unit_id) == tasks(row)
        with acting_as(cast.us):
            act.give_verdict(id=new_id(), seen=5, about="commitment", about_id=row.pk, accepted=True, words="", by=cast.us)
        assert tasks(row) == []

    def test_its_due_is_the_last_day_it_can_mean(self, compact):
        row = propose(compact, compact.cast.us, due=PartialDate(2027, 2))
        step(compact.cast.peru, row, "agree")
        with acting_as(system("test")):
            due = Task.objects.get(target_id=row.pk, state="open").due_at
        assert timezone.localtime(due).date() == date(2027, 2, 28)


def test_overdue_is_what_passed_its_date_and_is_not_met():
    due = PartialDate(2026, 3, 31)
    for state in COMMITMENT:
        expected = 237 if state in right.OPEN else None
        assert right.days_late(state, due, date(2026, 11, 23)) == expected, state
    assert right.days_late("agreed", PartialDate(2026), date(2026, 12, 31)) is None
    assert right.days_late("agreed", None, TODAY) is None


@given(st.lists(st.integers(0, 5), max_size=30))
def test_any_sequence_of_allowed_steps_replays_to_the_same_state(picks):
    """A law of the table: what was kept step by step gives back the state, the date and the count."""
    now, steps = right.Stand("proposed", PartialDate(2026)), [("propose", right.Stand("proposed", PartialDate(2026)))]
    for place, pick in enumerate(picks):
        names = allowed(COMMITMENT, now.state)
        if not names:
            break
        name = names[pick % len(names)]
        due = PartialDate(2027 + place) if name == "reschedule" else now.due
        now = right.Stand(COMMITMENT[now.state][name], due, Decimal(place))
        steps.append((name, now))
    assert right.replayed(steps) == now
    if len(steps) > 2:
        with pytest.raises(Invalid):
            right.replayed(steps[1:])


@pytest.mark.django_db
def test_the_steps_kept_by_the_actions_replay_to_the_row_and_disputes_change_nothing(compact):
    cast = compact.cast
    row = propose(compact, cast.us, due=PartialDate(2026, 6), wanted=Decimal(4), counted_es="centros")
    plan = [("agree", cast.us, {}), ("start", cast.us, {}), ("advance", cast.us, {"done": Decimal(2)}), ("fail", cast.us, {}),
            ("reschedule", cast.us, {"due": PartialDate(2028), "amendment": amendment(compact)}), ("meet", cast.us, {"done": Decimal(4)})]  # fmt: skip
    for name, _by, facts in plan:
        step(cast.peru, row, name, **facts)
        with acting_as(cast.us):
            before = Commitment.objects.filter(pk=row.pk).values().get()
            act.give_verdict(
                id=new_id(),
                seen=before["version"],
                about="commitment",
                about_id=row.pk,
                accepted=False,
                words="No lo vemos.",
                by=cast.us,
            )
            assert Commitment.objects.filter(pk=row.pk).values().get() == before
    with acting_as(cast.us):
        found = Commitment.objects.get(pk=row.pk)
        steps = CommitmentStep.objects.filter(commitment=row).order_by("created_at")
        kept = [(one.step, right.Stand(one.state, one.due, one.done)) for one in steps]
        assert Verdict.objects.filter(about_id=row.pk).count() == len(plan)
    assert right.replayed(kept) == right.Stand(found.state, found.due, found.done)


@pytest.mark.django_db
class TestBoard:
    def test_two_columns_with_badges_turns_and_counts(self, compact):
        cast = compact.cast
        promised(
            compact,
            code="P-03",
            state="in_progress",
            wanted=Decimal(4),
            done=Decimal(3),
            counted_es="centros abiertos",
            due=PartialDate(2030),
        )
        promised(compact, code="P-11", due=PartialDate.from_date(TODAY - timedelta(237)), owner=compact.organisations["mimp"])
        promised(compact, "us", "U-02", state="met")
        propose(compact, cast.us, "host")
        with acting_as(cast.partner):
            found = query.board(cast.partner, compact.compact, TODAY)
        cards = {card.row.code: card for side in found.sides for card in side.cards}
        assert [side.party.side for side in found.sides] == ["host", "us"]
        assert cards["P-03"].word == "3 de 4 centros abiertos"
        assert (cards["P-11"].kind, cards["P-11"].word, cards["P-11"].turn) == ("late", "Vencido, 237 días", "Le toca a MIMP")
        assert cards["U-02"].turn == "Le toca responder a Perú"
        assert cards["P-12"].turn == "Le toca acordarlo a Perú"
        assert [link.label for link in found.counts][:1] == ["En total: 4"]
        assert "Vencidos: 1" in [link.label for link in found.counts]
        for wanted, codes in (
            (query.Wanted("overdue"), {"P-11"}), (query.Wanted("no_date"), {"U-02"}), (query.Wanted("met"), {"U-02"}),
            (query.Wanted(kind="law"), set()), (query.Wanted(owner="test-mimp"), {"P-11"}), (query.Wanted(objective="1"), set()),
        ):  # fmt: skip
            assert {card.row.code for side in found.narrowed(wanted).sides for card in side.cards} == codes

    def test_a_closed_compact_has_nothing_overdue(self, compact):
        promised(compact, due=PartialDate(2020))
        compact.compact.state = "closed"
        with acting_as(compact.cast.us):
            assert query.board(compact.cast.us, compact.compact, TODAY).late == []

    def test_an_outsider_sees_nothing(self, compact):
        promised(compact)
        outsider = compact.cast.outsider
        with acting_as(outsider):
            assert all(not side.cards for side in query.board(outsider, compact.compact, TODAY).sides)


@pytest.mark.django_db
def test_figures_are_those_of_the_cut_off_whatever_came_later(compact):
    cast = compact.cast
    row = propose(compact, cast.us, due=PartialDate(2026, 1), on=date(2025, 2, 1))
    step(cast.peru, row, "agree", on=date(2025, 3, 1))
    with acting_as(cast.us):
        before = figures.figures(cast.us, compact.compact, date(2025, 6, 30))
        assert figures.figures(cast.us, compact.compact, date(2025, 1, 1))[0].value == 0
    step(cast.peru, row, "reschedule", on=date(2026, 2, 1), due=PartialDate(2028), amendment=amendment(compact))
    step(cast.peru, row, "meet", on=date(2026, 5, 1))
    with acting_as(cast.us):
        assert figures.figures(cast.us, compact.compact, date(2025, 6, 30)) == before
        late = {one.key: one.value for one in figures.figures(cast.us, compact.compact, date(2026, 1, 31))}
        last = {one.key: one.value for one in figures.figures(cast.us, compact.compact, date(2026, 6, 30))}
    assert late["commitments:host:overdue"] == 0 and last["commitments:host:met"] == 1
    assert len({one.key for one in before}) == len(before)
