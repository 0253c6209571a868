"""The pages of reports, from the due one to the accepted one; a partner's page shows nothing of another partner."""

from datetime import date

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme.models import Report, ReportVersion
from tests.cases.pages import counted as queries_counted
from tests.cases.pages import signed_in, text, weight
from tests.programme.figures import indicator, now, record, value
from tests.programme.test_reports import Narrative, delivered, do, draft, opened

pytestmark = pytest.mark.django_db


def main(response):
    return text(response).split("<main")[1].split("<footer")[0]


def page(compact, who, name, *args):
    return signed_in(compact.cast, who).get(reverse(name, args=args))


@pytest.fixture
def reports(compact):
    return opened(compact)


def test_the_list_shows_what_is_due_and_overdue_with_the_basis_of_the_day(compact, reports):
    for who, many in (("us", 6), ("partner", 6), ("subrecipient", 3)):
        body = main(page(compact, who, "reports", compact.compact.code))
        assert f"{many} informes están vencidos." in body
        assert "hasta 30 días después" in body and "Por verificar" in body
    body = main(page(compact, "other_partner", "reports", compact.compact.code))
    assert "Todavía no hay informes." in body and "ILO" not in body


def test_a_sent_report_is_not_overdue(compact, reports):
    delivered(compact, reports["A-1", 1], compact.cast.partner)
    assert "5 informes están vencidos." in main(page(compact, "us", "reports", compact.compact.code))


def test_reports_are_opened_on_their_page(compact):
    with acting_as(compact.cast.us):
        award = compact.award
        award.starts = award.ends = None
        award.save()
    us = signed_in(compact.cast, "us")
    address = reverse("report_open", args=[compact.compact.code])
    answers = {"id": new_id(), "seen": 0, "holder": f"award:{award.pk}", "until": "2025-06-01"}
    assert "Nadie sabe cuándo empieza" in text(us.post(address, answers))
    opened(compact, until=date(2025, 3, 1))
    assert us.post(address, {**answers, "id": new_id()}).status_code == 302
    with acting_as(compact.cast.us):
        assert set(Report.objects.filter(subaward=None).values_list("quarter", flat=True)) == {1, 2}


def test_the_story_of_a_report_on_its_pages(compact, reports):
    cast, row = compact.cast, reports["A-1", 1]
    partner, us = signed_in(cast, "partner"), signed_in(cast, "us")
    record(compact, indicator(compact), value(7, 2025, 1, award=compact.award.pk), cast.partner)
    own = reverse("report", args=[row.pk])
    body = main(partner.get(own))
    assert "Lo que se enviará" in body and "X1. Indicador X1" in body and "No se sabe" in body
    assert "Lo que se enviará" not in main(us.get(own))
    write = reverse("report_write", args=[row.pk])
    assert "data-draft-url" in text(partner.get(write))
    refused = partner.post(
        write, {"id": new_id(), "seen": 0, "achievements": "Escriba a ana@example.pe", "next_steps": "Seguir."}
    )
    assert "Quite el número de documento" in text(refused) and "Seguir." in text(refused), "nothing typed is lost"
    assert partner.post(write, {"id": new_id(), "seen": 0, "achievements": "Cuarenta policías."}).status_code == 302
    assert "Cuarenta policías." not in main(us.get(own))
    partner.post(reverse("report_send", args=[row.pk]), {"id": new_id(), "seen": row.version})
    body = main(us.get(own))
    assert "Cuarenta policías." in body and "Aceptar" in body
    back = reverse("report_return", args=[row.pk])
    assert "al menos en una parte" in text(us.post(back, {"id": new_id(), "seen": 2}))
    assert us.post(back, {"id": new_id(), "seen": 2, "money": "Falta el gasto de marzo."}).status_code == 302
    assert "Falta el gasto de marzo." in main(partner.get(own))
    assert "Cuarenta policías." in text(partner.get(write)), "one writes on from the last version"
    partner.post(write, {"id": new_id(), "seen": 0, "achievements": "Cuarenta policías en Cusco."})
    partner.post(reverse("report_send", args=[row.pk]), {"id": new_id(), "seen": 3})
    us.post(reverse("report_accept", args=[row.pk]), {"id": new_id(), "seen": 4})
    assert now(Report, row, cast.us).state == "accepted"
    body = main(partner.get(own))
    assert "Versión 2" in body and "Versión 1" in body and "Aceptada el" in body and "Escribir" not in body
    merged = main(us.get(reverse("report_quarter", args=[compact.compact.code, 2025, 1])))
    assert "Reúne 1 informe aceptado." in merged and "Falta 1" in merged and "X1. Indicador X1" in merged


def test_sending_nothing_says_what_is_missing(compact, reports):
    partner, row = signed_in(compact.cast, "partner"), reports["A-1", 1]
    answer = partner.post(reverse("report_send", args=[row.pk]), {"id": new_id(), "seen": 1}, follow=True)
    assert "Escriba primero qué se logró" in text(answer)


def test_a_partner_never_opens_anothers_report(compact, reports):
    row = reports["A-1", 1]
    draft(compact, row, compact.cast.partner, Narrative("Secreto del socio."))
    for who in ("other_partner", "subrecipient", "other_subrecipient", "cmnp"):
        for name in ("report", "report_write", "report_return"):
            assert page(compact, who, name, row.pk).status_code in (403, 404), (who, name)
    for who in ("us", "peru", "evaluator", "crtp"):
        assert "Secreto del socio." not in text(page(compact, who, "report", row.pk)) or who == "partner", who
    do(compact, "send_report", row, compact.cast.partner)
    assert page(compact, "other_partner", "report", row.pk).status_code == 404
    assert "Secreto del socio." not in main(page(compact, "other_partner", "reports", compact.compact.code))
    with acting_as(compact.cast.other_partner):
        assert not ReportVersion.objects.exists()


def test_the_pages_ask_little(compact, reports):
    cast = compact.cast
    for quarter in (1, 2):
        delivered(compact, reports["A-1", quarter], cast.partner)
        do(compact, "accept_report", reports["A-1", quarter], cast.us)
    draft(compact, reports["A-1", 3], cast.partner)
    code = compact.compact.code
    for who, address in (
        ("us", reverse("reports", args=[code])), ("us", reverse("report", args=[reports["A-1", 1].pk])),
        ("us", reverse("report_quarter", args=[code, 2025, 1])), ("partner", reverse("reports", args=[code])),
        ("partner", reverse("report", args=[reports["A-1", 3].pk])),
    ):  # fmt: skip
        client = signed_in(cast, who)
        client.get(address)
        with queries_counted(12):
            answer = client.get(address)
        assert answer.status_code == 200 and weight(answer) < 25_000


def test_the_desk_leads_the_writer_to_the_report(compact, reports):
    body = text(signed_in(compact.cast, "partner").get("/"))
    assert "Envíe el informe del trimestre." in body and "T1 2025" in body
