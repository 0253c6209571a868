"""What an agreement holds, and how it changes: clauses, amendments, territory, partners, documents, the compact that follows."""

from datetime import date

import pytest
from django.utils import translation

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.agreement_facts import (
    AmendmentFacts,
    Change,
    ClauseFacts,
    DocumentFacts,
    ObjectiveFacts,
    PartnerFacts,
    SignatoryFacts,
    TerritoryFacts,
)
from amparo.programme.models import (
    AmendmentChange,
    Clause,
    Compact,
    Document,
    Objective,
    Participation,
    PartnerPeriod,
    Party,
    Signatory,
    Territory,
)
from amparo.programme.queries.terms import term
from amparo.programme.said import said
from tests.programme.grants import do, on
from tests.programme.real import real_compact

pytestmark = pytest.mark.django_db


def add(made, name, facts, who="us"):
    """Adds something to the agreement of the tests."""
    return do(made, who, name, compact=made.compact.pk, facts=facts)


def amend(made, **facts):
    known = {"number": 1, "instrument_es": "Canje de notas", "instrument_en": "Exchange of notes", **facts}
    return do(made, "us", "amend_compact", seen=made.again().version, compact=made.compact.pk, facts=AmendmentFacts(**known))


def dated(made):
    """The compact of the tests with a term: January 2025 to January 2029."""
    with acting_as(made.cast.us) as by:
        Compact.objects.visible_to(by).filter(pk=made.compact.pk).update(starts="2025-01", ends="2029-01")
    return made


def of(made, model, who="peru", **wanted):
    with acting_as(getattr(made.cast, who)) as by:
        return list(model.objects.visible_to(by).filter(compact=made.compact, **wanted))


def test_an_amendment_says_what_changed_from_what_to_what_by_which_instrument_and_when(compact):
    dated(compact)
    changes = (
        Change("term", "2030-06"),
        Change("amount", "USD 6700000", "USD 5000000"),
        Change("territory", "Cusco, Puno", "Cusco"),
    )
    row = amend(compact, changes=changes, signed_on=PartialDate(2026, 2, 6), effective_on=PartialDate(2026, 3, 1))
    assert (row.instrument_es, row.instrument_en, str(row.signed_on)) == ("Canje de notas", "Exchange of notes", "2026-02-06")
    found = {(change.field, change.before, change.after) for change in of(compact, AmendmentChange, amendment=row)}
    assert found == {
        ("term", "2029-01", "2030-06"), ("amount", "USD 5000000", "USD 6700000"), ("territory", "Cusco", "Cusco, Puno"),
    }  # fmt: skip
    with acting_as(compact.cast.peru) as by:
        for day, ends in ((date(2026, 2, 28), "2029-01"), (date(2026, 3, 1), "2030-06")):
            assert str(term(by, compact.again(), day).ends) == ends
        assert str(compact.again().ends) == "2029-01", "the first end stays"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"changes": (Change("term", "2024-06"),)}, "anterior al inicio de la alianza"),
        ({"changes": (Change("term", "2026-06"),), "effective_on": PartialDate(2027)}, "termina antes de empezar"),
        ({"changes": (Change("amount", "mucho"),)}, "con su moneda"),
        ({"changes": ()}, "al menos una cosa"),
    ],
)
def test_an_amendment_that_ends_before_it_begins_is_one_clear_sentence_and_nothing_is_kept(compact, facts, words):
    dated(compact)
    with pytest.raises(Invalid) as problem:
        amend(compact, **facts)
    ((sentence,),) = problem.value.messages.values()
    assert words in sentence
    assert of(compact, AmendmentChange) == [] and compact.again().version == dated(compact).again().version
    with acting_as(compact.cast.us) as by:
        assert str(term(by, compact.compact).ends) == "2029-01"


def test_the_real_amendment_brings_one_point_seven_million_and_two_regions(cast):
    compact = real_compact(cast)
    with acting_as(cast.us) as by:
        rows = AmendmentChange.objects.visible_to(by).filter(compact=compact, amendment__number=1)
        found = {row.field: (row.before, row.after, row.source_id) for row in rows}
    assert found["amount"] == ("USD 5000000", "USD 6700000", "us-embassy-peru-2020")
    assert set(found["territory"][1].split(", ")) - set(found["territory"][0].split(", ")) == {"Madre de Dios", "Puno"}


def test_a_clause_is_read_in_either_language(compact):
    add(compact, "set_clause", ClauseFacts("3", "Duración", "Duration", "Dura cuatro años.", "It lasts four years.", 3))
    add(compact, "set_clause", ClauseFacts("4", "Visitas", "Visits"))
    three, four = sorted(of(compact, Clause), key=lambda row: row.number)
    for language, words in (("es", ("Duración", "Dura cuatro años.")), ("en", ("Duration", "It lasts four years."))):
        with translation.override(language):
            assert (said(three, "heading"), said(three, "text")) == words
            assert said(four, "text") == "", "a text nobody has seen stays empty"
    with pytest.raises(Invalid):
        add(compact, "set_clause", ClauseFacts("5", " ", ""))


def test_who_signed_stands_with_the_participant_the_office_and_the_day(compact):
    day = PartialDate(2025, 6, 15)
    add(compact, "add_signatory", SignatoryFacts("host", "Una Ministra", "Ministra", "Minister", day))
    (row,) = of(compact, Signatory)
    assert (row.party_id, row.office_en, row.signed_on) == (of(compact, Party, side="host")[0].pk, "Minister", day)
    with pytest.raises(Invalid) as problem:
        add(compact, "add_signatory", SignatoryFacts("them", "Nadie", "x", "x"))
    assert list(problem.value.messages) == ["side"]


def test_a_region_is_in_the_compact_from_one_day_to_another(compact):
    row = add(compact, "set_territory", TerritoryFacts(region="08", since=PartialDate(2025, 6)))
    again = TerritoryFacts(region="08", since=PartialDate(2027, 7), whole=False)
    with pytest.raises(Invalid, match="ya está en la alianza"):
        add(compact, "set_territory", again)
    with pytest.raises(Invalid) as problem:
        on(compact, "us", "end_territory", row, until=PartialDate(2024))
    assert list(problem.value.messages) == ["until"]
    on(compact, "us", "end_territory", row, until=PartialDate(2027, 6))
    add(compact, "set_territory", again)
    add(compact, "set_territory", TerritoryFacts(region="16", since=PartialDate(2025, 6)))
    assert {(row.regions[0], str(row.since), str(row.until), row.whole) for row in of(compact, Territory)} == {
        ("08", "2025-06", "2027-06", True), ("08", "2027-07", "None", False), ("16", "2025-06", "None", True),
    }  # fmt: skip
    with pytest.raises(Invalid):
        add(compact, "set_territory", TerritoryFacts(region="99"))


def test_a_partner_carries_work_out_from_one_day_to_another_under_its_prime(compact):
    period = {"since": PartialDate(2025, 10), "until": PartialDate(2027, 9)}
    add(compact, "set_partner_period", PartnerFacts("test-ilo", "prime", **period))
    add(compact, "set_partner_period", PartnerFacts("test-chs", "sub", "test-ilo", **period))
    add(compact, "set_partner_period", PartnerFacts("test-idl", "sub"))
    found = {
        row.organisation_id: (row.role, row.prime_id, row.since and str(row.since), row.until and str(row.until))
        for row in of(compact, PartnerPeriod)
    }
    ilo, chs, idl = (compact.organisations[code].pk for code in ("ilo", "chs", "idl"))
    assert found == {
        ilo: ("prime", None, "2025-10", "2027-09"), chs: ("sub", ilo, "2025-10", "2027-09"), idl: ("sub", None, None, None),
    }  # fmt: skip
    for facts, words in (
        (PartnerFacts("test-chs", "sub", "test-chs"), "subreceptora de sí misma"),
        (
            PartnerFacts("test-chs", "sub", "test-ilo", since=PartialDate(2027), until=PartialDate(2026)),
            "Termina antes de empezar",
        ),
    ):
        with pytest.raises(Invalid) as problem:
            add(compact, "set_partner_period", facts)
        ((sentence,),) = problem.value.messages.values()
        assert words in sentence
    assert len(of(compact, PartnerPeriod)) == 3


def test_a_document_stands_by_its_address_day_and_language(compact):
    facts = DocumentFacts("agreement", "Texto", "Text", PartialDate(2025, 6, 15), "https://example.org/texto", "es")
    add(compact, "add_document", facts)
    for who in ("peru", "partner", "evaluator"):
        (row,) = of(compact, Document, who)
        assert (row.kind, row.url, str(row.dated), row.language) == ("agreement", facts.url, "2025-06-15", "es")
    with pytest.raises(Invalid) as problem:
        add(compact, "add_document", DocumentFacts("song", "Texto", "Text"))
    assert list(problem.value.messages) == ["kind"]


def test_a_successor_begins_from_its_predecessor_and_leaves_it_as_it_was(compact):
    add(compact, "set_clause", ClauseFacts("1", "Duración", "Duration", "Dura cuatro años.", "It lasts four years."))
    before = compact.again().version
    facts = CompactFacts(code="test-2030", country="PE", title_es="Segunda", title_en="Second", state="in_force")
    made = do(compact, "us", "begin_successor", predecessor=compact.compact.pk, facts=facts)
    assert (made.predecessor_id, made.state, made.code) == (compact.compact.pk, "draft", "test-2030")
    same = {
        Party: ("side", "organisation_id"),
        Participation: ("member_id", "capacity", "organisation_id"),
        Objective: ("number", "title_es", "title_en"),
        Clause: ("number", "heading_es", "text_es", "text_en"),
    }
    with acting_as(compact.cast.us) as by:
        for model, names in same.items():
            old, new = (
                sorted(model.objects.visible_to(by).filter(compact=one).values_list(*names), key=str)
                for one in (compact.compact, made)
            )
            assert old == new != [], model
    assert compact.again().version == before
    with pytest.raises(Invalid, match="ya existe"):
        do(compact, "us", "begin_successor", predecessor=compact.compact.pk, facts=facts)


@pytest.mark.parametrize("objectives", [3, 4])
def test_a_compact_has_as_many_objectives_as_were_agreed(compact, objectives):
    for number in range(4, objectives + 1):
        add(compact, "set_objective", ObjectiveFacts(number, "Coordinar", "Coordinate"))
    assert sorted(row.number for row in of(compact, Objective, "partner")) == list(range(1, objectives + 1))
