"""Who takes part in a compact: the list, joining and leaving, and what each sees after it."""

import pytest
from django.conf import settings

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Organisation, Participation
from amparo.programme.rules_agreement import seat_fits
from tests.cases.conftest import demo_door
from tests.cases.pages import counted, signed_in, text
from tests.programme.pages import get, post, refused

__all__ = ["demo_door"]
pytestmark = pytest.mark.django_db
BASE = "/alianza/test-2025/acuerdo/participan/"


def seat(made, member, until=None):
    with acting_as(made.cast.us) as by:
        rows = Participation.objects.visible_to(by).filter(compact=made.compact, member=made.cast.units[member], until=until)
        return rows.first()


def left(made, member):
    row = seat(made, member)
    post(made, "us", f"{BASE}{row.pk}/terminar/", seen=row.version)
    return row


def test_each_participant_with_capacity_organisation_region_and_since(compact):
    client = signed_in(compact.cast, "us")
    client.get(BASE)  # code lists are kept for a minute
    with counted(4):
        page = text(client.get(BASE)).split("<main")[1]
    for word in (
        "gov-us",
        "gov-pe",
        "crtp-cusco",
        "Cusco",
        "Comisión regional",
        "Socio implementador",
        "ILO",
        "evaluation",
        "Agregar a quien participa",
    ):
        assert word in page, word
    assert "Participaron antes" not in page


def test_it_is_reached_from_the_agreement_and_from_the_first_page(compact):
    for page in ("", "acuerdo/"):
        assert BASE in get(compact, "evaluator", f"/alianza/test-2025/{page}")


def test_the_page_in_english(compact):
    client = signed_in(compact.cast, "us")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Taking part now" in text(client.get(BASE)) and "As what?" in text(client.get(f"{BASE}nueva/"))


def test_a_commission_sees_the_seats_of_the_country_and_of_its_own_region(compact):
    page = get(compact, "crtp", BASE)
    assert "crtp-cusco" in page and "crtp-loreto" not in page and "gov-pe" in page


def test_a_unit_joins_and_sees_the_compact_from_then_on(compact):
    cast = compact.cast
    left(compact, "cmnp")
    get(compact, "cmnp", BASE, 404)
    post(compact, "us", f"{BASE}nueva/", seen=compact.again().version, member="cmnp", capacity="observer")
    assert "cmnp" in get(compact, "cmnp", BASE)
    with acting_as(cast.us) as by:
        assert Participation.objects.visible_to(by).filter(member=cast.units["cmnp"]).count() == 2, (
            "the first seat stays on record"
        )


def test_a_commission_has_the_regions_of_its_unit_or_those_it_is_given(compact):
    left(compact, "crtp-cusco")
    post(compact, "us", f"{BASE}nueva/", seen=compact.again().version, member="crtp-cusco", capacity="commission")
    assert seat(compact, "crtp-cusco").regions == ["08"]
    left(compact, "crtp-loreto")
    post(
        compact,
        "us",
        f"{BASE}nueva/",
        seen=compact.again().version,
        member="crtp-loreto",
        capacity="commission",
        regions=["16", "17"],
    )
    assert seat(compact, "crtp-loreto").regions == ["16", "17"]


def test_a_unit_leaves_and_what_it_had_is_said_before(compact):
    row = seat(compact, "ilo")
    page = get(compact, "us", f"{BASE}{row.pk}/terminar/")
    assert "Tiene 1 adjudicación o subacuerdo abierto." in page and "Desde ahora ve solo lo que ella misma escribió." in page
    left(compact, "ilo")
    get(compact, "partner", BASE, 404)
    page = get(compact, "us", BASE)
    assert "ilo" in page.split("Participaron antes")[-1]
    line = AuditLine.objects.filter(subject="test-2025").order_by("-seq").first()
    assert line is not None and line.detail == "leave=partner" and line.verb == "keep_agreement"


def test_a_second_click_joins_and_leaves_once(compact):
    client, row = signed_in(compact.cast, "us"), seat(compact, "cmnp")
    sent = {"id": str(new_id()), "seen": row.version}
    assert [client.post(f"{BASE}{row.pk}/terminar/", sent).status_code for _click in range(2)] == [302, 302]
    sent = {"id": str(new_id()), "seen": compact.again().version, "member": "cmnp", "capacity": "observer"}
    assert [client.post(f"{BASE}nueva/", sent).status_code for _click in range(2)] == [302, 302]
    with acting_as(compact.cast.us) as by:
        rows = Participation.objects.visible_to(by).filter(member=compact.cast.units["cmnp"])
        assert sorted(row.until is None for row in rows) == [False, True]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"member": "nada", "capacity": "observer"}, "Escoja una opción válida"),
        ({"member": "cmnp", "capacity": "party"}, "Escoja una opción válida"),
        ({"member": "cmnp", "capacity": "observer"}, "ya participa en esa calidad"),
        ({"member": "cmnp", "capacity": "partner"}, "Diga por qué organización actúa la unidad"),
        ({"member": "cmnp", "capacity": "partner", "organisation": "ilo"}, "Por esa organización actúa otra unidad"),
        ({"member": "cmnp", "capacity": "commission"}, "Elija la región de la comisión"),
    ],
)
def test_a_seat_that_cannot_be_is_one_sentence_and_nothing_is_lost(compact, told, words):
    if "organisation" in told:
        told = {**told, "organisation": str(compact.organisations[told["organisation"]].pk)}
    page = refused(compact, "us", f"{BASE}nueva/", seen=compact.again().version, **told)
    assert words in page
    if told["member"] == "cmnp":
        assert '<option value="cmnp" selected>' in page


def test_a_region_or_an_organisation_that_is_none_is_refused(compact):
    cast = compact.cast
    for more in ({"regions": ("99",)}, {"organisation": new_id()}):
        seat = {"member": "mimp-hq", "capacity": "commission", "organisation": None, "regions": ("08",), **more}
        with acting_as(cast.us), pytest.raises(Invalid) as problem:
            act.join_compact(id=new_id(), seen=compact.again().version, compact=compact.compact.pk, by=cast.us, **seat)
        assert "de la lista" in str(problem.value.messages)


def test_a_seat_fits_what_it_is_for():
    assert seat_fits("observer", named=False, acts=True, regions=()) == {}
    assert seat_fits("partner", named=True, acts=True, regions=()) == {}
    assert seat_fits("commission", named=False, acts=True, regions=["08"]) == {}
    assert "organisation" in seat_fits("evaluator", named=True, acts=False, regions=())


def test_a_stale_page_does_not_seat_nor_end(compact):
    row = seat(compact, "cmnp")
    post(compact, "us", f"{BASE}{row.pk}/terminar/", 409, seen=row.version + 1)
    assert seat(compact, "cmnp") is not None


@pytest.mark.parametrize("who", ["peru", "partner", "evaluator", "crtp"])
def test_only_the_unit_that_began_the_record_seats_and_ends(compact, who):
    row = seat(compact, "cmnp")
    page = get(compact, who, BASE)
    assert "Terminar la participación" not in page and "Agregar a quien participa" not in page
    for address in (f"{BASE}nueva/", f"{BASE}{row.pk}/terminar/"):
        assert signed_in(compact.cast, who).get(address).status_code in (403, 404)
        answer = signed_in(compact.cast, who).post(address, {"id": str(new_id()), "seen": row.version, "member": "cmnp"})
        assert answer.status_code in (403, 404)
    assert seat(compact, "cmnp") is not None


def test_a_participant_of_the_two_is_not_ended(compact):
    row = seat(compact, "gov-pe")
    assert f"{row.pk}/terminar/" not in get(compact, "us", BASE)
    get(compact, "us", f"{BASE}{row.pk}/terminar/", 404)


@pytest.mark.parametrize("who", ["outsider", "outsider_crtp", "admin", "officer"])
def test_who_takes_no_part_finds_nothing(compact, who):
    if who == "outsider_crtp":
        left(compact, "crtp-loreto")
    row = seat(compact, "cmnp")
    for address in (BASE, f"{BASE}nueva/", f"{BASE}unidad/", f"{BASE}{row.pk}/terminar/"):
        assert signed_in(compact.cast, who).get(address).status_code in (302, 403, 404)


def test_a_unit_acts_for_an_organisation_and_then_takes_part_for_it(compact):
    cast, mimp = compact.cast, compact.organisations["mimp"]
    left(compact, "cmnp")
    page = get(compact, "us", f"{BASE}unidad/")
    assert "MIMP" in page and '<option value="cmnp"' in page and '<option value="ilo"' not in page, "who acts for one already"
    refused(compact, "us", f"{BASE}unidad/", organisation=str(mimp.pk), unit="")
    post(compact, "us", f"{BASE}unidad/", organisation=str(mimp.pk), unit="cmnp")
    assert Organisation.objects.get(pk=mimp.pk).unit == cast.units["cmnp"]
    post(
        compact, "us", f"{BASE}nueva/", seen=compact.again().version, member="cmnp", capacity="partner", organisation=str(mimp.pk)
    )
    assert "MIMP" in get(compact, "cmnp", BASE)
