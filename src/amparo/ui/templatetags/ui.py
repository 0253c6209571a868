"""The vocabulary of every page. `{% load ui %}`; the reference with examples is docs/reference/ui.md.

Tags take the values of `amparo.ui.components` and draw them; text is escaped by the templates, never marked safe here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, Field
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxInput, ChoiceWidget
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from amparo.core.dates import PartialDate, describe
from amparo.core.ids import new_id
from amparo.ui import amounts, icons, moments
from amparo.ui.components import (
    KINDS,
    Action,
    Bar,
    Beads,
    Clock,
    Conversation,
    Counter,
    Fact,
    Goal,
    Pages,
    Progress,
    Step,
    Table,
    TimelineItem,
    WorkGroup,
    WorkRow,
)

register = template.Library()

# ---------------------------------------------------------------- signs


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    return icons.icon(name, css)


@register.simple_tag
def knot(kind: str) -> SafeString:
    """The knot of a kind ("late") or of the kind's drawing."""
    return icons.knot(KINDS[kind][1] if kind in KINDS else kind)


@register.simple_tag
def mark() -> SafeString:
    return icons.mark()


@register.simple_tag
def badge(kind: str, text: object) -> SafeString:
    """A state as a pill: knot, word, colour."""
    return _sign("badge", kind, text)


@register.simple_tag
def sig(kind: str, text: object) -> SafeString:
    """A state in a line of text: knot, word, colour, without a ground."""
    return _sign("sig", kind, text)


@register.simple_tag
def code(text: object, url: str = "") -> SafeString:
    """A file's code, in one piece; a link where it may be opened."""
    if url:
        return format_html('<a class="code" href="{}">{}</a>', url, text)
    return format_html('<span class="code">{}</span>', text)


def _sign(css: str, kind: str, text: object) -> SafeString:
    colour, shape = KINDS[kind]
    return format_html('<span class="{}">{}{}</span>', f"{css} {colour}".strip(), icons.knot(shape), text)


# ---------------------------------------------------------------- components


@register.inclusion_tag("ui/part/quipu.html")
def quipu(counters: Sequence[Counter], label: str = "") -> dict[str, Any]:
    return {"counters": counters, "label": label}


@register.inclusion_tag("ui/part/clock.html")
def clock(value: Clock) -> dict[str, Any]:
    return {"clock": value}


@register.inclusion_tag("ui/part/clocks.html")
def clocks(values: Sequence[Clock]) -> dict[str, Any]:
    return {"clocks": values}


@register.inclusion_tag("ui/part/work_group.html", takes_context=True)
def work_group(context: template.Context, group: WorkGroup) -> dict[str, Any]:
    return {"group": group, **_token(context)}


@register.inclusion_tag("ui/part/work_list.html", takes_context=True)
def work_list(context: template.Context, rows: Sequence[WorkRow]) -> dict[str, Any]:
    return {"rows": rows, **_token(context)}


@register.inclusion_tag("ui/part/cord.html")
def cord(title: str, steps: Sequence[Step], anchor: str = "ruta") -> dict[str, Any]:
    return {"title": title, "steps": steps, "anchor": anchor}


@register.inclusion_tag("ui/part/steps.html")
def form_steps(steps: Sequence[Step]) -> dict[str, Any]:
    """The steps of a long form, over its title."""
    here = next((number for number, step in enumerate(steps, 1) if step.state == "now"), 1)
    return {"steps": steps, "here": here, "total": len(steps)}


@register.inclusion_tag("ui/part/timeline.html")
def timeline(items: Sequence[TimelineItem]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("ui/part/conversation.html", takes_context=True)
def conversation(context: template.Context, value: Conversation) -> dict[str, Any]:
    return {"conv": value, **_token(context)}


@register.inclusion_tag("ui/part/goal.html")
def goal(value: Goal) -> dict[str, Any]:
    return {"goal": value}


@register.inclusion_tag("ui/part/beads.html")
def beads(value: Beads) -> dict[str, Any]:
    return {"beads": value}


@register.inclusion_tag("ui/part/beads_key.html")
def beads_key() -> dict[str, Any]:
    return {}


@register.inclusion_tag("ui/part/bars.html")
def bars(values: Sequence[Bar]) -> dict[str, Any]:
    return {"bars": values}


@register.inclusion_tag("ui/part/table.html")
def table(value: Table) -> dict[str, Any]:
    return {"table": value}


@register.inclusion_tag("ui/part/pages.html")
def pages(value: Pages) -> dict[str, Any]:
    return {"pages": value}


@register.inclusion_tag("ui/part/progress.html")
def progress(value: Progress) -> dict[str, Any]:
    return {"progress": value}


@register.inclusion_tag("ui/part/facts.html")
def facts(values: Sequence[Fact]) -> dict[str, Any]:
    """Facts side by side, for a file's header."""
    return {"facts": values, "css": "facts"}


@register.inclusion_tag("ui/part/facts.html")
def definitions(values: Sequence[Fact]) -> dict[str, Any]:
    """Facts one under the other, for sheets and previews."""
    return {"facts": values, "css": "dl"}


@register.inclusion_tag("ui/part/empty.html")
def empty(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    """What to say where there is nothing, and what to do next."""
    return {"text": text, "url": url, "label": label}


@register.simple_block_tag
def note(content: SafeString, kind: str = "", box: bool = False) -> SafeString:
    """`{% note "late" box=True %}…{% endnote %}`: a remark with a coloured edge. The words must say it too."""
    css = " ".join(filter(None, ["note", KINDS[kind][0] if kind else "", "box" if box else ""]))
    return format_html('<div class="{}">{}</div>', css, content)


# ---------------------------------------------------------------- forms


@register.inclusion_tag("ui/form/errors.html")
def form_errors(form: BaseForm | None) -> dict[str, Any]:
    """What is missing, at the top, each with a link to its field."""
    if not isinstance(form, BaseForm):
        return {"found": []}
    found: list[tuple[str, str]] = [("", str(text)) for text in form.non_field_errors()]
    for bound in form.visible_fields():
        found += [(_target(bound), _said(bound, str(text), gettext("Responda: %(question)s"))) for text in bound.errors]
    if any(bound.errors for bound in form.hidden_fields()):
        found.append(("", gettext("Esta página quedó incompleta. Ábrala otra vez y envíe de nuevo.")))
    return {"found": found}


@register.inclusion_tag("ui/form/field.html")
def field(bound: BoundField, hint: str = "", inline: bool | None = None, size: str = "") -> dict[str, Any]:
    """One question with its hint, its error and its answer. `size` ("s", "m") narrows the box to what is asked."""
    widget = bound.field.widget
    base = bound.auto_id
    hint = hint or bound.help_text
    describedby = " ".join(filter(None, [f"{base}_h" if hint else "", f"{base}_e" if bound.errors else ""]))
    options = isinstance(widget, ChoiceWidget) and widget.input_type in {"radio", "checkbox"}
    attrs: dict[str, Any] = {"aria-describedby": describedby} if describedby and not options else {}
    if "autocomplete" not in widget.attrs:
        attrs["autocomplete"] = "off"
    unknown = getattr(widget, "unknown", frozenset())
    return {
        "bound": bound,
        "errors": [_said(bound, str(text), gettext("Responda esta pregunta")) for text in bound.errors],
        "hint": hint,
        "base": base,
        "size": size,
        "describedby": describedby,
        "single_box": isinstance(widget, CheckboxInput),
        "options": _options(bound, unknown) if options else None,
        "inline": getattr(widget, "inline", False) if inline is None else inline,
        "control": "" if options else bound.as_widget(attrs=attrs),
        "optional": not bound.field.required and not isinstance(widget, CheckboxInput),
    }


@register.inclusion_tag("ui/form/field.html")
def labelled(bound: BoundField, label: str, hint: str = "", complete: str = "off") -> dict[str, Any]:
    """A field of a form that is not ours (sign-in, second factor) asked in our words. `complete`: what the browser may fill."""
    bound.label = label
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)
    widget.attrs["autocomplete"] = complete
    if complete == "one-time-code":
        widget.attrs["inputmode"] = "numeric"
    return field(bound, hint, size="s" if complete == "one-time-code" else "")


@register.simple_tag
def hidden(form: BaseForm | None) -> SafeString:
    """All hidden fields of a form."""
    if not isinstance(form, BaseForm):
        return mark_safe("")
    return format_html_join("", "{}", ((bound.as_widget(),) for bound in form.hidden_fields()))


@register.inclusion_tag("ui/form/post_button.html", takes_context=True)
def post_button(
    context: template.Context, label: str, url: str, *, seen: int = 0, about: str = "", **data: object
) -> dict[str, Any]:
    """A button that does one thing: a small form with a new id and the version seen.

    `css` ("sm alt" unless told) dresses the button; other keywords become hidden fields.
    """
    css = data.pop("css", "sm alt")
    return {"label": label, "url": url, "seen": seen, "css": css, "about": about, "data": data, "id": new_id(), **_token(context)}


@register.inclusion_tag("ui/form/action.html", takes_context=True)
def action(context: template.Context, value: Action, size: str = "sm") -> dict[str, Any]:
    """An `Action` as a link or as a one-click form."""
    return {"action": value, "size": size, "id": new_id(), **_token(context)}


def _options(bound: BoundField, unknown: frozenset[str]) -> list[dict[str, Any]]:
    drawn = []
    for option in bound.subwidgets:
        label = option.data["label"]
        value = str(option.data["value"])
        if value == "" and not option.data["selected"]:
            continue  # the blank choice of an optional list of radios: leaving it empty says the same
        drawn.append(
            {
                "tag": option.tag(),
                "id": option.data["attrs"].get("id", ""),
                "label": label,
                "note": getattr(label, "note", ""),
                "unknown": value in unknown,
            }
        )
    return drawn


def _said(bound: BoundField, text: str, required: str) -> str:
    """The error in words that name the question, where the library's own would only say that a field is required."""
    if text == str(Field.default_error_messages["required"]):
        return required % {"question": bound.label}
    return text


def _target(bound: BoundField) -> str:
    """The id a link in the summary jumps to: the control, or the first of its choices."""
    widget = bound.field.widget
    grouped = isinstance(widget, ChoiceWidget) and widget.input_type in {"radio", "checkbox"}
    return f"{bound.auto_id}_0" if grouped else bound.auto_id


def _token(context: Mapping[str, Any] | template.Context) -> dict[str, Any]:
    return {"csrf_token": context.get("csrf_token")}


# ---------------------------------------------------------------- words for time and amount


@register.filter
def moment(when: date | None) -> str:
    return moments.moment(when, timezone.now()) if when else ""


@register.filter
def day(when: date | None) -> str:
    return moments.day(when, timezone.now()) if when else ""


@register.filter
def ago(when: date | None) -> str:
    return moments.ago(when, timezone.now()) if when else ""


@register.filter
def due(when: date | None) -> str:
    return moments.due(when, timezone.now()) if when else ""


@register.filter
def long_date(when: date | None) -> str:
    return moments.long_date(when) if when else ""


@register.filter
def partial(when: PartialDate | None) -> str:
    """A date known in part, as people say it; "fecha desconocida" for None."""
    return describe(when, get_language() or "es")


@register.filter
def thousands(number: int | None) -> str:
    return "" if number is None else amounts.whole(number)


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    return "" if amount is None else amounts.money(amount, currency)
