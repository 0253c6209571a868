"""The only writers of the partnership."""

from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact

__all__ = ["begin_compact", "join_compact", "leave_compact"]

from amparo.programme.actions.choices import answer_choice, close_choice, propose_again, propose_choice
from amparo.programme.actions.dialogue import (
    arrange_dialogue,
    close_dialogue,
    hold_dialogue,
    open_choice,
    plan_dialogue,
    record_dialogue,
    write_minutes,
)
from amparo.programme.actions.snapshot import freeze
from amparo.programme.actions.table import add_agenda_item, add_agreement, add_delegate, follow_up, strike_from_table

__all__ += [
    "add_agenda_item", "add_agreement", "add_delegate", "answer_choice", "arrange_dialogue", "close_choice", "close_dialogue",
    "follow_up", "freeze", "hold_dialogue", "open_choice", "plan_dialogue", "propose_again", "propose_choice", "record_dialogue",
    "strike_from_table", "write_minutes",
]  # fmt: skip
