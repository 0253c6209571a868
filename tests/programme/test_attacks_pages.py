"""Every address of the partnership, asked by those whose it is not: what is there and what is not give the same answer."""

import re
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest

from amparo.core.ids import new_id
from amparo.programme.urls import urlpatterns
from tests.cases.pages import signed_in
from tests.programme.foreign import MARK, everything, strangers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]

# part of an address → the row whose id follows
KINDS = {
    "adjudicaciones/<": "award", "subacuerdos/<": "subaward", "visitas/<": "award_visit", "hallazgos/<": "award_finding", "medidas/<": "point",
    "convocatorias/<": "solicitation", "umbrales/<": "threshold", "informes/<uuid": "report", "valores/<": "result", "plan/<": "work_item",
    "senales/<": "signal", "lugares/<": "risk_place", "cifras/<": "claim", "sf425/<": "award", "puestos/<uuid": "head_count",
    "territorio/<": "territory", "dialogo/<": "dialogue", "eleccion/<": "choice", "quitar/<": "agenda", "registro/<": "entry", "participan/<": "seat", "presupuesto/<uuid": "phase",
    "<slug:about>/<": "entry", "acuerdo/<": "choice", "paquete/<": "choice", "calidad/<": "choice",
}  # fmt: skip
SLUGS = {"region": "08", "step": "start", "about": "entry", "indicator": "P1", "organisation": "test-ilo", "entity": "test-mimp"}
INTS = {"number": 1, "year": 2026, "quarter": 1}
PUBLIC = {"certificate_check", "certificate_of", "public_compacts", "compact_list", "compact_begin", "organisation_new"}


def address(pattern, rows, code, there):
    """The address with what is there, or with what is not."""
    route = str(pattern.pattern)

    def put(found):
        converter, name = found[0][1:-1].split(":")
        if name == "code":
            return code
        if converter == "uuid":
            kind = next(
                (
                    kind
                    for part, kind in KINDS.items()
                    if route[: found.end()].endswith(part + found[0].removeprefix("<")) or part in route
                ),
                None,
            )
            assert kind, route
            return str(rows[kind].pk if there else uuid4())
        if converter == "int":
            return str(INTS[name] if there else 7)
        if name in SLUGS:
            return SLUGS[name]
        return rows[name].code if there and name in rows else "nada" if not there else "nada"

    return "/" + re.sub(r"<[^>]+>", put, route)


def plain(page, *words):
    """The answer without what differs by itself."""
    text = page.content.decode()
    for word in words:
        text = text.replace(word, "").replace(quote(word, safe=""), "").replace(quote(word), "")
    text = re.sub(r'(name="csrfmiddlewaretoken" value|name="id" value|nonce)="[^"]*"', "", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)
    return (
        page.status_code,
        re.sub(r"csrf[^\"' ]*[\"'][^\"']*[\"']", "", text),
        page.headers.get("Location", "").split("?")[0].replace(words[-1], ""),
    )


def ask(client, where, method):
    if method == "get":
        return client.get(where)
    return client.post(where, {"id": str(new_id()), "seen": 1, "words": MARK, "decision": "accept"})


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_one_answer_whatever_is_there(compact, method):
    rows = everything(compact).rows
    wrong = []
    for who in strangers(compact)[:2]:  # the roles that may most
        client = signed_in(compact.cast, who)
        for pattern in urlpatterns:
            if pattern.name in PUBLIC:
                continue
            here, gone = (
                address(pattern, rows, code, there) for code, there in ((compact.compact.code, True), ("no-hay-tal", False))
            )
            one, other = ask(client, here, method), ask(client, gone, method)
            if plain(one, here) != plain(other, gone) or one.status_code in (200, 302, 409, 500) or MARK in one.content.decode():
                wrong.append((who, pattern.name, one.status_code, other.status_code))
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_partner_gets_one_answer_for_what_is_not_his(compact, method):
    """Rows of the first partner, and rows that do not exist, under a compact he takes part in."""
    rows = everything(compact).rows
    theirs = {
        "award",
        "subaward",
        "award_visit",
        "award_finding",
        "point",
        "solicitation",
        "report",
        "result",
        "work_item",
        "signal",
        "risk_place",
        "entry",
    }
    wrong = []
    for who in ("other_partner", "other_subrecipient"):
        client = signed_in(compact.cast, who)
        for pattern in urlpatterns:
            route = str(pattern.pattern)
            kinds = {kind for part, kind in KINDS.items() if part in route}
            slugs = {name for name in ("training", "campaign", "entry") if f"<slug:{name}>" in route}
            if not ((kinds & theirs) or slugs) or pattern.name in PUBLIC:
                continue
            here, gone = (address(pattern, rows, compact.compact.code, there) for there in (True, False))
            one, other = ask(client, here, method), ask(client, gone, method)
            if plain(one, here) != plain(other, gone) or one.status_code in (200, 302, 409, 500):
                wrong.append((who, pattern.name, one.status_code, other.status_code))
    assert wrong == []


def pages_of(compact):
    """Every page of the compact that lists or sums."""
    code = compact.compact.code
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if "<slug:code>" in route and not re.search(r"<uuid|<slug:(?!code|region|organisation|indicator)", route):
            found = re.sub(
                r"<[^>]+>",
                lambda m: {"code": code, **{k: str(v) for k, v in {**SLUGS, **INTS}.items()}}.get(
                    m[0][1:-1].split(":")[1], "nada"
                ),
                route,
            )
            yield f"/{found}"


def test_no_page_says_a_word_of_what_is_not_in_sight(compact):
    """Lists, sums, calendar, journal, its file, quick find, desk: nothing of the first partner's stands on another's page."""
    rows = everything(compact).rows
    hidden = [
        MARK,
        "F-1-A",
        "F-2",
        "1234.56",
        "1.234,56",
        "1 234.56",
        "98765",
        *(
            str(row.pk)
            for kind, row in rows.items()
            if kind
            in (
                "award",
                "subaward",
                "unsigned",
                "visit",
                "finding",
                "point",
                "result",
                "report",
                "work_item",
                "entry",
                "solicitation",
            )
        ),
    ]
    wrong = []
    for who in ("other_partner", "other_subrecipient", "outsider_crtp", "cmnp"):
        client = signed_in(compact.cast, who)
        for where in (*pages_of(compact), "/", f"/buscar/?q={MARK}", "/buscar/?q=F-1-A", "/avisos/", "/tareas/"):
            page = client.get(where)
            assert page.status_code != 500, (who, where)
            if page.status_code == 200:
                told = page.content.decode()
                wrong += [
                    (who, where, word)
                    for word in hidden
                    if word
                    in told.replace(f"q={MARK}", "")
                    .replace(f'value="{MARK}"', "")
                    .replace('value="F-1-A"', "")
                    .replace("q=F-1-A", "")
                ]
    assert wrong == []


def test_ids_in_addresses_are_ids(compact):
    rows = everything(compact).rows
    assert all(isinstance(row.pk, UUID) for row in rows.values())
