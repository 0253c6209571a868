"""The forms of the partnership."""
