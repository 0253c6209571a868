"""The head of a file, the same on all its pages: code, what is missing, facts, clocks, what can be done, the tabs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.verbs import Verb
from amparo.cases import labels
from amparo.cases.offers import Offer, offers
from amparo.cases.queries import clocks
from amparo.cases.queries.file import Sheet
from amparo.desk.models import RunningClock
from amparo.ui import moments
from amparo.ui.components import Action, Clock, Fact, Kind, Link

MOST_CLOCKS, MOST_BUTTONS = 3, 3


@dataclass(frozen=True)
class Tab:
    """A part of the file: an anchor of its page, or a page of its own."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Ask:
    """What is overdue, whose turn it is, and what the reader can do about it."""

    what: str
    more: str
    action: Action | None


@dataclass(frozen=True)
class FileHead:
    """Everything above a file's content."""

    code: str
    badges: Sequence[tuple[Kind, str]]
    ask: Ask | None
    facts: Sequence[Fact]
    clocks: Sequence[Clock]
    more_clocks: Sequence[Clock]
    buttons: Sequence[Action]
    more: Sequence[Action]
    tabs: Sequence[Tab]


def head(sheet: Sheet, found: Sequence[RunningClock] = (), *, here: str = "") -> FileHead:
    """The head of a file. `found` are its running clocks, `here` the url name of the page it stands on."""
    offered = offers(sheet)
    own = [clock for clock in found if clock.target_id is None]
    drawn = [clocks.drawn(clock) for clock in own]
    main = [offer for offer in offered if offer.main]
    shown = main[:MOST_BUTTONS] if len(main) > MOST_BUTTONS else main
    buttons = [_action(sheet, offer, strong=place == 0) for place, offer in enumerate(shown)]
    return FileHead(
        sheet.case.code,
        _badges(sheet),
        ask(sheet, own, offered),
        _facts(sheet),
        drawn[:MOST_CLOCKS],
        drawn[MOST_CLOCKS:],
        buttons[::-1],
        [_action(sheet, offer) for offer in offered if offer not in shown],
        _tabs(sheet, here),
    )


def ask(sheet: Sheet, found: Sequence[RunningClock], offered: Sequence[Offer]) -> Ask | None:
    """What is missing: the longest overdue term, the reader's own before those of others."""
    now = timezone.now()
    late = sorted(
        (clock for clock in found if clocks.overdue(clock, now)), key=lambda c: (c.unit_id != sheet.actor.unit_id, c.due_at)
    )
    if not late or late[0].due_at is None:
        return None
    first = late[0]
    helps = next((offer for offer in offered if first.rule_code in offer.meets), None)
    turn = _("Le toca a usted.") if first.unit_id == sheet.actor.unit_id else _("Le toca a %(unit)s.") % {"unit": first.unit.name}
    what = _("Falta: %(what)s.") % {"what": labels.in_sentence(clocks.name(first))}
    act = _action(sheet, helps, strong=True) if helps else None
    if act is None and first.unit_id == sheet.actor.unit_id:
        act = Action(_("Ver la tarea"), reverse("home"), strong=True)
    return Ask(what, f"{moments.due(late[0].due_at, now)}. {turn}", act)


def crumb(sheet: Sheet) -> Link:
    """The way back to the file from a page about it."""
    return Link(sheet.case.code, reverse("case", args=[sheet.case.code]))


def _action(sheet: Sheet, offer: Offer, *, strong: bool = False) -> Action:
    url = reverse(offer.url_name, args=offer.args(sheet))
    return Action(str(offer.label), url, strong=strong, post=offer.one_click, seen=sheet.case.version)


def _badges(sheet: Sheet) -> list[tuple[Kind, str]]:
    case = sheet.case
    if sheet.in_past:
        return [("no", _("Su unidad ya entregó"))]
    if not sheet.sees("milestones"):
        return []
    badges = [labels.state(case.protection, taken=sheet.responsible("protection") is not None)]
    if case.risk in labels.RISKS:
        badges.append(("warn", str(labels.RISKS[case.risk])))
    return badges


def _facts(sheet: Sheet) -> list[Fact]:
    case = sheet.case
    facts = []
    if sheet.may(Verb.REVEAL_IDENTITY, "identity") and case.person_id is not None:
        facts.append(Fact(_("Identidad"), masked=True, link=_reveal(sheet)))
    note = _("se presume menor de edad") if case.minor == "presumed" else _("con documento") if case.age is not None else ""
    facts.append(Fact(_("Edad y sexo"), labels.who(case.age, case.sex), note=note))
    facts.append(Fact(_("Lengua"), labels.label("language", case.language)))
    if sheet.sees("milestones"):
        unit = sheet.responsible("protection")
        facts.append(Fact(_("Protege"), unit.name if unit else _("Nadie todavía"), "" if unit else "late"))
    if sheet.sees("placement"):
        where = labels.label("whereabouts", case.whereabouts)
        facts.append(Fact(_("Dónde está"), where, "late" if case.whereabouts in ("away", "exploitation") else ""))
    return facts


def _reveal(sheet: Sheet) -> Link | None:
    try:
        return Link(_("Revelar con motivo"), reverse("reveal", args=[sheet.case.person_id]))
    except NoReverseMatch:
        return None


def _tabs(sheet: Sheet, here: str) -> list[Tab]:
    url = reverse("case", args=[sheet.case.code])
    tabs = [Tab(_("Todo"), url, here == "case")]
    if sheet.sees("referrals") or sheet.sees("own_referral"):
        tabs.append(Tab(_("Servicios"), f"{url}#servicios"))
    if sheet.sees("plan"):
        tabs.append(Tab(_("Plan"), f"{url}#plan"))
    tabs.append(Tab(_("Cronología"), reverse("case_timeline", args=[sheet.case.code]), here == "case_timeline"))
    if sheet.sees("milestones"):
        tabs.append(Tab(_("Quién interviene"), reverse("case_people", args=[sheet.case.code]), here == "case_people"))
        tabs.append(Tab(_("Quién lo abrió"), reverse("case_opened", args=[sheet.case.code]), here == "case_opened"))
    return tabs
