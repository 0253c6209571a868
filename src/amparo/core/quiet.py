"""Logs that tell the fault and not the person: type and place of an exception, never its values."""

import logging
import traceback


class QuietFilter(logging.Filter):
    """Replaces an exception by its type and the lines it passed; drops arguments that may hold what a user typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, trace = record.exc_info
            places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace)[-6:]))
            record.msg, record.args = f"{kind.__name__} at {places}", ()
            record.exc_info = record.exc_text = None
        elif record.name.startswith("django"):
            record.msg, record.args = f"{record.name} {getattr(record, 'status_code', '')}".strip(), ()
        return True
