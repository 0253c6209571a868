"""The step that loads the dialogues of the public record and the officials it names in their delegations."""

from collections.abc import Callable

from amparo.programme import actions as act
from amparo.programme.actions.dialogue import PastFacts
from amparo.programme.actions.table import DelegateFacts
from amparo.programme.loading.rows import Load, Row, texts, when
from amparo.programme.models import Dialogue


def _is_a_side(load: Load) -> bool:
    """Whether who loads acts for one of the two sides: only a side records a dialogue."""
    return any(load.acting_for(side) == load.actor for side in ("us", "host"))


def _dialogues(load: Load) -> None:
    if not _is_a_side(load):
        load.left["dialogues"] = sum(1 for _row in load.rows("dialogues"))
        return

    def facts(row: Row) -> PastFacts:
        return PastFacts(
            int(row["number"]), when(row["held_on"]), row["date_inferred"] == "true",
            **texts(row, "mode", "place", "statement_url"), source=row["source"], verified=row["verified"] == "true",
        )  # fmt: skip

    load.add("dialogues", act.record_dialogue, named=("number",), facts=facts)


def _delegates(load: Load) -> None:
    if not _is_a_side(load):
        return
    for row in load.rows("delegates"):
        key = load.key("delegates", row["dialogue"], row["side"], row["name"])
        dialogue = Dialogue.objects.visible_to(load.actor).get(pk=load.key("dialogues", row["dialogue"]))
        facts = DelegateFacts(
            **texts(row, "side", "name", "office_es", "office_en"), head=row["head"] == "true", source=row["source"],
            as_of=when(row["as_of"]),
        )  # fmt: skip
        load.do("delegates", key, act.add_delegate, seen=dialogue.version, dialogue=dialogue.pk, facts=facts)


STEPS: tuple[Callable[[Load], None], ...] = (_dialogues, _delegates)
