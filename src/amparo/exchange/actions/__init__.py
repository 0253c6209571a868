"""The only writers of imports: bringing a file of a register or of money in, reading it, applying it, mending a row, taking it back."""

from amparo.exchange.actions.apply import apply_rows, begin_applying, end_applying
from amparo.exchange.actions.bring import choose_profile, discard_batch, note_job, open_row, upload_register
from amparo.exchange.actions.mend import mend_row
from amparo.exchange.actions.money import upload_money
from amparo.exchange.actions.profile import save_profile
from amparo.exchange.actions.read import begin_reading, end_reading, keep_rows
from amparo.exchange.actions.undo import undo_batch

__all__ = [
    "apply_rows",
    "begin_applying",
    "begin_reading",
    "choose_profile",
    "discard_batch",
    "end_applying",
    "end_reading",
    "keep_rows",
    "mend_row",
    "note_job",
    "open_row",
    "save_profile",
    "undo_batch",
    "upload_money",
    "upload_register",
]
