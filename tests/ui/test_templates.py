"""Rules every template and static file of the product keeps, whoever wrote it."""

import gzip
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "amparo"
STATIC = SOURCE / "ui" / "static" / "ui"
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.parts)
NAMES = [str(path.relative_to(SOURCE)) for path in TEMPLATES]
CSS = (STATIC / "amparo.css").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source)
    assert not re.search(r"javascript:", source)
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    for address in re.findall(r"(?:src|href|action)=\"(https?:)?//[^\"]*\"", path.read_text()):
        assert path.name == "exit.html", address


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_every_post_form_carries_the_token(path: Path) -> None:
    source = path.read_text()
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source, re.DOTALL):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_nothing_is_declared_safe_by_a_template(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text())


def test_weight_of_what_every_page_loads() -> None:
    assert len(CSS) <= 45_000
    script = (STATIC / "amparo.mjs").read_bytes()
    assert len(gzip.compress(CSS.encode(), 9)) + len(gzip.compress(script, 9)) <= 12_000


def test_the_sheet_loads_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "@font-face" not in CSS


def test_the_script_keeps_nothing_in_the_browser() -> None:
    script = (STATIC / "amparo.mjs").read_text()
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|eval\(", script)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tokens() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root\{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
    found = {name: dict(re.findall(r"--([\w-]+):(#[0-9A-F]{6})", block)) for name, block in (("light", light), ("dark", dark))}
    found["dark"] = {**found["light"], **found["dark"]}
    return found


PAIRS = [
    *(
        (text, ground, 4.5)
        for text in ("ink", "ink2", "ink3", "laguna", "grana", "ocre", "arcilla", "molle", "anil")
        for ground in ("paper", "sheet")
    ),
    *((colour, f"{colour}-wash", 4.5) for colour in ("grana", "ocre", "arcilla", "molle", "laguna")),
    ("ink", "grana-wash", 4.5),
    ("ink2", "ocre-wash", 4.5),
    ("ink2", "sunk", 4.5),
    ("laguna", "grana-wash", 4.5),
    ("laguna", "ocre-wash", 4.5),
    ("on-laguna", "laguna", 4.5),
    ("on-laguna", "laguna-hi", 4.5),
    ("sheet", "grana", 4.5),
    ("sheet", "grana-hi", 4.5),
    ("on-ocre", "ocre-fill", 4.5),
    ("shell-ink", "shell", 4.5),
    ("shell-dim", "shell", 4.5),
    ("edge", "paper", 3),
    ("edge", "sheet", 3),
    ("ink", "ocre-fill", 1),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_contrast(scheme: str, text: str, ground: str, least: float) -> None:
    colours = tokens()[scheme]
    assert contrast(colours[text], colours[ground]) >= least
