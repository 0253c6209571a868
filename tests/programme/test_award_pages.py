"""The pages of awards, sub-awards and calls: what they show, to whom, in how many queries, and that every form works."""

import re
from datetime import date
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.models import (
    ActionPoint,
    Award,
    AwardAmendment,
    BudgetLine,
    Finding,
    PartnerPeriod,
    SafeguardingCheck,
    Solicitation,
    SubAward,
    Visit,
)
from tests.cases.pages import counted, signed_in, text
from tests.programme import grants
from tests.programme.money import post as post_entry
from tests.programme.pages import get, post, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]
HOME = "/alianza/test-2025/"
KINDS = {"Award": "adjudicaciones", "SubAward": "subacuerdos", "Solicitation": "convocatorias"}


def url(row, *more):
    return "/alianza/" + "/".join([KINDS[type(row).__name__], str(row.pk), *more]) + "/"


def version(row, made, who="us"):
    return grants.now(row, who, made).version


def only(model, made, who="us", **wanted):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return model.objects.visible_to(actor).get(**wanted)


def full(made):
    """An award with everything under it."""
    award = grants.signed(made, cost_share=Decimal(500))
    sub = grants.sub_signed(made, award)
    about = grants.finding(made, award)
    grants.point(made, about)
    grants.visit(made, award)
    grants.finding(made, subaward=sub)
    grants.on(made, "us", "amend_award", award, facts=grants.amendment("cost", amount=Decimal(5), ends=PartialDate(2029, 5)))
    grants.on(made, "us", "rate_risk", sub, rating="high", on=grants.DAY, reasons="Cambió su equipo.")
    grants.do(
        made, "us", "check_safeguarding", award=award.pk, subaward=None, on=date(2025, 1, 1), answers=grants.answers(policy="no")
    )
    lines = (act.LineFacts("personnel", Decimal(100), 1, "08"),)
    grants.on(made, "partner", "propose_budget", award, subaward=None, lines=lines)
    post_entry(made, "disbursement", 700, by="us", award=award.pk)
    return award, sub


def test_every_page_in_at_most_twelve_queries_and_the_list_says_what_is_overdue(compact):
    award, sub = full(compact)
    for address in (f"{HOME}socios/", url(award), url(sub), f"{HOME}socios/test-ilo/"):
        get(compact, "us", address)  # code lists are read once a process
        for who in ("us", "peru", "partner", "evaluator"):
            client = signed_in(compact.cast, who)
            with counted(12):
                page = client.get(address)
            assert page.status_code == 200 and 'role="alert"' not in text(page)
    page = get(compact, "us", f"{HOME}socios/")
    assert "1 vencido" in page and "S-1" in page and "Debió informarse hasta el 30/04/2026" in page


def test_two_hundred_awards_are_listed_in_as_many_queries_as_one(compact):
    us, more = compact.cast.us, range(200)
    own = {"compact": compact.compact, "unit_id": us.unit_id, "by": us.user_code, "state": "active", "reach": "award"}
    with acting_as(us):
        rows = Award.objects.bulk_create(
            [Award(number=f"B-{n}", recipient=compact.organisations["ilo"], title_es="x", regions=["08"], **own) for n in more]
        )
        Visit.objects.bulk_create(
            [Visit(award=row, planned_on=date(2026, 1, 1), purpose="x", **{**own, "state": "planned"}) for row in rows]
        )
        subs = SubAward.objects.bulk_create(
            [
                SubAward(award=row, number=f"B-{row.number}-S", recipient=compact.organisations["chs"], title_es="x", **own)
                for row in rows
            ]
        )
    for address in (f"{HOME}socios/", f"{HOME}socios/test-ilo/", f"{HOME}socios/test-chs/", url(rows[0]), url(subs[0])):
        client = signed_in(compact.cast, "us")
        client.get(address)
        with counted(12):
            page = client.get(address)
        assert page.status_code == 200
    assert get(compact, "us", f"{HOME}socios/").count('class="code" href="/alianza/adjudicaciones/') >= 200


def test_the_page_of_an_award_shows_route_money_changes_and_what_watches_over_it(compact):
    award, sub = full(compact)
    page = get(compact, "us", url(award))
    for words in (
        'aria-current="step"', "100\u202f005", "31 de diciembre de 2028", "mayo de 2029", "Falta el código de conducta", "Firmar el código",
        "No cumple", "Venció.", "Qué falta para cerrar", "Faltan distribuir", f"dinero/sf425/{award.pk}", "cuenta=expended", "S-1-A",
    ):  # fmt: skip
        assert words in page, words
    page = get(compact, "us", url(sub))
    assert "Cambió su equipo." in page and "S-1" in page and "Debió informarse" in page
    english = signed_in(compact.cast, "us").get(url(award), headers={"accept-language": "en"})
    assert english.status_code == 200


def test_what_nobody_knows_is_shown_as_unknown_and_never_as_nothing(compact):
    facts = grants.sub_facts(compact, "IDL", "idl", amount=None, starts=None, ends=None)
    row = grants.do(
        compact, "us", "record_subaward", compact=compact.compact.pk, facts=facts, signed_on=None, closed=False
    )  # fmt: skip
    page = get(compact, "us", url(row))
    assert "No se sabe qué adjudicación" in page and "Ninguna fuente lo dice" in page and page.count("No se sabe") >= 6
    assert "US$\xa00" not in page
    assert "No se sabe qué adjudicación" in get(compact, "us", f"{HOME}socios/")
    assert "subacuerdos/registrar" not in get(compact, "peru", f"{HOME}socios/")
    assert "subacuerdos/registrar" not in get(compact, "partner", f"{HOME}socios/")


def test_who_opens_which_page(compact):
    award, sub = full(compact)
    draft = grants.draft(compact, "D-1")
    for who, statuses in {
        "us": (200, 200, 200), "peru": (200, 200, 404), "evaluator": (200, 200, 404), "partner": (200, 200, 404),
        "other_partner": (404, 404, 404), "subrecipient": (404, 200, 404), "other_subrecipient": (404, 404, 404),
        "crtp": (200, 200, 404), "outsider_crtp": (404, 404, 404), "cmnp": (404, 404, 404),
    }.items():  # fmt: skip
        for row, status in zip((award, sub, draft), statuses, strict=True):
            get(compact, who, url(row), status)
        home = get(compact, who, f"{HOME}socios/")
        assert (str(award.pk) in home, str(sub.pk) in home, str(draft.pk) in home) == tuple(status == 200 for status in statuses)
    for who in ("outsider", "officer", "admin"):
        assert signed_in(compact.cast, who).get(f"{HOME}socios/").status_code in (403, 404)
        assert signed_in(compact.cast, who).get(url(award)).status_code in (403, 404)


def test_the_subrecipient_page_names_no_award_it_may_not_see(compact):
    _award, sub = full(compact)
    page = get(compact, "subrecipient", url(sub))
    assert "Una adjudicación que usted no ve" in page and ">S-1<" not in page


def test_the_subrecipient_reads_under_whom_it_works_where_the_record_says_so(compact):
    award, sub = full(compact)
    us = compact.cast.us
    with acting_as(us):
        PartnerPeriod.objects.create(
            compact=compact.compact,
            organisation=sub.recipient,
            role="sub",
            prime=award.recipient,
            unit_id=us.unit_id,
            by=us.user_code,
        )
    for address in (url(sub), f"{HOME}socios/", f"{HOME}socios/{sub.recipient.code}/"):
        page = get(compact, "subrecipient", address)
        assert award.recipient.short_name in page and ">S-1<" not in page and "que usted no ve" not in page, address


def test_the_donor_takes_an_award_from_the_call_to_the_close_out_by_the_pages(compact):
    post(
        compact,
        "us",
        f"{HOME}convocatorias/nueva/",
        number="C-1",
        title_es="Proteger",
        currency="USD",
        closes="abril 2026",
        regions=["08"],
    )
    call = only(Solicitation, compact, number="C-1")
    for step in ("abrir", "cerrar"):
        post(compact, "us", url(call, step), seen=version(call, compact))
    assert "C-1" in get(compact, "peru", url(call))
    recipient = str(compact.organisations["ilo"].pk)
    facts = {
        "title_es": "Proteger",
        "recipient": recipient,
        "currency": "USD",
        "starts": "1/1/2026",
        "regions": ["08"],
        "objectives": ["1"],
    }
    page = refused(compact, "us", f"{HOME}adjudicaciones/nueva/", number="N-1", amount="mucho", **facts)
    assert "Escriba el monto con números" in page and 'value="N-1"' in page
    post(
        compact,
        "us",
        f"{HOME}adjudicaciones/nueva/",
        number="N-1",
        amount="12 500.50",
        ends="31/12/2028",
        solicitation=str(call.pk),
        **facts,
    )
    row = only(Award, compact, number="N-1")
    assert (row.amount, row.solicitation_id, row.regions, row.objectives) == (Decimal("12500.50"), call.pk, ["08"], [1])
    assert 'value="N-1"' in get(compact, "us", url(row, "corregir"))
    post(compact, "us", url(row, "corregir"), seen=1, number="N-2", amount="13 000", ends="31/12/2028", **facts)
    post(compact, "us", url(row, "firmar"), seen=2, on="2026-03-02")
    page = refused(
        compact, "us", url(row, "modificar"), version(row, compact), kind="cost", amount="5", signed_on="2026-03-03", ends="2025"
    )
    assert "Termina antes de que la adjudicación empiece" in page
    post(
        compact,
        "us",
        url(row, "modificar"),
        seen=version(row, compact),
        kind="cost",
        amount="5",
        signed_on="2026-03-03",
        ends="2029",
    )
    assert only(AwardAmendment, compact, award=row).delta == 5
    post(compact, "us", url(row, "paso", "terminar"), seen=version(row, compact))
    grants.finding(compact, row)
    page = refused(compact, "us", url(row, "cerrar"), version(row, compact), on="2026-11-20")
    assert "Todavía no se puede cerrar" in page and "Hallazgos por cerrar: 1" in page
    about = only(Finding, compact, award=row)
    post(compact, "us", f"/alianza/hallazgos/{about.pk}/cerrar/", seen=1)
    post(compact, "us", url(row, "cerrar"), seen=version(row, compact), on="2026-11-20")
    assert only(Award, compact, pk=row.pk).state == "closed" and "20 de noviembre de 2026" in get(compact, "us", url(row))


def test_the_prime_takes_a_sub_award_and_the_budgets_through_their_pages(compact):
    award = grants.signed(compact)
    facts = {"title_es": "Acompañar", "regions": ["08"], "number": "N-S", "amount": "40000"}
    new = url(award, "subacuerdos", "nuevo")
    assert f'value="{compact.organisations["ilo"].pk}"' not in get(compact, "partner", new)
    page = refused(compact, "partner", new, recipient=str(compact.organisations["chs"].pk), **{**facts, "amount": "100001"})
    assert "sin comprometer" in page
    post(compact, "partner", new, recipient=str(compact.organisations["chs"].pk), **facts)
    sub = only(SubAward, compact, "partner", number="N-S")
    post(compact, "partner", url(sub, "firmar"), seen=1, on="2026-03-02")
    post(
        compact,
        "partner",
        url(sub, "modificar"),
        seen=version(sub, compact),
        kind="de_obligation",
        amount="10000",
        signed_on="2026-03-03",
    )
    post(
        compact, "partner", url(sub, "riesgo"), seen=version(sub, compact), rating="low", on="2026-03-05", reasons="Sin cambios."
    )
    post(compact, "partner", url(sub, "informado"), seen=version(sub, compact), on="2026-04-02")
    line = {"objective_0": "1", "region_0": "08", "category_0": "travel", "amount_0": "30 000"}
    page = refused(compact, "subrecipient", url(sub, "presupuesto"), version(sub, compact), **{**line, "category_0": ""})
    assert "Escriba la categoría y el monto de esta línea" in page and 'value="30 000"' in page
    post(compact, "subrecipient", url(sub, "presupuesto"), seen=version(sub, compact), **line)
    post(compact, "partner", url(sub, "presupuesto", "aprobar"), seen=version(sub, compact))
    assert only(BudgetLine, compact, subaward=sub).verified
    assert "selected" in get(compact, "subrecipient", url(sub, "presupuesto"))
    post(compact, "partner", url(award, "presupuesto"), seen=version(award, compact), category_0="other", amount_0="99999")
    refusal = post(compact, "us", url(award, "presupuesto", "aprobar"), 400, version(award, compact))
    assert "faltan US$\xa01 por distribuir" in refusal
    for step in ("terminar", "cerrar"):
        status = 302 if step == "terminar" else 400
        post(compact, "partner", url(sub, "paso", step), status, version(sub, compact))


def test_visits_findings_measures_and_checks_through_their_pages(compact):
    award, sub = compact.award, compact.subaward
    post(compact, "us", url(award, "visitas", "nueva"), on=str(grants.in_days(4)), purpose="Ver el centro.")
    visit = only(Visit, compact, award=award)
    post(compact, "us", f"/alianza/visitas/{visit.pk}/hecha/", seen=1, on=str(grants.in_days(0)), conclusion="Falta algo.")
    post(compact, "us", url(award, "hallazgos", "nuevo"), text="Falta el código.", severity="high", visit=str(visit.pk))
    about = only(Finding, compact, award=award)
    owner = str(compact.organisations["ilo"].pk)
    post(
        compact, "us", f"/alianza/hallazgos/{about.pk}/medida/", seen=1, text="Firmarlo.", owner=owner, due=str(grants.in_days(9))
    )
    point = only(ActionPoint, compact, finding=about)
    assert "Ya está hecha" in get(compact, "partner", url(award)) and "Ya está hecha" not in get(compact, "us", url(award))
    post(compact, "partner", f"/alianza/medidas/{point.pk}/hecha/", seen=1)
    post(compact, "us", f"/alianza/medidas/{point.pk}/verificar/", seen=2)
    post(compact, "us", f"/alianza/hallazgos/{about.pk}/cerrar/", seen=version(about, compact))
    post(compact, "us", f"/alianza/hallazgos/{about.pk}/reabrir/", seen=version(about, compact))
    answers = {f"standard_{name}": value for name, value in grants.answers(policy="partly")}
    page = refused(
        compact, "partner", url(sub, "proteccion", "nueva"), on=str(grants.in_days(0)), **{**answers, "standard_policy": ""}
    )
    assert "Tiene una política de protección" in page
    post(compact, "partner", url(sub, "proteccion", "nueva"), on=str(grants.in_days(0)), **answers)
    assert only(SafeguardingCheck, compact, subaward=sub).result == "partly"
    post(compact, "partner", url(sub, "visitas", "nueva"), on=str(grants.in_days(4)), purpose="Ver el centro.")
    other = only(Visit, compact, subaward=sub)
    post(compact, "partner", f"/alianza/visitas/{other.pk}/cancelar/", seen=1)
    post(compact, "partner", url(award, "visitas", "nueva"), 403, on=str(grants.in_days(4)), purpose="x")


def test_forms_that_are_not_theirs_do_not_open(compact):
    award, sub = full(compact)
    for address, who in (
        (url(award, "firmar"), "peru"), (url(award, "modificar"), "partner"), (f"{HOME}adjudicaciones/nueva/", "peru"),
        (url(award, "subacuerdos", "nuevo"), "us"), (url(sub, "firmar"), "subrecipient"), (url(award, "presupuesto"), "peru"),
        (url(sub, "riesgo"), "subrecipient"), (url(award, "proteccion", "nueva"), "partner"), (url(award, "cerrar"), "evaluator"),
        (f"{HOME}subacuerdos/registrar/", "peru"), (url(sub, "informado"), "crtp"),
    ):  # fmt: skip
        assert signed_in(compact.cast, who).get(address).status_code in (403, 404), (address, who)


def test_the_threshold_is_changed_on_its_page_and_the_list_says_where_it_was_read(compact):
    grants.draft(compact)
    page = get(compact, "us", f"{HOME}socios/")
    assert "30\u202f000" in page and "2 CFR 170" in page and "Una fuente dice US$ 25 000" in page and "Por verificar" in page
    address = re.search(r"/alianza/umbrales/[0-9a-f-]+/", page).group()
    post(compact, "us", address, seen=1, amount="25 000", currency="USD", since="2026-10-01", verified="on")
    page = get(compact, "us", f"{HOME}socios/")
    assert "25\u202f000" in page and "Una fuente dice" not in page
    assert signed_in(compact.cast, "peru").get(address).status_code in (403, 404)


def test_the_desk_leads_to_the_page(compact):
    grants.visit(compact, compact.award)
    page = text(signed_in(compact.cast, "us").get("/"))
    assert f"/alianza/adjudicaciones/{compact.award.pk}/" in page and "Haga la visita de seguimiento" in page
