"""Community signals: nobody in them, handed to the nearest unit that opens alerts, by an address and no more."""

from datetime import date

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk import kinds, providers
from amparo.desk.models import Task
from amparo.desk.subjects import Subject
from amparo.programme import actions as act
from amparo.programme.actions.signals import HANDED, nearest
from amparo.programme.models import CommunitySignal
from amparo.programme.queries import prevention
from amparo.programme.queries.narrow import Narrow
from tests.cases.pages import signed_in, text
from tests.programme.parts.activities import CUSCO, signal

pytestmark = pytest.mark.django_db
PERSONAL = {"name", "words", "text", "age", "sex", "address", "phone", "person"}


def hand(made, row, by="partner"):
    with acting_as(made.cast.actors[by]) as actor:
        return act.hand_signal(id=new_id(), seen=row.version, signal=row.pk, by=actor)


def tasks():
    with acting_as(system("test")):
        return list(Task.objects.filter(kind=HANDED).select_related("unit"))


def test_a_signal_has_no_room_for_a_person():
    assert not PERSONAL & {field.name for field in CommunitySignal._meta.get_fields()}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "gossip"},
        {"district": "08"},
        {"district": "999999"},
        {"seen": PartialDate(2099)},
        {"seen": PartialDate(2099, 5, 1)},
    ],
)
def test_what_cannot_be_right_is_sent_back(compact, facts):
    with pytest.raises(Invalid):
        signal(compact, **facts)


def test_handing_gives_the_nearest_unit_a_task_with_the_address_of_intake(compact):
    row = hand(compact, signal(compact, seen=PartialDate(2026, 3)))
    assert row.state == "handed" and row.handed_at is not None
    (task,) = tasks()
    assert (task.unit.code, task.subject_code) == ("pnp-cusco", row.code)
    kind = kinds.task_kind(task.kind)
    assert kind.url(task) == "/aviso/nuevo/" and kind.by_hand
    assert "Una vigilancia comunitaria avisó" in str(kind.title)


def test_the_hotline_receives_where_nobody_is_nearer(compact):
    hand(compact, signal(compact, district="170101"))
    assert [task.unit.code for task in tasks()] == ["linea-1818"]
    units = compact.cast.units
    units["linea-1818"].active = False
    units["linea-1818"].save()
    assert nearest("170101") is None
    with pytest.raises(Invalid) as problem:
        hand(compact, signal(compact, district="170101"))
    assert "1818" in str(problem.value.messages)
    assert nearest(CUSCO).code == "pnp-cusco"


def test_who_received_it_reads_kind_and_district_and_nothing_else(compact):
    row, kept = hand(compact, signal(compact)), signal(compact)
    officer = compact.cast.officer
    with acting_as(officer):
        assert not CommunitySignal.objects.visible_to(officer).exists()
        told = providers.describe(officer, [Subject("signal", row.pk, row.code), Subject("signal", kept.pk, kept.code)])
    assert set(told) == {row.pk}
    assert told[row.pk].url == "/aviso/nuevo/"
    assert "Traslado" in told[row.pk].who and "Cusco" in told[row.pk].context


def test_a_signal_is_handed_once_or_set_aside(compact):
    row = hand(compact, signal(compact))
    with pytest.raises(Invalid):
        hand(compact, row)
    other = signal(compact)
    with acting_as(compact.cast.partner) as by:
        other = act.dismiss_signal(id=new_id(), seen=other.version, signal=other.pk, by=by)
        assert other.state == "dismissed"
    with pytest.raises(Invalid):
        hand(compact, other)
    assert len(tasks()) == 1


def test_only_ones_own_signal(compact):
    row = signal(compact)
    for who, expected in (
        ("us", Denied),
        ("crtp", Denied),
        ("evaluator", Denied),
        ("other_partner", NotFound),
        ("subrecipient", NotFound),
    ):
        with pytest.raises(expected):
            hand(compact, row, by=who)
    assert hand(compact, signal(compact, "crtp"), by="crtp").state == "handed"


def test_the_page_links_to_intake_with_nothing_in_the_address(compact):
    row = signal(compact)
    client = signed_in(compact.cast, "partner")
    page = text(client.get("/alianza/test-2025/actividades/senales/"))
    assert "/aviso/nuevo/" not in page  # a partner opens no alert; its signal becomes somebody's task
    answer = client.post(f"/alianza/test-2025/actividades/senales/{row.pk}/hand/", {"id": str(new_id()), "seen": "1"})
    assert answer.status_code == 302
    assert "Entregada" in text(client.get("/alianza/test-2025/actividades/senales/"))
    assert (
        client.post(f"/alianza/test-2025/actividades/senales/{row.pk}/fly/", {"id": str(new_id()), "seen": "2"}).status_code
        == 404
    )


def test_signals_narrow_by_region_and_by_when_they_were_seen(compact):
    signal(compact, seen=PartialDate(2026, 3))
    signal(compact, district="160101")
    with acting_as(compact.cast.us) as by:
        for narrow, found in (
            (Narrow(), 2), (Narrow(region="08"), 1), (Narrow(since=date(2026, 3, 31), until=date(2026, 4, 30)), 1),
            (Narrow(until=date(2026, 2, 28)), 0), (Narrow(since=date(2026, 4, 1), until=date(2026, 4, 2)), 0),
        ):  # fmt: skip
            assert len(prevention.signals(by, compact.compact, narrow)) == found, narrow
