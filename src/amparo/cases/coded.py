"""What of a file is coded, and with which list: asked by every action before it writes, whoever called it.

The forms offer the same lists; an interface for machines, a register and a device have no form.
"""

from collections.abc import Collection, Iterable, Mapping

from amparo.cases.facts import ChildFacts, EventFacts, RegisterChild, RegisterEvent
from amparo.core import codelists, places

EVENT_KINDS = ("alert", "operation")
ANSWERS = "answer"
SEXES = ("female", "male", "any")  # whom a centre receives
PLANS = ("pti", "pri")
URGENCIES = ("today", "date", "unknown")
DECISIONS = ("presumed", "identified", "ruled_out")  # "undecided" is what nobody decided

# kind of answer of a screening → its list, in the order of the steps; her safety first
STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "safety": (("safety", "danger_question"),),
    "observations": (("observation", "observation"),),
    "indicators": (("indicator", "ilo_child_labour"),),
    "facts": (("act", "act"), ("means", "means"), ("purpose", "purpose")),
}
REVIEW = "review"
KINDS = {kind: code_list for asked in STEPS.values() for kind, code_list in asked}
FACTS = {"act": "act", "means": "means", "purpose": "purpose", "recruitment": "recruitment_channel"}
CHILD = {  # coded facts of a child → their lists
    "sex": "sex", "age_source": "age_source", "nationality": "nationality", "language": "language",
    "people_of_origin": "indigenous_people", "whereabouts": "whereabouts",
}  # fmt: skip


def check_event(event: EventFacts) -> None:
    """Raises `Invalid` for a code of an event that its list does not hold."""
    codelists.check(
        kind=(EVENT_KINDS, event.kind),
        channel=("alert_channel", event.channel),
        danger=(ANSWERS, event.danger),
        place=(_places(), event.place),
    )


def check_children(children: Iterable[ChildFacts]) -> None:
    """As `check_event`, for the children of an alert."""
    for child in children:
        codelists.check(**{name: (code_list, getattr(child, name)) for name, code_list in CHILD.items()})


def check_register(events: Iterable[RegisterEvent], children: Iterable[RegisterChild]) -> None:
    """As `check_event`, for a register: what could be chosen once is known for ever."""
    codelists.check(place=(_places(), {event.place for event in events}))
    known = {name: codelists.past(code_list) for name, code_list in CHILD.items()}
    pairs = {f"{kind}:{value}" for kind, code_list in FACTS.items() for value in codelists.past(code_list)}
    for child in children:
        codelists.check(
            codes=(pairs, [f"{kind}:{value}" for kind, value in child.codes]),
            status=(DECISIONS, [claim.status for claim in child.claims]),
            **{name: (values, getattr(child.facts, name)) for name, values in known.items()},
        )


def check_answers(step: str, answers: Mapping[tuple[str, str], str]) -> None:
    """As `check_event`, for a step of a screening: its name, what was asked, and the answers."""
    pairs = {f"{kind}:{code}" for kind, code_list in KINDS.items() for code, _label in codelists.choices(code_list)}
    codelists.check(
        step=((*STEPS, REVIEW), step),
        questions=(pairs, [f"{kind}:{code}" for kind, code in answers]),
        answers=(ANSWERS, answers.values()),
    )


def _places() -> Collection[str]:
    """The places of the country by their INEI code, and "" for one that nobody knows."""
    return {"", *places.index().by_code}
