"""The board of places and a centre's own page."""

import re

import pytest

from amparo.access.acting import acting_as
from amparo.cases import actions as act
from amparo.cases.models import Bed, Centre, Stay
from amparo.cases.queries import places
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_id
from amparo.desk.models import Task
from tests.cases.pages import NAME, counted, now, protected, referred, signed_in, text, weight

pytestmark = pytest.mark.django_db

PROFILE = act.Profile(specialised=True, sexes="female", age_from=10, age_to=17, with_baby=False)


def centre(cast, who="centre", beds=3, profile=PROFILE):
    with acting_as(cast.actors[who]) as by:
        return act.arrange_centre(id=new_id(), seen=0, profile=profile, places=beds, by=by)


def asked(cast, case, who="centre"):
    """A request for a place that the centre accepted."""
    row = referred(cast, case, who, "shelter_place", "Ingreso esta noche")
    with acting_as(cast.actors[who]) as by:
        return act.answer_referral(id=new_id(), seen=1, referral=row.pk, step="accept", by=by)


def kept(cast, case, who="centre"):
    row = asked(cast, case, who)
    with acting_as(cast.actors[who]) as by:
        bed = (
            Bed.objects.filter(centre__unit_id=by.unit_id, in_use=True)
            .exclude(stays__until=None, stays__isnull=False)
            .order_by("number")[0]
        )
        return act.reserve_bed(id=new_id(), seen=row.version, referral=row.pk, bed=bed.pk, by=by)


def main(page):
    return text(page).split("<main")[1].split("<footer")[0]


def test_the_board_counts_places_of_centres_nobody_may_look_into(cast):
    centre(cast, beds=3)
    centre(cast, "outsider_centre", beds=2)
    kept(cast, protected(cast))
    with acting_as(cast.outsider):
        assert not Stay.objects.exists(), "the rows themselves stay behind the wall"
        numbers = {place.centre.unit.code: place.beds for place in places.board(places.Wanted())}
    assert numbers["care-sur"] == places.Occupancy(3, 0, 1, 0)
    assert numbers["care-norte"] == places.Occupancy(2, 0, 0, 0)
    page = main(signed_in(cast, "outsider").get("/plazas/"))
    assert "0 ocupadas, 1 reservadas, 2 libres" in page
    assert "Cusco" in page and "Loreto" in page
    assert "AMP-" not in page and NAME not in page


def test_for_a_child_the_board_says_what_suits_her_and_leads_to_the_request(cast):
    centre(cast)
    centre(cast, "outsider_centre", profile=act.Profile(True, "male", 12, 17, False))
    case = protected(cast)
    client = signed_in(cast, "upe")
    page = main(client.get(f"/plazas/?para={case.code}"))
    assert page.index("care-sur") < page.index("care-norte")
    assert "Recibe su edad y su sexo." in page and "Este centro recibe otro perfil." in page and "No conviene" in page
    link = re.search(r'href="([^"]+servicio=shelter_place[^"]+)"', page)[1].replace("&amp;", "&")
    form = text(client.get(link))
    assert re.search(r'value="care-sur"[^>]*checked', form) or re.search(r'checked[^>]*value="care-sur"', form)


def test_the_board_is_narrowed(cast):
    centre(cast)
    centre(cast, "outsider_centre", beds=0)
    client = signed_in(cast, "upe")
    assert "care-norte" not in main(client.get("/plazas/?region=08"))
    assert "care-norte" not in main(client.get("/plazas/?sitio=1"))
    assert "care-sur" not in main(client.get("/plazas/?sexo=male"))
    assert "care-sur" not in main(client.get("/plazas/?edad=0"))
    assert "care-sur" in main(client.get("/plazas/?edad=12&sexo=female&region=nada&pagina=x"))


def test_who_sees_places(cast):
    centre(cast)
    case = protected(cast)
    for who, status in (
        ("upe", 200),
        ("centre", 200),
        ("upe_chief", 200),
        ("officer", 403),
        ("health", 403),
        ("crtp", 403),
        ("admin", 403),
    ):
        assert signed_in(cast, who).get("/plazas/").status_code == status, who
    assert signed_in(cast, "outsider").get(f"/plazas/?para={case.code}").status_code == 404
    assert signed_in(cast, "upe_chief").get("/mi-centro/").status_code == 403


def test_a_centre_that_said_nothing_is_asked_and_begins(cast):
    client = signed_in(cast, "centre")
    assert "todavía no dijo" in text(client.get("/mi-centro/"))
    form = {"specialised": "yes", "sexes": "female", "age_from": 12, "age_to": 10, "places": 4}
    page = client.post("/mi-centro/perfil/", {"id": new_id(), "seen": 0, **form})
    assert page.status_code == 200 and "mayor o igual" in text(page)
    sent = {"id": new_id(), "seen": 0, **form, "age_to": 17}
    assert [client.post("/mi-centro/perfil/", sent).status_code for _again in range(2)] == [302, 302]
    assert Centre.objects.count() == 1 and Bed.objects.filter(in_use=True).count() == 4
    assert "Libre" in text(client.get("/mi-centro/"))


def test_places_somebody_has_are_never_taken_out_of_use(cast):
    row = centre(cast, beds=3)
    kept(cast, protected(cast))
    with acting_as(cast.centre) as by:
        with pytest.raises(Invalid):
            act.arrange_centre(id=new_id(), seen=row.version, profile=PROFILE, places=0, by=by)
        changed = act.arrange_centre(id=new_id(), seen=row.version, profile=PROFILE, places=1, by=by)
        assert Bed.objects.get(in_use=True).stays.exists()
        act.arrange_centre(id=new_id(), seen=changed.version, profile=PROFILE, places=4, by=by)
    assert sorted(Bed.objects.filter(in_use=True).values_list("number", flat=True)) == [1, 2, 3, 4]
    with acting_as(cast.upe) as by, pytest.raises(Denied):
        act.arrange_centre(id=new_id(), seen=0, profile=PROFILE, places=1, by=by)


def test_from_the_request_to_the_exit(cast):
    centre(cast)
    case = protected(cast)
    row = referred(cast, case, "centre", "shelter_place", "Ingreso esta noche")
    client, other = signed_in(cast, "centre"), signed_in(cast, "outsider_centre")
    page = main(client.get("/mi-centro/"))
    assert case.code in page and "Espera su respuesta" in page and "Niña, 12 a 14 años" in page
    client.post(f"/derivaciones/{row.pk}/accept/", {"id": new_id(), "seen": 1})
    assert "Reservar plaza" in main(client.get("/mi-centro/")) and "Reservar plaza" in main(
        client.get(f"/derivaciones/{row.pk}/")
    )
    page = text(client.get(f"/plazas/{row.pk}/reservar/"))
    bed = re.search(r'name="bed" value="([^"]+)"', page)[1]
    assert "Falta 1 cosa" in text(client.post(f"/plazas/{row.pk}/reservar/", {"id": new_id(), "seen": 2}))
    form = {"id": new_id(), "seen": 2, "bed": bed}
    assert client.post(f"/plazas/{row.pk}/reservar/", form).status_code == 302
    assert other.get(f"/plazas/{row.pk}/reservar/").status_code == 404
    with acting_as(cast.centre):
        stay = Stay.objects.get()
    base = f"/estancias/{stay.pk}"
    one = {"id": new_id(), "seen": 1}
    assert [client.post(f"{base}/arrive/", one).status_code for _again in range(2)] == [302, 302]
    assert "Ocupada" in main(client.get("/mi-centro/"))
    assert "Atendida" in main(client.get(f"/derivaciones/{row.pk}/")), "her arrival answers the request"
    assert "policía" in text(client.get(f"{base}/leave_unannounced/"))
    assert client.post(f"{base}/leave_unannounced/", {"id": new_id(), "seen": 2}).status_code == 302
    assert "1 salió sin permiso." in main(client.get("/mi-centro/"))
    with acting_as(cast.officer) as by:
        assert Task.objects.visible_to(by).filter(kind="left_without_leave", state="open").exists()
    assert client.post(f"{base}/come_back/", {"id": new_id(), "seen": 3}).status_code == 302
    assert "Responda" in text(client.post(f"{base}/end/", {"id": new_id(), "seen": 4}))
    assert client.post(f"{base}/end/", {"id": new_id(), "seen": 4, "reason": "transfer"}).status_code == 302
    assert case.code not in main(client.get("/mi-centro/"))
    assert other.get(f"{base}/end/").status_code == 404
    assert client.get(f"{base}/volar/").status_code == 404


def test_no_bed_is_left_and_the_page_says_so(cast):
    centre(cast, beds=1)
    kept(cast, protected(cast))
    row = asked(cast, protected(cast))
    assert "No hay plazas libres ahora" in text(signed_in(cast, "centre").get(f"/plazas/{row.pk}/reservar/"))


def test_what_is_taken_in_the_meantime_is_a_conflict(cast):
    centre(cast, beds=1)
    first, second = asked(cast, protected(cast)), asked(cast, protected(cast))
    bed = Bed.objects.get()
    client = signed_in(cast, "centre")
    assert client.post(f"/plazas/{first.pk}/reservar/", {"id": new_id(), "seen": 2, "bed": bed.pk}).status_code == 302
    assert client.post(f"/plazas/{second.pk}/reservar/", {"id": new_id(), "seen": 2, "bed": bed.pk}).status_code in (200, 409)
    with acting_as(cast.centre):
        assert Stay.objects.count() == 1


def test_who_protects_her_may_record_that_she_came_back(cast):
    centre(cast)
    case = protected(cast)
    stay = kept(cast, case)
    client = signed_in(cast, "upe")
    assert (
        client.post(f"/estancias/{stay.pk}/arrive/", {"id": new_id(), "seen": 1}).headers["Location"]
        == f"/expedientes/{case.code}/"
    )
    with acting_as(cast.upe):
        assert now(case).whereabouts == "centre"


def test_few_queries_and_little_weight(cast):
    centre(cast, beds=20)
    cases = [protected(cast) for _n in range(3)]
    for case in cases[:2]:
        kept(cast, case)
    referred(cast, cases[2], "centre", "shelter_place", "Ingreso")
    pages = [
        ("upe", "/plazas/"),
        ("upe", f"/plazas/?para={cases[2].code}"),
        ("centre", "/mi-centro/"),
        ("centre", "/mi-centro/perfil/"),
    ]
    for who, url in pages:
        client = signed_in(cast, who)
        client.get(url)
        with counted(12):
            page = client.get(url)
        assert page.status_code == 200 and weight(page) <= 25 * 1024, url
