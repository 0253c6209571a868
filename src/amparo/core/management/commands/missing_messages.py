"""Lists texts without a translation, ready to be pasted into the app's .po file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from amparo.core import catalogues

SOURCE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Texts of each app that its catalogue does not translate yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("apps", nargs="*", help="labels of apps; all when none is given")
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        for app in sorted(options["apps"] or (folder.name for folder in SOURCE.iterdir() if folder.is_dir())):
            missing = missing_in(SOURCE, options["language"]).get(app, set())
            if missing:
                self.stdout.write(f"# {app}: {len(missing)}\n\n")
            for message in sorted(missing):
                self.stdout.write(entry(message) + "\n")


def missing_in(source: Path, language: str) -> dict[str, set[catalogues.Message]]:
    """App label -> texts used there that no catalogue of the language translates (catalogues are merged when they are loaded)."""
    known: set[catalogues.Message] = set()
    for path in source.glob(f"*/locale/{language}/LC_MESSAGES/django.po"):
        known |= set(catalogues.read_po(path).translated)
    missing: dict[str, set[catalogues.Message]] = {}
    for path in (*source.rglob("*.py"), *source.rglob("*.html"), *source.rglob("*.txt")):
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        if left := catalogues.messages_in(path) - known:
            missing.setdefault(path.relative_to(source).parts[0], set()).update(left)
    return missing


def entry(message: catalogues.Message) -> str:
    """The text as an empty entry of a .po file."""
    lines = [f"msgctxt {_quoted(message.context)}"] if message.context else []
    lines.append(f"msgid {_quoted(message.text)}")
    if message.plural:
        lines += [f"msgid_plural {_quoted(message.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
