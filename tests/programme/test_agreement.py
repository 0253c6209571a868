"""The agreement: what it refuses, who keeps it, how its term moves, what a successor takes over, its figures."""

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme import rules_agreement as rule
from amparo.programme.actions.amendments import COPIED
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import Change, ClauseFacts, ObjectiveFacts, PartnerFacts, SignatoryFacts
from amparo.programme.figures.agreement import figures
from amparo.programme.models import (
    Amendment,
    AmendmentChange,
    Clause,
    Compact,
    Indicator,
    IndicatorLink,
    Objective,
    Organisation,
    Participation,
    Party,
    StatedFact,
    Target,
    Territory,
)
from amparo.programme.queries import terms
from amparo.programme.queries import territory as places
from amparo.programme.queries.terms import term
from tests.programme.parts.agreement import amendment, territory
from tests.programme.real import real_compact

MONTHS = st.builds(PartialDate, st.integers(2015, 2035), st.none() | st.integers(1, 12))


def do(made, action, facts, by="us", **more):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return action(**{"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": actor, **more})


def amend(made, facts, by="us"):
    return do(made, act.amend_compact, facts, by, seen=made.again().version)


def dated(made, **dates):
    with acting_as(made.cast.us):
        Compact.objects.visible_to(made.cast.us).filter(pk=made.compact.pk).update(**dates)
    return made


@pytest.mark.parametrize(
    ("ends", "effective", "words"),
    [
        ("2024-06", None, "anterior al inicio"),
        ("2026-06", PartialDate(2027), "termina antes de empezar"),
        ("pronto", None, "como fecha"),
    ],
)
def test_an_amendment_that_ends_before_it_begins_is_sent_back(compact, ends, effective, words):
    dated(compact, starts="2025-01", ends="2029-01")
    with pytest.raises(Invalid, match=words):
        amend(compact, amendment(ends=ends, effective_on=effective))
    with acting_as(compact.cast.us):
        assert not Amendment.objects.visible_to(compact.cast.us).exists()


def test_a_number_of_an_amendment_is_given_once(compact):
    amend(compact, amendment(1))
    with pytest.raises(Invalid, match="Ya hay una adenda con ese número"):
        amend(compact, amendment(1))


def test_an_amendment_on_an_old_page_is_a_conflict(compact):
    seen = compact.again().version
    amend(compact, amendment(1), by="peru")
    with pytest.raises(Conflict):
        do(compact, act.amend_compact, amendment(2), seen=seen)


def test_what_changed_is_kept_from_what_to_what(compact):
    dated(compact, starts="2025-01", ends="2029-01")
    amend(compact, amendment(1, "2030-01"))
    second = amend(compact, amendment(2, "2031-01"))
    with acting_as(compact.cast.us) as by:
        changes = list(second.changes.visible_to(by).values_list("field", "before", "after"))
        found = term(by, compact.again())
    assert changes == [("term", "2030-01", "2031-01")], "what it was before is derived"
    assert [str(move.before) for move in found.moved] == ["2029-01", "2030-01"]
    assert (str(found.first_end), str(found.ends), found.origin) == ("2029-01", "2031-01", second)
    assert str(compact.again().ends) == "2029-01", "the compact's own row keeps the first end"


@given(
    first=MONTHS,
    ends=st.lists(MONTHS, max_size=4),
    effects=st.lists(st.none() | MONTHS, min_size=4, max_size=4),
    day=st.dates(date(2014, 1, 1), date(2036, 1, 1)),
)
def test_the_end_on_a_day_is_that_of_the_last_amendment_that_held_by_then(first, ends, effects, day):
    compact = Compact(ends=first)
    changes = [
        AmendmentChange(field="term", after=str(end), amendment=Amendment(number=number, effective_on=effect))
        for number, (end, effect) in enumerate(zip(ends, effects, strict=False))
    ]
    found = terms._derived(compact, changes, day)
    held = [
        change for change in changes if change.amendment.effective_on is None or change.amendment.effective_on.latest() <= day
    ]
    assert str(found.ends) == (held[-1].after if held else str(first))
    assert found.origin == (held[-1].amendment if held else None)
    assert len(found.moved) == len(held)


@given(begins=MONTHS, effective=MONTHS, ends=MONTHS)
def test_an_end_is_refused_exactly_where_it_cannot_be_right(begins, effective, ends):
    refused = bool(rule.amended_term(begins=begins, effective=effective, ends=ends))
    assert refused == (ends.latest() < begins.earliest() or ends.latest() < effective.earliest())


@given(MONTHS, st.none() | MONTHS, MONTHS, st.none() | MONTHS)
def test_periods_of_a_region_that_surely_meet_are_refused(since, until, other_since, other_until):
    refused = bool(rule.apart(since, until, [(other_since, other_until)]))
    ends, other_ends = (until.earliest() if until else date.max), (other_until.earliest() if other_until else date.max)
    both_run = max(since.latest(), other_since.latest()) < min(ends, other_ends)
    assert refused or not both_run, "a day on which both surely run is always refused"


def test_a_territory_that_ends_before_it_begins_is_sent_back(compact):
    with pytest.raises(Invalid, match="Termina antes de empezar"):
        do(compact, act.set_territory, territory(since=PartialDate(2025), until=PartialDate(2024, 12)))
    row = do(compact, act.set_territory, territory(since=PartialDate(2025, 6)))
    with acting_as(compact.cast.us) as by:
        with pytest.raises(Invalid, match="Termina antes de empezar"):
            act.end_territory(id=new_id(), seen=1, territory=row.pk, until=PartialDate(2025, 5), by=by)
        ended = act.end_territory(id=new_id(), seen=1, territory=row.pk, until=PartialDate(2026, 5), by=by)
        with pytest.raises(Invalid, match="ya terminó"):
            act.end_territory(id=new_id(), seen=ended.version, territory=row.pk, until=PartialDate(2027), by=by)


def test_a_region_comes_back_only_after_it_left(compact):
    do(compact, act.set_territory, territory(since=PartialDate(2025), until=PartialDate(2026)))
    with pytest.raises(Invalid, match="ya está en la alianza"):
        do(compact, act.set_territory, territory(since=PartialDate(2025, 8)))
    do(compact, act.set_territory, territory(since=PartialDate(2027)))


@pytest.mark.parametrize("region", ["99", "0801", ""])
def test_an_unknown_region_is_sent_back(compact, region):
    with pytest.raises(Invalid, match="Elija una región del Perú"):
        do(compact, act.set_territory, territory(region))


def test_territory_and_partners_on_a_date(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        regions = places.territories(by, compact)
        partners = places.partners(by, compact)
    on = {
        day: {row.regions[0] for row in places.held(regions, day)}
        for day in (date(2017, 9, 30), date(2019, 1, 1), date(2020, 2, 6))
    }
    assert list(on.values()) == [set(), {"08", "15", "16"}, {"08", "15", "16", "17", "21"}]
    held = {row.organisation.code for row in places.held(partners, date(2020, 2, 6))}
    assert held == {"oit", "yanapanakusun", "chs-alternativo", "idl"}, "who is named in 2024 only is not there in 2020"


def test_a_subrecipient_is_not_its_own_prime(compact):
    with pytest.raises(Invalid, match="no puede ser subreceptora de sí misma"):
        do(compact, act.set_partner_period, PartnerFacts("test-chs", "sub", "test-chs"))
    with pytest.raises(Invalid, match="no depende de otro"):
        do(compact, act.set_partner_period, PartnerFacts("test-ilo", "prime", "test-chs"))
    unknown = do(compact, act.set_partner_period, PartnerFacts("test-chs", "sub"))
    assert unknown.prime_id is None, "whose sub-recipient it is may be unknown"


def test_a_code_of_an_organisation_is_given_once(compact):
    actor = compact.cast.us
    with acting_as(actor), pytest.raises(Invalid, match="Ese código ya existe"):
        act.register_organisation(id=new_id(), seen=0, facts=OrganisationFacts("test-ilo", "ngo", "X", "X", "X"), by=actor)
    with acting_as(actor), pytest.raises(Invalid, match="Elija un tipo de la lista"):
        act.register_organisation(id=new_id(), seen=0, facts=OrganisationFacts("new", "nothing", "X", "X", "X"), by=actor)


def test_only_the_two_sides_keep_the_agreement(compact):
    for who in ("us", "peru"):
        do(compact, act.set_clause, ClauseFacts(f"c-{who}", "Duración", "Duration"), by=who)
    for who in ("partner", "subrecipient", "evaluator", "crtp", "cmnp", "officer", "admin"):
        with pytest.raises(Denied):
            do(compact, act.set_clause, ClauseFacts("9", "X", "X"), by=who)


def test_one_side_does_not_change_what_the_other_wrote(compact):
    row = do(compact, act.set_objective, ObjectiveFacts(4, "Coordinar", "Coordinate"))
    with pytest.raises(Denied):
        do(compact, act.set_objective, ObjectiveFacts(4, "Otra cosa", "Another"), by="peru", seen=row.version)
    again = do(compact, act.set_objective, ObjectiveFacts(4, "Coordinar mejor", "Coordinate better"), seen=row.version)
    assert (again.pk, again.title_es) == (row.pk, "Coordinar mejor")


def test_a_manager_of_no_side_adds_nothing(compact):
    """The role alone is not enough: a compact in which one takes no part is not there."""
    cast = compact.cast
    with acting_as(cast.us):
        seats = Participation.objects.visible_to(cast.us).filter(compact=compact.compact)
        seats.filter(member=cast.units["gov-pe"]).delete()
        Participation.objects.create(
            compact=compact.compact,
            unit_id=cast.us.unit_id,
            by=cast.us.user_code,
            member=cast.units["gov-pe"],
            capacity="observer",
        )
        Organisation.objects.filter(code="test-peru").update(unit=None)
    with pytest.raises(NotFound):
        do(compact, act.set_clause, ClauseFacts("9", "X", "X"), by="peru")


def test_who_is_bound_to_a_participant_takes_its_seat(compact):
    cast = compact.cast
    with acting_as(cast.us):
        Organisation.objects.filter(code="test-peru").update(unit=None)
        Participation.objects.visible_to(cast.us).filter(member=cast.units["gov-pe"]).delete()
        act.bind_organisation(id=new_id(), seen=0, organisation=compact.organisations["peru"].pk, unit="gov-pe", by=cast.us)
        with pytest.raises(Invalid, match="ya tiene unidad"):
            act.bind_organisation(id=new_id(), seen=0, organisation=compact.organisations["mimp"].pk, unit="gov-pe", by=cast.us)
    do(compact, act.set_clause, ClauseFacts("9", "X", "X"), by="peru")


def test_one_side_does_not_say_who_acts_for_the_other(compact):
    cast = compact.cast
    with acting_as(cast.us):
        Organisation.objects.filter(code="test-jtip").update(unit=None)
    with acting_as(cast.peru), pytest.raises(Denied):
        act.bind_organisation(id=new_id(), seen=0, organisation=compact.organisations["jtip"].pk, unit="mimp-hq", by=cast.peru)


def test_who_signed_for_no_side_is_sent_back(compact):
    with pytest.raises(Invalid, match="una de las dos partes"):
        do(compact, act.add_signatory, SignatoryFacts("third", "X", "X", "X"))


def test_a_compact_is_signed_then_closed_and_nothing_else(compact):
    cast = compact.cast
    with acting_as(cast.us) as by:
        with pytest.raises(Invalid):
            act.sign_compact(
                id=new_id(), seen=compact.again().version, compact=compact.compact.pk, signed_on=PartialDate(2025), by=by
            )
        closed = act.close_compact(id=new_id(), seen=compact.again().version, compact=compact.compact.pk, by=by)
        with pytest.raises(Invalid):
            act.close_compact(id=new_id(), seen=closed.version, compact=compact.compact.pk, by=by)
    do(compact, act.set_clause, ClauseFacts("9", "X", "X"))  # the record is still completed


def test_a_successor_equals_its_predecessor_where_copied(compact):
    cast, old = compact.cast, compact.compact
    do(compact, act.set_clause, ClauseFacts("1", "Duración", "Duration", "Dura.", "Lasts.", 10))
    own = {"compact": old, "unit_id": cast.us.unit_id, "by": cast.us.user_code}
    with acting_as(cast.us):
        named = {
            "name_es": "N",
            "name_en": "N",
            "definition_es": "D",
            "definition_en": "D",
            "kind": "count",
            "direction": "up",
            "frequency": "yearly",
        }
        kept = Indicator.objects.create(code="P1", measured_in="cases", baseline=3, disaggregations=["sex"], **named, **own)
        Indicator.objects.create(code="P2", measured_in="cases", active=False, **named, **own)
        IndicatorLink.objects.create(indicator=kept, framework="sdg", reference="16.2", **own)
        Target.objects.create(indicator=kept, year=2026, value=9, **own)
        party = Party.objects.visible_to(cast.us).get(compact=old, side="us")
        act.set_lead(id=new_id(), seen=party.version, party=party.pk, lead_es="J/TIP", lead_en="J/TIP", by=cast.us)
    with acting_as(cast.peru) as by:
        facts = CompactFacts(code="test-2030", country="PE", title_es="Segunda", title_en="Second", state="in_force")
        new = act.begin_successor(id=new_id(), seen=0, predecessor=old.pk, facts=facts, by=by)
    assert (new.predecessor_id, new.state) == (old.pk, "draft")
    with acting_as(cast.us) as by:
        for model, names in COPIED.items():
            active = Q(active=True) if model is Indicator else Q()
            rows = [
                set(map(str, model.objects.visible_to(by).filter(active, compact=compact_).values_list(*names)))
                for compact_ in (old, new)
            ]
            assert rows[0] == rows[1] and rows[0], model
        copy = Indicator.objects.visible_to(by).get(compact=new)
        assert (copy.same_as_id, copy.baseline, copy.targets.visible_to(by).count()) == (kept.pk, None, 0), "agreed anew"
        seats = [
            set(
                Participation.objects.visible_to(by)
                .filter(compact=one, until=None)
                .values_list("member__code", "capacity", "organisation_id")
            )
            for one in (old, new)
        ]
        assert seats[0] == seats[1]
        sides = [
            set(Party.objects.visible_to(by).filter(compact=one).values_list("side", "organisation_id", "lead_es"))
            for one in (old, new)
        ]
        assert sides[0] == sides[1]
    with acting_as(cast.partner) as by:
        assert Objective.objects.visible_to(by).filter(compact=new).count() == 3, "who took part sees the next one"


def test_a_stated_fact_follows_its_compact_when_somebody_joins_or_leaves(compact):
    """A table that came later has the same wall as the others."""
    cast = compact.cast
    with acting_as(cast.us):
        own = {"unit_id": cast.us.unit_id, "by": cast.us.user_code}
        StatedFact.objects.create(compact=compact.compact, about="x", text_es="x", text_en="x", **own)
    with acting_as(cast.partner):
        assert StatedFact.objects.visible_to(cast.partner).count() == 1
    with acting_as(cast.us):
        seat = Participation.objects.visible_to(cast.us).get(compact=compact.compact, member=cast.units["ilo"])
        act.leave_compact(id=new_id(), seen=seat.version, participation=seat.pk, by=cast.us)
    with acting_as(cast.partner):
        assert not StatedFact.objects.exists()


def test_the_figures_of_february_2020_state_the_record_with_its_sources(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        found = figures(by, compact, date(2020, 2, 6))
        assert found == figures(by, compact, date(2020, 2, 6)), "made again, every figure is equal"
    by_key = {figure.key: figure for figure in found}
    assert len(by_key) == len(found)
    assert by_key["agreement:term:first"].words_es == "junio de 2021"
    assert by_key["agreement:term:end"].words_es == "junio de 2022"
    assert by_key["agreement:amendment:1:amount"].words_es.startswith("US$")
    assert by_key["agreement:stated:shelters"].value == 5
    assert by_key["agreement:partner:idl:sub"].words_es == "Subreceptor de (ninguna fuente lo dice)"
    assert {key for key in by_key if key.startswith("territory:")} == {
        f"territory:{code}" for code in ("08", "15", "16", "17", "21")
    }
    assert by_key["territory:21"].words_es == "actividades seleccionadas"
    assert not [figure.key for figure in found if figure.source is None or figure.verified]
    assert "agreement:amendment:2:term" not in by_key, "2022 is not known in 2020"
    assert by_key["agreement:signed"].words_en == "15 June 2017"


@pytest.mark.parametrize(("day", "shelters"), [(date(2022, 1, 1), 7), (date(2024, 10, 21), 6)])
def test_the_last_thing_said_by_then_counts(cast, day, shelters):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        found = {figure.key: figure for figure in figures(by, compact, day)}
    assert found["agreement:stated:shelters"].value == shelters


def test_a_change_of_amount_needs_its_currency():
    assert rule.right_changes([("amount", "", "1700000")])
    assert not rule.right_changes([("amount", "USD 5000000", "USD 6700000")])
    assert rule.right_changes([])
    assert Change("other", "x").before == ""


def test_territories_are_dated_by_their_amendment(compact):
    amend(compact, amendment(1))
    row = do(compact, act.set_territory, territory("17", amendment=1, whole=False))
    assert row.amendment.number == 1
    with pytest.raises(Invalid, match="Elija una adenda registrada"):
        do(compact, act.set_territory, territory("21", amendment=7))
    with acting_as(compact.cast.us) as by:
        assert Territory.objects.visible_to(by).count() == 1 and Clause.objects.visible_to(by).count() == 0
