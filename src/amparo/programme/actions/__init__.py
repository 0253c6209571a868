"""The only writers of the partnership."""

from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact

__all__ = ["begin_compact", "join_compact", "leave_compact"]
