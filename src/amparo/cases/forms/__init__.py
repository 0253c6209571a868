"""The questions of the pages."""
