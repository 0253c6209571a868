"""What a pack consists of. Light: the web process knows this much and no more."""

LANGUAGES = ("es", "en")
FORMATS = ("docx", "pdf")
PIECES = len(LANGUAGES) * len(FORMATS)
