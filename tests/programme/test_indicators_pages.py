"""The pages of indicators: cards, one indicator, forms; who sees whose values; few queries however many values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Indicator, Result, Target
from amparo.programme.rules_indicators import PartFacts
from tests.cases.pages import counted as queries_counted
from tests.cases.pages import signed_in, text, weight
from tests.programme.figures import counted, definition, indicator, now, record, sent, targets, value

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 1


def page(compact, who, name, *more, **query):
    return signed_in(compact.cast, who).get(reverse(name, args=[compact.compact.code, *more]), query)


def main(response):
    return text(response).split("<main")[1].split("<footer")[0]


def filled(response, **answers):
    """The hidden fields of a form's page, and the answers."""
    form = response.context["form"]
    given = {name: form.initial.get(name) for name in form.fields if form.initial.get(name) not in (None, "")}
    return {**given, **answers}


def test_the_cards_show_target_value_light_and_what_is_missing(compact):
    row = indicator(compact, "P2", baseline=Decimal(3))
    targets(compact, row, {YEAR: 30})
    counted(compact, row, value(16, YEAR, 1))
    body = main(page(compact, "us", "indicators"))
    assert 'role="img"' in body and "Indicador P2" in body
    assert "al menos 16 frente a 30" in body and "Faltan 3 periodos del año." in body
    assert "<table" in body and "base 3" in body
    counted(compact, indicator(compact, "P3"), value(16, YEAR, 0))
    assert "una meta que nadie acordó" in main(page(compact, "us", "indicators"))


def test_below_the_target_is_not_red(compact):
    row = indicator(compact)
    targets(compact, row, {YEAR: 30})
    counted(compact, row, value(16, YEAR, 0))
    body = main(page(compact, "us", "indicator", "X1"))
    assert "Bajo la meta" in body and 'class="badge late"' not in body


def test_an_indicator_shows_its_birth_certificate_and_where_every_value_comes_from(compact):
    row = indicator(compact, "A3", kind="ratio", links=(("sdg", "16.2"), ("policy2030", "OP3"), ("compact", "2")))
    targets(compact, row, {YEAR: 70})
    facts = value(
        None, YEAR, 0, numerator=Decimal(57), denominator=Decimal(100), method="Registro", explanation_es="Faltó personal."
    )
    counted(compact, row, facts)
    body = main(page(compact, "partner", "indicator", "A3"))
    for words in (
        "Partida de nacimiento",
        "Con plan",
        "En protección",
        "57 de 100",
        "-13",
        "Faltó personal.",
        "Sin fuente",
        "Registro",
    ):
        assert words in body, words
    assert "?sirve=sdg:16.2" in body and "Sirve a" in body
    listed = main(page(compact, "us", "indicators", sirve="sdg:16.2"))
    assert "Indicador A3" in listed
    assert "Indicador A3" not in main(page(compact, "us", "indicators", sirve="sdg:8.7"))


def test_a_restated_value_stays_on_the_page_with_its_date(compact):
    cast = compact.cast
    old = counted(compact, indicator(compact), value(5, YEAR, 0))
    with acting_as(cast.us):
        seen = Result.objects.get(pk=old.pk).version
        facts = value(7, YEAR, 0, explanation_es="Llegó Puno.")
        act.correct_result(id=new_id(), seen=seen, result=old.pk, facts=facts, by=cast.us)
    body = main(page(compact, "us", "indicator", "X1"))
    assert "<s>5</s>" in body and "Antes decía 5" in body and "Llegó Puno." in body


def test_regions_and_parts_are_shown_apart(compact):
    row = indicator(compact)
    targets(compact, row, {YEAR: 9}, region="08")
    for region, women in (("08", 3), ("16", 4)):
        parts = (PartFacts("sex", "female", Decimal(women)), PartFacts("sex", "male", Decimal(1)))
        counted(compact, row, value(women + 1, YEAR, 0, region=region, parts=parts))
    body = main(page(compact, "us", "indicator", "X1"))
    regions, parts = body.split('id="regiones"')[1].split("</section>")[0], body.split('id="partes"')[1].split("</section>")[0]
    assert ">4<" in regions and ">5<" in regions and "Sin meta" in regions
    assert ">7<" in parts and ">2<" in parts


def test_a_draft_of_a_partner_is_on_nobody_elses_page(compact):
    cast = compact.cast
    row = indicator(compact)
    draft = record(compact, row, value(987, YEAR, 1, award=compact.award.pk), cast.partner)
    assert "987" in main(page(compact, "partner", "indicator", "X1"))
    for name in ("us", "peru", "other_partner", "subrecipient", "evaluator", "crtp", "cmnp"):
        assert "987" not in main(page(compact, name, "indicator", "X1")), name
        client = signed_in(cast, name)
        assert client.post(reverse("result_step", args=[draft.pk, "validate"]), {"id": new_id(), "seen": 1}).status_code == 404
        assert client.get(reverse("result_change", args=[draft.pk])).status_code in (403, 404)


def test_a_value_is_recorded_sent_validated_and_published_on_its_pages(compact):
    cast = compact.cast
    row = indicator(compact)
    us, peru = signed_in(cast, "us"), signed_in(cast, "peru")
    address = reverse("result_new", args=[compact.compact.code, "X1"])
    sent_form = filled(us.get(address), period=f"{YEAR}-01-01_{YEAR}-03-31", value="12", **{"part_sex-female": "9"})
    wrong = us.post(address, sent_form)
    assert "Las partes no suman el total" in text(wrong) and 'value="12"' in text(wrong), "nothing typed is lost"
    assert us.post(address, {**sent_form, "part_sex-male": "3"}).status_code == 302
    with acting_as(cast.us):
        result = Result.objects.get(indicator=row)
    for client, step, state in ((us, "send", "sent"), (peru, "validate", "validated"), (us, "publish", "published")):
        seen = now(Result, result, cast.us).version
        assert client.post(reverse("result_step", args=[result.pk, step]), {"id": new_id(), "seen": seen}).status_code == 302
        assert now(Result, result, cast.us).state == state
    assert "Publicado" in main(us.get(reverse("indicator", args=[compact.compact.code, "X1"])))


def test_a_draft_is_changed_and_a_sent_value_corrected_on_their_pages(compact):
    cast = compact.cast
    row = indicator(compact)
    us = signed_in(cast, "us")
    draft = record(compact, row, value(5, YEAR, 1))
    address = reverse("result_change", args=[draft.pk])
    assert us.post(address, filled(us.get(address), value="6")).status_code == 302
    assert now(Result, draft, cast.us).value == 6
    given = sent(compact, row, value(5, YEAR, 2))
    address = reverse("result_correct", args=[given.pk])
    assert "Explique por qué cambia" in text(us.post(address, filled(us.get(address), value="8")))
    assert us.post(address, filled(us.get(address), value="8", explanation_es="Se contó otra vez.")).status_code == 302
    assert now(Result, given, cast.us).state == "corrected"


def test_a_value_sent_back_shows_to_its_writer(compact):
    cast = compact.cast
    result = sent(compact, indicator(compact), value(5, YEAR, 1, award=compact.award.pk), cast.partner)
    client = signed_in(cast, "peru")
    assert "Devolver" in main(client.get(reverse("indicator", args=[compact.compact.code, "X1"])))
    client.post(reverse("result_step", args=[result.pk, "send_back"]), {"id": new_id(), "seen": result.version})
    body = main(page(compact, "partner", "indicator", "X1"))
    assert "Borrador" in body and "Cambiar" in body


def test_an_indicator_is_taken_from_the_library_and_gets_its_targets(compact):
    cast = compact.cast
    us = signed_in(cast, "us")
    assert "Biblioteca" in main(page(compact, "us", "indicator_library"))
    address = reverse("indicator_define", args=[compact.compact.code]) + "?de=A5"
    answer = us.post(address, filled(us.get(address)))
    assert answer.status_code == 302, answer.context["form"].errors
    with acting_as(cast.us):
        row = Indicator.objects.get(code="A5")
        assert {link.framework for link in row.links.all()} == {"compact", "policy2030", "sdg"}
    us.post(
        reverse("indicator_baseline", args=[compact.compact.code, "A5"]),
        {"id": new_id(), "seen": 1, "value": "31", "year": "2024"},
    )
    address = answer["Location"]
    refused = us.post(address, filled(us.get(address), **{f"year_{YEAR + 1}": "20"}))
    assert "queda por debajo de la línea base" in text(refused) and 'value="20"' in text(refused)
    assert us.post(address, filled(us.get(address), **{f"year_{YEAR + 1}": "70"})).status_code == 302
    with acting_as(cast.us):
        assert [target.value for target in Target.objects.all()] == [70]


def test_a_quality_note_is_written_and_mended_on_the_page(compact):
    indicator(compact)
    us = signed_in(compact.cast, "us")
    address = reverse("indicator_quality", args=[compact.compact.code, "X1"])
    assert us.post(address, filled(us.get(address), kind="late", words="Llega tarde.")).status_code == 302
    body = main(page(compact, "us", "indicator", "X1"))
    assert "Llega tarde." in body and "Abierto" in body
    note = body.split("/alianza/calidad/")[1].split("/")[0]
    us.post(reverse("indicator_mend", args=[note]), {"id": new_id(), "seen": 1})
    assert "Resuelto" in main(page(compact, "us", "indicator", "X1"))


@pytest.mark.parametrize("name", ["indicator_define", "indicator_library"])
def test_who_defines_nothing_has_no_such_page(compact, name):
    for who in ("partner", "subrecipient", "evaluator", "crtp"):
        assert page(compact, who, name).status_code in (403, 404), who


def many(compact, count):
    """Values of thirty indicators over years and regions, published, written straight into the table."""
    us = compact.cast.us
    day = date(2020, 1, 1)
    with acting_as(us):
        rows = [
            act.define_indicator(id=new_id(), seen=0, compact=compact.compact.pk, facts=definition(f"X{n}"), by=us)
            for n in range(30)
        ]
        results = []
        for n in range(count):
            quarter, region = divmod(n // 30, 25)
            starts = date(2020 + quarter // 4, 1 + 3 * (quarter % 4), 1)
            results.append(Result(
                compact=compact.compact, indicator=rows[n % 30], unit_id=us.unit_id, by=us.user_code, starts=starts,
                ends=(starts + timedelta(days=80)), value=Decimal(n % 7), state="published", known_on=day, reach="compact",
                regions=[f"{region + 1:02d}"],
            ))  # fmt: skip
        Result.objects.bulk_create(results, batch_size=500)


@pytest.mark.parametrize("who", ["us", "partner"])
def test_five_thousand_values_take_twelve_queries(compact, who):
    many(compact, 5000)
    client = signed_in(compact.cast, who)
    for name, more in (("indicators", ()), ("indicator", ("X1",))):
        address = reverse(name, args=[compact.compact.code, *more])
        client.get(address)
        with queries_counted(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert weight(answer) < 25_000
