"""`./amparo bench programme` in small: its goals are those that were asked for, and hold; the pack is a job that says how far it is."""

from typing import Any

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.config.cli.bench import Result, summary
from amparo.config.server.testing import ThrowAwayServer
from amparo.desk import progress
from amparo.desk.models import Job
from amparo.programme import jobs
from amparo.programme.benches import programme
from tests.cases.pages import signed_in, text
from tests.programme import dialogues as d
from tests.programme.people import Partnership


def test_the_goals_are_those_that_were_asked_for() -> None:
    assert (programme.AWARDS, programme.FACTS, programme.VALUES) == (200, 20_000, 5_000)
    assert programme.GOALS["pages: most queries"] == "<= 12" and programme.GOALS["pack seconds"] == "<= 10"
    assert "pack seconds" not in programme.QUERIES, "in a hurry, queries alone are judged"


def test_it_opens_every_page_and_makes_the_pack(
    fresh_database: str, server: ThrowAwayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMPARO_OWNER_URL", server.owner_url(fresh_database))
    for name, value in {"PARTNERS": 2, "AWARDS": 40, "FACTS": 400, "VALUES": 2000, "FEW": 2}.items():
        monkeypatch.setattr(programme, name, value)
    said: list[str] = []
    answer = summary("programme", Result(**programme.run(quick=True, report=said.append)))
    assert answer["holds"] == {"pages: most queries": True, "pages that fail": True, "pages nobody opens": True}, said
    figures = answer["figures"]
    assert figures["pages"] > 115 and figures["pack figures"] > 20 and figures["pack steps seen"] >= 2


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_door")
def test_the_pack_says_how_far_it_is_while_it_is_made(compact: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    row, us, client = d.prepared(compact), compact.cast.us, signed_in(compact.cast, "us")
    client.post(reverse("pack_ask", args=["test-2025", row.number]), {"id": d.new_id(), "seen": row.version})
    with acting_as(us):
        job = Job.objects.visible_to(us).get(kind=jobs.KIND.code)
    shown = [text(client.get(reverse("job", args=[job.pk])))]
    report = progress.report

    def spoken(*told: Any) -> None:
        report(*told)
        shown.append(text(client.get(reverse("job", args=[job.pk]))))

    monkeypatch.setattr(progress, "report", spoken)
    jobs.make_pack(dialogue=row.pk, user=us.user_id, unit=us.unit_id, job=job.pk, by=us)
    for done, page in enumerate(shown):
        assert f"{done} de 4" in page and f'<progress max="4" value="{done}"' in page
    assert len(shown) == 5 and "Espera su turno." in shown[0] and all("Avanza." in page for page in shown[1:])
    assert "Terminado" in text(client.get(reverse("job", args=[job.pk])))
