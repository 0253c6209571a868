"""The icon set: one style, a grid of 20, round strokes. Drawn inline because a strict policy loads nothing from elsewhere.

A knot (`n`) says a state and always stands beside a word; an icon (`i`) accompanies a verb or a thing.
Class `f` fills with the current colour, class `p` draws on the filled shape in the colour of the ground.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_RING = '<circle cx="10" cy="10" r="7"/>'
_DIAMOND = "M10 2 18 10 10 18 2 10z"

KNOTS: dict[str, str] = {
    "done": '<circle class="f" cx="10" cy="10" r="7.2"/><path class="p" d="m6.7 10.3 2.4 2.3 4.3-4.8"/>',
    "now": '<circle cx="10" cy="10" r="7.6"/><circle class="f" cx="10" cy="10" r="3.8"/>',
    "wait": _RING,
    "soon": f'{_RING}<path d="M10 5.9v4.2l2.8 1.8"/>',
    "late": f'<path class="f" d="{_DIAMOND}"/><path class="p" d="M10 6v4.6M10 13.7v.01"/>',
    "warn": f'<path d="{_DIAMOND}"/><path d="M10 6.6v4.2M10 13.5v.01"/>',
    "unknown": '<circle cx="10" cy="10" r="7" stroke-dasharray="2.5 3"/>'
    '<path d="M8 8.3a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.3M10 13.7v.01"/>',
    "stop": '<rect class="f" x="3.4" y="3.4" width="13.2" height="13.2" rx="1.6"/><path class="p" d="M6.8 10h6.4"/>',
    "new": '<path class="f" d="M2.8 4.2h14.4v10H9.6L6 17.4v-3.2H2.8z"/><path class="p" d="M6.3 7.8h7.4M6.3 10.8h4.6"/>',
    "plus": f'{_RING}<path d="M10 6.6v6.8M6.6 10h6.8"/>',
    "no": f'{_RING}<path d="m5.1 14.9 9.8-9.8"/>',
}

ICONS: dict[str, str] = {
    "exit": '<path d="M8.2 3H4v14h4.2M9 10h8.2m-3.2-3.3 3.3 3.3-3.3 3.3"/>',
    "born": '<path d="M4.8 2.6h7.4l3.4 3.5v11.3H4.8zM12 2.6V6h3.6"/><circle cx="10" cy="11" r="2.1"/>'
    '<path d="M8.8 12.9V16l1.2-.9 1.2.9v-3.1"/>',
    "down": '<path d="M10 3v9.2m-3.6-3.4 3.6 3.6 3.6-3.6M4 16.6h12"/>',
    "up": '<path d="M10 13V3.6M6.4 7.2 10 3.6l3.6 3.6M4 16.6h12"/>',
    "search": '<circle cx="9" cy="9" r="5.3"/><path d="m12.9 12.9 4.2 4.2"/>',
    "lock": '<rect x="4" y="9" width="12" height="8" rx="1.5"/><path d="M6.7 9V6.6a3.3 3.3 0 0 1 6.6 0V9"/>',
    "eye": '<path d="M2 10s3-5.2 8-5.2 8 5.2 8 5.2-3 5.2-8 5.2S2 10 2 10z"/><circle cx="10" cy="10" r="2.3"/>',
    "doc": '<path d="M4.8 2.6h7.4l3.4 3.5v11.3H4.8zM12 2.6V6h3.6M8 10h4.6M8 13.2h4.6"/>',
    "person": '<circle cx="10" cy="6.6" r="3.1"/><path d="M3.9 17.2c.5-3.6 2.8-5.4 6.1-5.4s5.6 1.8 6.1 5.4"/>',
    "phone": '<path d="M5 2.9h3l1.3 4-1.9 1.3a9.2 9.2 0 0 0 4.4 4.4'
    'l1.3-1.9 4 1.3v3a2 2 0 0 1-2.1 2.1A12.1 12.1 0 0 1 2.9 5 2 2 0 0 1 5 2.9z"/>',
    "print": '<path d="M6 7V3h8v4M6 14.2H3.4V7h13.2v7.2H14M6 11.6h8V17H6z"/>',
    "send": '<path d="M3 10.1 17 3.4l-3.5 13.7-3.3-5.3zM10.2 11.8 17 3.4"/>',
    "bed": '<path d="M3 16.2V5M3 13h14v3.2M17 13v-1.9a2 2 0 0 0-2-2H8.2V13"/><circle cx="5.6" cy="9.8" r="1.4"/>',
    "home": '<path d="M3.4 9.6 10 3.6l6.6 6M5.3 8.2v8.4h9.4V8.2M8.6 16.6v-4.8h2.8v4.8"/>',
    "edit": '<path d="M4 16l.9-3.6 8.6-8.6 2.7 2.7-8.6 8.6zM11.7 5.6l2.7 2.7"/>',
    "scale": '<path d="M10 3.4v13M6.4 16.6h7.2M4 5.6h12M4 5.6 2.3 11h3.4zM16 5.6 14.3 11h3.4z"/>',
    "heart": '<path d="M10 16.6S3.2 12.6 3.2 7.7A3.6 3.6 0 0 1 10 6.2a3.6 3.6 0 0 1 6.8 1.5c0 4.9-6.8 8.9-6.8 8.9z"/>',
    "undo": '<path d="M7.2 4.2 3.6 7.8l3.6 3.6M4 7.8h7.6a4.4 4.4 0 0 1 0 8.8H7"/>',
    "next": '<path d="M4 10h12m-4-4 4 4-4 4"/>',
}

_MARK = (
    '<svg class="mark-i" viewBox="0 0 22 28" fill="none" aria-hidden="true">'
    '<path class="gold-s" d="M1.2 4h19.6" stroke-width="2.6" stroke-linecap="round"/>'
    '<path d="M5 4v12M11 4v21M17 4v14" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>'
    '<circle cx="5" cy="12" r="2.3" fill="currentColor"/><circle cx="11" cy="13.4" r="2.3" fill="currentColor"/>'
    '<circle class="gold" cx="11" cy="20.6" r="3.2"/><circle cx="17" cy="10.4" r="2.3" fill="currentColor"/></svg>'
)


def knot(kind: str, extra: str = "") -> SafeString:
    """The knot of a state, hidden from screen readers: the word beside it speaks. Unknown kinds raise KeyError."""
    return _svg("n", KNOTS[kind], extra)


def icon(name: str, extra: str = "") -> SafeString:
    """An icon by name; `n-late` is the knot `late`, `i-exit` and `exit` are the icon `exit`."""
    family, _, rest = name.partition("-")
    if family == "n":
        return knot(rest, extra)
    return _svg("i", ICONS[rest if family == "i" and rest else name], extra)


def mark() -> SafeString:
    """The product's mark: a cord with its knots."""
    return mark_safe(_MARK)


def _svg(family: str, body: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" aria-hidden="true">{}</svg>',
        f"{family} {extra}".strip(),
        mark_safe(body),
    )
