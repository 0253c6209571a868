"""One side accepts or disputes what the other recorded, and never changes it; evidence stands beside it."""

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import Notice
from amparo.programme import actions as act
from amparo.programme import relations
from amparo.programme.abouts import ABOUTS, page_of
from amparo.programme.models import Commitment, Evidence, Verdict
from amparo.programme.queries import evidence, verdicts
from tests.cases.pages import signed_in, text
from tests.programme.promises import promised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True


def judge(by, row, *, accepted=True, words="", seen=None):
    with acting_as(by):
        return act.give_verdict(
            id=new_id(), seen=seen or row.version, about="commitment", about_id=row.pk, accepted=accepted, words=words, by=by
        )


def proof(by, row, title="Resolución 12-2026", url="https://www.gob.pe/x", **more):
    with acting_as(by):
        return act.attach_evidence(
            id=new_id(), seen=more.pop("seen", row.version), about="commitment", about_id=row.pk,
            facts=act.EvidenceFacts(title, url, **more), by=by,
        )  # fmt: skip


def columns(row):
    with acting_as(system("test")):
        return Commitment.objects.filter(pk=row.pk).values().get()


@pytest.mark.parametrize(("accepted", "words"), [(True, ""), (False, "Solo abrieron tres.")])
def test_the_other_side_answers_and_the_entry_does_not_change(compact, accepted, words):
    cast, row = compact.cast, promised(compact)
    before = columns(row)
    verdict = judge(cast.us, row, accepted=accepted, words=words)
    assert columns(row) == before
    assert (verdict.party.side, verdict.accepted, verdict.about_version) == ("us", accepted, row.version)
    with acting_as(system("test")):
        notice = Notice.objects.get(unit_id=cast.peru.unit_id, target_id=row.pk)
    assert notice.kind == ("programme.accepted" if accepted else "programme.disputed")


@pytest.mark.parametrize("name", ["peru", "partner", "evaluator", "crtp", "cmnp", "outsider"])
def test_nobody_but_the_other_side_answers(compact, name):
    row = promised(compact)
    with pytest.raises((Denied, NotFound)):
        judge(getattr(compact.cast, name), row)


def test_a_promise_belongs_to_the_side_that_made_it_whoever_wrote_it(compact):
    row = promised(compact)
    with acting_as(compact.cast.us):
        Commitment.objects.filter(pk=row.pk).update(unit_id=compact.cast.us.unit_id)
    assert judge(compact.cast.us, row).accepted
    with pytest.raises(Denied):
        judge(compact.cast.peru, row)


def test_a_dispute_says_why_and_names_nobody(compact):
    row = promised(compact)
    for words in ("", "   "):
        with pytest.raises(Invalid, match="Diga qué objeta"):
            judge(compact.cast.us, row, accepted=False, words=words)
    with pytest.raises(Invalid, match="número de documento"):
        judge(compact.cast.us, row, accepted=False, words="Lo dijo 45678912")
    with acting_as(system("test")):
        assert not Verdict.objects.filter(about_id=row.pk).exists()


def test_an_answer_to_an_older_version_is_a_conflict_and_a_later_change_outdates_it(compact):
    cast, row = compact.cast, promised(compact)
    with pytest.raises(Conflict):
        judge(cast.us, row, seen=9)
    judge(cast.us, row)
    with acting_as(cast.peru):
        Commitment.objects.filter(pk=row.pk).update(version=2)
        row.refresh_from_db()
        party = relations.party_of(cast.peru, compact.compact)
        standing = verdicts.standings(cast.peru, [row], about="commitment", party=party)[row.pk]
    assert standing.accepted and standing.outdated and not standing.may


def test_the_last_word_counts_and_the_earlier_ones_stay(compact):
    cast, row = compact.cast, promised(compact)
    judge(cast.us, row)
    judge(cast.us, row, accepted=False, words="El tercero cerró.")
    with acting_as(cast.partner):
        assert verdicts.latest(cast.partner, [row.pk])[row.pk].words == "El tercero cerró."
        assert [one.accepted for one in verdicts.of(cast.partner, row.pk)] == [False, True]


@pytest.mark.parametrize("name", ["us", "partner", "evaluator", "outsider"])
def test_evidence_is_added_by_the_side_that_promised(compact, name):
    row = promised(compact)
    with pytest.raises((Denied, NotFound)):
        proof(getattr(compact.cast, name), row)
    proof(compact.cast.peru, row, dated=PartialDate(2026, 3))
    with acting_as(compact.cast.partner):
        (one,) = evidence.of(compact.cast.partner, [row.pk])[row.pk]
    assert (one.title, str(one.dated)) == ("Resolución 12-2026", "2026-03")


@pytest.mark.parametrize(
    ("title", "url", "sentence"),
    [(" ", "", "cómo se llama"), ("Acta", "ftp://x", "dirección completa"), ("Acta", "hola", "dirección completa"),
     ("Acta de AMP-7K3Q9DM-X", "", "código de expediente")],
)  # fmt: skip
def test_what_is_no_evidence_is_sent_back_in_one_sentence(compact, title, url, sentence):
    row = promised(compact)
    with pytest.raises(Invalid, match=sentence):
        proof(compact.cast.peru, row, title, url)
    with acting_as(system("test")):
        assert not Evidence.objects.filter(about_id=row.pk).exists()


def test_the_pages_of_answer_and_evidence(compact):
    cast, row = compact.cast, promised(compact)
    base = f"/alianza/{compact.compact.code}"
    us, peru = signed_in(cast, "us"), signed_in(cast, "peru")
    accept = us.post(f"{base}/respuesta/commitment/{row.pk}/aceptar/", {"id": new_id(), "seen": row.version})
    assert accept.status_code == 302 and accept["Location"].startswith(base)
    dispute = f"{base}/respuesta/commitment/{row.pk}/objetar/"
    assert "¿Qué objeta?" in text(us.get(dispute))
    again = us.post(dispute, {"id": new_id(), "seen": row.version, "words": "  "})
    assert again.status_code == 200
    assert us.post(dispute, {"id": new_id(), "seen": row.version, "words": "Falta uno."}).status_code == 302
    assert peru.post(dispute, {"id": new_id(), "seen": row.version, "words": "Falta uno."}).status_code == 403
    new = f"{base}/evidencia/commitment/{row.pk}/nueva/"
    kept = text(peru.post(new, {"id": new_id(), "seen": row.version, "title": "Acta 4", "url": "mala"}))
    assert "Acta 4" in kept and "dirección completa" in kept
    assert peru.post(new, {"id": new_id(), "seen": row.version, "title": "Acta 4"}).status_code == 302
    opened = peru.get(f"/alianza/registro/{row.pk}/")
    assert opened.status_code == 302 and opened["Location"].startswith(base)
    assert signed_in(cast, "outsider").get(f"/alianza/registro/{row.pk}/").status_code in (403, 404)


def test_every_kind_of_entry_has_a_page(compact):
    row = promised(compact)
    assert all(page_of(name, row).startswith("/alianza/") for name in ABOUTS)
