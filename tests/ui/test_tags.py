"""What the tags draw: every text escaped, every state in words, every control named."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from amparo.core.dates import PartialDate
from amparo.ui import icons
from amparo.ui.components import (
    KINDS,
    Action,
    Bar,
    Beads,
    Cell,
    Clock,
    Column,
    Conversation,
    Counter,
    Fact,
    Goal,
    Link,
    Pages,
    Progress,
    Step,
    Table,
    TimelineItem,
    WorkGroup,
    WorkRow,
)
from amparo.ui.forms import (
    UNKNOWN,
    ActionForm,
    Boxes,
    Noted,
    PartialDateField,
    Radios,
    action_initial,
    add_errors,
    typed,
    yes_no_unknown,
)

BAD = "<script>alert('x')</script>\"&"


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context({"csrf_token": "T", **context}))


class Reader(HTMLParser):
    """Collects tags, so that a test asks about structure and not about white space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


CLOCK = Clock(BAD, BAD, BAD, "late", 0.5, BAD)
ACTION = Action(BAD, BAD, about=BAD)
POST = Action(BAD, BAD, post=True, about=BAD, data={"x": BAD})
ROW = WorkRow(BAD, BAD, BAD, "late", BAD, BAD, CLOCK, POST)
EVERYTHING = {
    "{% badge 'late' x %}{% sig 'now' x %}{% code x %}{% code x x %}": BAD,
    "{% quipu x %}": [Counter(3, BAD, BAD, "late")],
    "{% clock x %}": CLOCK,
    "{% clocks x %}": [CLOCK],
    "{% work_list x %}": [ROW],
    "{% work_group x %}": WorkGroup("a", BAD, 1, "late", BAD, [ROW], Link(BAD, BAD)),
    "{% cord x.0.label x 'r' %}{% form_steps x %}": [Step(BAD, "now", BAD, BAD)],
    "{% timeline x %}": [TimelineItem(BAD, BAD, BAD, "late", [Link(BAD, BAD)])],
    "{% conversation x %}": Conversation(BAD, BAD, [Step(BAD, "late")], CLOCK, BAD, BAD, BAD, [ACTION, POST]),
    "{% goal x %}": Goal(BAD, BAD, BAD, "now", 1, 2, BAD),
    "{% bars x %}": [Bar(BAD, 1, 2, BAD)],
    "{% table x %}": Table(BAD, [Column(BAD), Column(BAD)], [[Cell(BAD, BAD, note=BAD), Cell(BAD, kind="late")]], [BAD, BAD]),
    "{% pages x %}": Pages(2, 9, 90, BAD, {"q": BAD}),
    "{% progress x %}": Progress(BAD, 1, 2, BAD),
    "{% facts x %}{% definitions x %}": [Fact(BAD, BAD, "late", link=Link(BAD, BAD), note=BAD)],
    "{% empty x x x %}": BAD,
    "{% note 'late' %}{{ x }}{% endnote %}": BAD,
    "{% action x %}": POST,
    "{% post_button x x about=x campo=x %}": BAD,
}


@pytest.mark.parametrize("source", EVERYTHING)
def test_every_text_is_escaped(source: str) -> None:
    html = draw(source, x=EVERYTHING[source])
    assert "<script" not in html
    assert "alert(&#x27;x&#x27;)" in html or "%3Cscript" in html


@pytest.mark.parametrize("source", EVERYTHING)
def test_nothing_carries_a_style_or_a_handler(source: str) -> None:
    for _, attrs in Reader(draw(source, x=EVERYTHING[source])).tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_knot(kind: str) -> None:
    assert KINDS[kind][1] in icons.KNOTS
    assert "<svg" in draw("{% badge k 'palabra' %}", k=kind)
    assert "palabra" in draw("{% badge k 'palabra' %}", k=kind)


def test_icons_are_hidden_from_screen_readers_and_found_by_both_names() -> None:
    assert icons.icon("n-late") == icons.knot("late")
    assert icons.icon("i-exit") == icons.icon("exit")
    for name in icons.ICONS:
        assert 'aria-hidden="true"' in icons.icon(name)
    with pytest.raises(KeyError):
        icons.icon("nope")


@pytest.mark.parametrize(("count", "knots"), [(0, 0), (3, 3), (41, 5), (99, 18), (127, 10), (999, 27), (1000, 0)])
def test_the_knots_count(count: int, knots: int) -> None:
    drawn = Counter(count, "", "").knots
    assert len(drawn) == knots
    assert all(0 < knot.y < 88 for knot in drawn)
    assert len({knot.y for knot in drawn}) == knots


@pytest.mark.parametrize(("total", "taken", "held"), [(12, 9, 0), (16, 13, 2), (1, 0, 0), (44, 31, 3), (5, 5, 2), (0, 0, 0)])
def test_one_bead_a_place(total: int, taken: int, held: int) -> None:
    beads = Beads(total, taken, held)
    assert len(beads.beads) == total
    assert all(0 < bead.x < beads.width and 0 < bead.y < beads.height for bead in beads.beads)
    assert sum(length for _, length in beads.threads) == 20 * total
    assert f"{beads.free} libres" in draw("{% beads x %}", x=beads)


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [(1, 1, [1]), (1, 3, [1, 2, 3][:2] + [3]), (4, 18, [1, None, 3, 4, 5, None, 18]), (18, 18, [1, None, 17, 18])],
)
def test_pages(current: int, last: int, shown: list[int | None]) -> None:
    assert Pages(current, last).shown == shown


def test_pages_keep_the_filters() -> None:
    assert Pages(1, 3, query={"q": "a b", "m": ["x", "y"]}).next == "?q=a+b&m=x&m=y&pagina=2"
    assert draw("{% pages x %}", x=Pages(1, 1)).strip() == ""


def test_a_post_action_sends_token_id_and_version() -> None:
    html = draw("{% action x %}", x=Action("Aceptar", "/a/", post=True, seen=1234, data={"centro": "7"}))
    fields = {attrs["name"]: attrs["value"] for attrs in Reader(html).all("input")}
    assert fields["csrfmiddlewaretoken"] == "T"
    assert fields["seen"] == "1234"
    assert fields["centro"] == "7"
    assert re.fullmatch(r"[0-9a-f-]{36}", fields["id"] or "")


def test_numbers_in_drawings_are_never_localised() -> None:
    assert 'width="33.3"' in draw("{% goal x %}", x=Goal("a", "", "b", "now", 1, 3))
    assert 'd="M0 3.5h50.0"' in draw("{% clock x %}", x=Clock("a", "b", fraction=0.5))


def test_the_present_step_is_told_without_colour() -> None:
    html = draw("{% cord 'Ruta' x %}", x=[Step("a", "done"), Step("b", "now"), Step("c")])
    assert [attrs.get("aria-current") for attrs in Reader(html).all("li")] == [None, "step", None]
    assert "(hecho)" in html


class Ask(ActionForm):
    need = forms.CharField(label="¿Qué necesita?", help_text="Pida el servicio")
    soon = forms.ChoiceField(
        label="¿Cuándo?", choices=[("a", Noted("Hoy", "Llame")), ("b", "Después"), (UNKNOWN, "No se sabe")], widget=Radios
    )
    how = forms.MultipleChoiceField(label="¿Cómo?", required=False, choices=[("x", "Así"), (UNKNOWN, "No se sabe")], widget=Boxes)
    when = PartialDateField(label="¿Desde?")
    ok = yes_no_unknown("¿Está de acuerdo?")


def sent(**values: Any) -> Ask:
    return Ask(
        {
            "id": "5b1c2a6e-2b7e-4a63-9a8e-0d8f6a0b3c11",
            "seen": "2",
            "need": "n",
            "soon": "a",
            "when": "2024",
            "ok": "no",
            **values,
        }
    )


def test_the_form_asks_names_hints_and_errors() -> None:
    form = Ask(action_initial(seen=0) | {"how": ["x"]})
    html = draw("{% form_errors f %}{% hidden f %}{% for b in f.visible_fields %}{% field b %}{% endfor %}", f=form)
    reader = Reader(html)
    need = next(attrs for attrs in reader.all("input") if attrs.get("name") == "need")
    assert need["aria-describedby"] == "id_need_h id_need_e"
    assert need["aria-invalid"] == "true"
    assert need["autocomplete"] == "off"
    assert "Faltan 4 cosas para seguir" in html
    targets = {attrs["href"] for attrs in reader.all("a")}
    assert targets == {"#id_need", "#id_soon_0", "#id_when", "#id_ok_0"}
    ids = {attrs["id"] for _, attrs in reader.tags if "id" in attrs}
    assert {target.lstrip("#") for target in targets if target} <= ids
    assert "Responda: ¿Cuándo?" in html


def test_one_missing_thing_is_singular() -> None:
    assert "Falta 1 cosa para seguir" in draw("{% form_errors f %}", f=sent(need=""))
    assert draw("{% form_errors f %}", f=sent()).strip() == ""


def test_unknown_stands_apart_and_notes_stand_under() -> None:
    html = draw("{% field f.soon %}", f=Ask())
    assert html.count("opt unk") == 1
    assert "<small>Llame</small>" in html
    assert html.startswith("<fieldset")


def test_labels_hints_and_answers_are_escaped() -> None:
    class Evil(forms.Form):
        a = forms.CharField(label=BAD, help_text=BAD)
        b = forms.ChoiceField(label=BAD, choices=[(BAD, Noted(BAD, BAD))], widget=Radios)

    form = Evil({"a": BAD, "b": "z"})
    html = draw("{% form_errors f %}{% for b in f %}{% field b %}{% endfor %}", f=form)
    assert "<script" not in html


@pytest.mark.parametrize(
    ("values", "date"),
    [
        ({"when": "15/03/2024"}, PartialDate(2024, 3, 15)),
        ({"when": "marzo 2024"}, PartialDate(2024, 3)),
        ({"when": "", "when_unknown": "1"}, None),
        ({"when": "no se sabe"}, None),
    ],
)
def test_a_date_as_known(values: dict[str, str], date: PartialDate | None) -> None:
    form = sent(**values)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == date


def test_a_date_must_be_given_or_said_unknown() -> None:
    assert not sent(when="").is_valid()
    assert not sent(when="el otro día creo").is_valid()


def test_the_ticked_unknown_is_shown_again() -> None:
    html = draw("{% field f.when %}", f=sent(when="", when_unknown="1", need=""))
    box = next(attrs for attrs in Reader(html).all("input") if attrs["type"] == "checkbox")
    assert "checked" in box


@pytest.mark.parametrize(
    "value", [PartialDate(2024, 3, 15), PartialDate(2024, 3), PartialDate(2024), PartialDate(2024, 3, None, approximate=True)]
)
def test_a_kept_date_is_read_back_from_its_box(value: PartialDate) -> None:
    shown = PartialDateField().prepare_value(value)
    assert PartialDateField().clean(str(shown)) == value


def test_what_was_typed_is_given_back_in_words() -> None:
    facts = {fact.term: fact.value for fact in typed(sent(how=["x", UNKNOWN], when="", when_unknown="1"))}
    assert facts == {
        "¿Qué necesita?": "n",
        "¿Cuándo?": "Hoy",
        "¿Cómo?": "Así, No se sabe",
        "¿Desde?": "No se sabe",
        "¿Está de acuerdo?": "No",
    }


def test_errors_of_the_rules_go_to_their_fields() -> None:
    form = sent()
    assert form.is_valid()
    add_errors(form, {"need": ["Diga más"], "": ["No hay sitio"], "elsewhere": ["Otra cosa"]})
    assert form.errors["need"] == ["Diga más"]
    assert form.non_field_errors() == ["No hay sitio", "Otra cosa"]


def test_a_page_without_its_id_says_so_once() -> None:
    html = draw("{% form_errors f %}", f=Ask({"need": "n", "soon": "a", "when": "2024", "ok": "no"}))
    assert html.count("<li>") == 1
    assert "Esta página quedó incompleta" in html
