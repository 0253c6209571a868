"""From the cells of a row to what it says: names apart, dates with their precision, places by INEI, doubts by code."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from amparo.core.places import How, Match, PlaceIndex, resolve
from amparo.exchange import rules
from amparo.exchange.cells import read_age, read_count, read_date, read_document
from amparo.exchange.draft import ChildDraft, Document, Draft, Identity, Reference, StatusClaim
from amparo.exchange.folding import fold
from amparo.exchange.mapping import Shape
from amparo.exchange.names import Name, says_nobody, several, split_surnames, take_apart
from amparo.exchange.words import ACT, CHANNEL, NATIONALITY, PURPOSE, SEX, STATUS, all_of, one_of, says_unknown, whole

REFERENCES = ("complaint", "prosecutor_file", "court_file", "upe_file")
MOST_COUNTED = 40
_NUMBER_WORDS = re.compile(r"^(nota informativa|nota inf|n i|ni|n|nro|numero|no|operativo|op|caso|exp|expediente)\b\s*")

Cells = Sequence[str]


class Understander:
    """Reads rows of one table. `columns`: target → the columns that feed it. `today` bounds two-figure years and futures."""

    def __init__(self, shape: Shape, columns: Mapping[str, tuple[int, ...]], *, places: PlaceIndex, today: date) -> None:
        self.shape, self.columns, self.places, self.today = shape, columns, places, today
        self._found: dict[tuple[str, str], Match] = {}

    def draft(self, number: int, cells: Cells) -> Draft:
        """What the row says, with its doubts. Stops are asked for apart (`rules.stops_of`)."""
        draft = Draft(number)
        self._event(draft, cells)
        self._children(draft, cells)
        draft.doubt(*rules.doubts_of(draft))
        return draft

    def value(self, cells: Cells, target: str) -> str:
        """The text that feeds a target, the columns joined; "" where the register says that it does not know."""
        parts = [cells[column] for column in self.columns.get(target, ()) if column < len(cells)]
        return ", ".join(part for part in parts if part)

    def _event(self, draft: Draft, cells: Cells) -> None:
        draft.on, codes = read_date(self.value(cells, "event_date"), self.shape.date_order, self.today, "date")
        self._note(draft, codes, unreadable="date_unreadable")
        if draft.on is None and not codes and "event_date" in self.columns:
            draft.doubt("date_missing")
        draft.unit = self.value(cells, "unit")
        self._number(draft, cells)
        self._place(draft, cells)
        draft.counted, codes = read_count(self.value(cells, "children_count"))
        draft.doubt(*codes)
        for target, patterns, attribute in (("purpose", PURPOSE, "purposes"), ("act", ACT, "acts")):
            heard = all_of(self.value(cells, target), patterns)
            setattr(draft, attribute, heard.codes)
            draft.doubt(f"{target}_unreadable" if heard.left else "")
        if (channel := self.value(cells, "channel")) and not says_unknown(channel):
            heard = one_of(channel, CHANNEL)
            draft.channel = heard.codes[0] if heard.codes else "unknown"
            draft.doubt("channel_unreadable" if heard.left else "")
        draft.references = tuple(
            Reference(kind, text) for kind in REFERENCES if (text := self.value(cells, kind)) and not says_unknown(text)
        )

    def _number(self, draft: Draft, cells: Cells) -> None:
        """The number, the unit and the year make an event: numbers begin anew each year and in each unit."""
        text, own = self.value(cells, "event_number"), self.value(cells, "upe_file")
        if says_unknown(text):  # a protection unit's own file is the event where nothing else is
            text = "" if says_unknown(own) else own
        if not text:
            draft.doubt("event_number_missing" if {"event_number", "upe_file"} & self.columns.keys() else "")
            return
        draft.event_number = text
        bare = _NUMBER_WORDS.sub("", _NUMBER_WORDS.sub("", fold(text))).replace(" ", "-")
        figures = re.sub(r"(?<!\d)0+(?=\d)", "", bare)
        year = "" if re.search(r"(19|20)\d\d", figures) or draft.on is None else str(draft.on.year)
        draft.key = "|".join((figures, fold(draft.unit), year))

    def _place(self, draft: Draft, cells: Cells) -> None:
        code = self.value(cells, "place_code")
        parts = [self.value(cells, target) for target in ("event_place", "district", "province", "region")]
        text = ", ".join(part for part in parts if part and not says_unknown(part))
        code = "" if says_unknown(code) else code
        if not code and not text:
            return
        found = self._found.get((code, text))
        if found is None:
            found = self._found[(code, text)] = resolve(code, text, places=self.places, system=self.shape.place_codes)  # type: ignore[arg-type]
        draft.ubigeo = found.place.ubigeo if found.place else ""
        draft.doubt(_place_doubt(found))

    def _children(self, draft: Draft, cells: Cells) -> None:
        whole_names = self.value(cells, "full_name")
        names = several(whole_names)
        if len(names) > 1:
            draft.children = self._several(draft, cells, names)
            draft.doubt("several_people" if self.shape.row_per == "person" else "")
            return
        child = self._child(draft, cells, self._name(cells, names[0] if names else whole_names))
        if child.says_something:
            draft.children = [child]
            draft.doubt("" if child.identity.named else "name_missing")
        elif draft.counted and draft.counted <= MOST_COUNTED:
            draft.children = [ChildDraft() for _number in range(draft.counted)]
            draft.doubt("children_unnamed")

    def _several(self, draft: Draft, cells: Cells, names: list[str]) -> list[ChildDraft]:
        """People of one cell; the other cells go to each where they hold as many parts."""
        split = {
            target: _parts(self.value(cells, target), len(names)) for target in ("age", "sex", "document_number", "birth_date")
        }
        children = []
        for place, text in enumerate(names):
            own = _Own({target: parts[place] for target, parts in split.items()}, self.value)
            children.append(self._child(draft, cells, take_apart(text, self.shape.name_order), value=own))
        return children

    def _name(self, cells: Cells, whole_name: str) -> Name:
        given, first, second = (self.value(cells, target) for target in ("given_names", "first_surname", "second_surname"))
        surnames = self.value(cells, "surnames")
        if surnames and not first:
            first, second = split_surnames("" if says_nobody(surnames) else surnames)
        given, first, second = ("" if says_nobody(part) else part for part in (given, first, second))
        if given or first or second:
            short = () if given and first else ("name_incomplete",)
            return Name(" ".join(given.split()), " ".join(first.split()), " ".join(second.split()), doubts=short)
        return take_apart(whole_name, self.shape.name_order) if whole_name else Name()

    def _child(self, draft: Draft, cells: Cells, name: Name, *, value: "Callable[[Cells, str], str] | None" = None) -> ChildDraft:
        value = value or self.value
        child = ChildDraft()
        draft.doubt(*name.doubts)
        birth, codes = read_date(value(cells, "birth_date"), self.shape.date_order, self.today, "birth")
        self._note(draft, codes, unreadable="birth_unreadable")
        child.age, codes = read_age(value(cells, "age"))
        self._note(draft, codes, unreadable="age_unreadable")
        child.sex = self._sex(draft, value(cells, "sex"))
        documents = self._documents(draft, value(cells, "document_kind"), value(cells, "document_number"))
        alias = value(cells, "alias")
        aliases = (*name.aliases, *(() if says_nobody(alias) else (alias.strip(' "'),)))
        child.identity = Identity(
            name.given,
            name.first,
            name.second,
            aliases,
            birth,
            documents,
            self._told(cells, "contact"),
            self._told(cells, "address"),
        )
        nationality = value(cells, "nationality")
        if nationality and not says_unknown(nationality):
            heard = one_of(nationality, NATIONALITY)
            child.nationality = heard.codes[0] if heard.codes else "XX"
            draft.doubt("nationality_unreadable" if heard.left else "")
        child.claims = self._claims(draft, cells)
        return child

    def _sex(self, draft: Draft, text: str) -> str:
        if not text or says_unknown(text):
            return "unknown"
        heard = whole(text, SEX)
        self._note(draft, ("sex_unreadable",) if heard.left else (), unreadable="sex_unreadable")
        return heard.codes[0] if heard.codes else "unknown"

    def _documents(self, draft: Draft, kind: str, number: str) -> tuple[Document, ...]:
        document, codes = read_document(kind, number)
        self._note(draft, codes, unreadable="document_unreadable")
        return (document,) if document else ()

    def _claims(self, draft: Draft, cells: Cells) -> tuple[StatusClaim, ...]:
        text = self.value(cells, "status")
        if not text or says_unknown(text):
            return ()
        heard = one_of(text, STATUS)
        draft.doubt("status_unreadable" if heard.left else "")
        on, codes = read_date(self.value(cells, "status_date"), self.shape.date_order, self.today, "status_date")
        draft.doubt(*codes)
        return (StatusClaim(self.shape.authority, heard.codes[0] if heard.codes else "undecided", on),)

    def _told(self, cells: Cells, target: str) -> str:
        text = self.value(cells, target)
        return "" if says_unknown(text) else text

    def _note(self, draft: Draft, codes: Sequence[str], *, unreadable: str) -> None:
        draft.doubt(*codes)
        draft.unreadable += unreadable in codes


class _Own:
    """The cells of one of several people: her own part where there is one, nothing where the parts cannot be told apart."""

    def __init__(self, parts: Mapping[str, str], value: Callable[[Cells, str], str]) -> None:
        self.parts, self.value = parts, value

    def __call__(self, cells: Cells, target: str) -> str:
        if target in self.parts:
            return self.parts[target]
        return self.value(cells, target) if target == "nationality" else ""


def _parts(text: str, count: int) -> list[str]:
    """The parts of a cell for `count` people; the same for all where it holds one; nothing where the numbers differ."""
    parts = [part.strip(" .") for part in re.split(r"[\n;,/]|\by\b|(?<!\d)\d{1,2}\s*[.)-]+\s+", text) if part.strip(" .")]
    if len(parts) == 1 and count > 1:
        return parts * count
    return parts if len(parts) == count else [""] * count


def _place_doubt(found: Match) -> str:
    if found.place is None:
        return "place_ambiguous" if found.how == How.AMBIGUOUS else "place_unknown"
    if found.how == How.RENIEC:
        return "place_reniec"
    return "place_noted" if found.note and found.how == How.TEXT else ""


def without_child(draft: Draft, gone: set[int]) -> Draft:
    """The draft without the children at these places (they are in another row)."""
    return replace(draft, children=[child for place, child in enumerate(draft.children) if place not in gone])
