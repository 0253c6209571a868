"""Rows as bytes to seal, and back. The only JSON here, and never in clear in a table."""

import json
from collections.abc import Sequence
from typing import Any

from amparo.core.dates import PartialDate
from amparo.exchange.draft import ChildDraft, Document, Draft, Identity, Reference, StatusClaim


def pack_cells(cells: Sequence[str]) -> str:
    """The original cells as text."""
    return json.dumps(list(cells), ensure_ascii=False, separators=(",", ":"))


def unpack_cells(text: str) -> list[str]:
    """What `pack_cells` was given; [] for an empty text."""
    return list(json.loads(text)) if text else []


def pack_draft(draft: Draft) -> str:
    """A draft as text; what is empty is left out."""
    values = {
        "number": draft.number, "event_number": draft.event_number, "key": draft.key, "unit": draft.unit, "on": _text(draft.on),
        "ubigeo": draft.ubigeo, "counted": draft.counted, "purposes": draft.purposes, "acts": draft.acts,
        "channel": draft.channel,
        "doubts": draft.doubts, "unreadable": draft.unreadable,
        "references": [{"kind": one.kind, "number": one.number} for one in draft.references],
        "children": [_packed_child(child) for child in draft.children],
    }  # fmt: skip
    return pack_plain({key: value for key, value in values.items() if value not in (None, "", (), [])})


def _packed_child(child: ChildDraft) -> dict[str, Any]:
    who = child.identity
    identity = {
        "given_names": who.given_names, "first_surname": who.first_surname, "second_surname": who.second_surname,
        "aliases": who.aliases, "birth": _text(who.birth), "contact": who.contact, "address": who.address,
        "documents": [{"kind": one.kind, "number": one.number, "checked": one.checked} for one in who.documents],
    }  # fmt: skip
    return {
        "identity": {key: value for key, value in identity.items() if value},
        "sex": child.sex,
        "age": child.age,
        "nationality": child.nationality,
        "claims": [{"authority": one.authority, "status": one.status, "on": _text(one.on)} for one in child.claims],
    }


def _text(value: PartialDate | None) -> str:
    return str(value) if value else ""


def unpack_draft(text: str) -> Draft:
    """What `pack_draft` was given."""
    values = json.loads(text)
    children = [_child(one) for one in values.pop("children", ())]
    values["on"] = _date(values.get("on"))
    values["references"] = tuple(Reference(**one) for one in values.get("references", ()))
    for name in ("purposes", "acts"):
        values[name] = tuple(values.get(name, ()))
    return Draft(children=children, **values)


def _child(values: dict[str, Any]) -> ChildDraft:
    who = values.pop("identity", {})
    who["birth"] = _date(who.get("birth"))
    who["documents"] = tuple(Document(**one) for one in who.get("documents", ()))
    who["aliases"] = tuple(who.get("aliases", ()))
    claims = tuple(StatusClaim(one["authority"], one["status"], _date(one.get("on"))) for one in values.pop("claims", ()))
    age = values.pop("age", None)
    return ChildDraft(identity=Identity(**who), age=(age[0], age[1]) if age else None, claims=claims, **values)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.from_text(text) if text else None


def pack_plain(values: dict[str, Any]) -> str:
    """Plain values as text."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack_plain(text: str) -> dict[str, Any]:
    """What `pack_plain` was given."""
    return dict(json.loads(text)) if text else {}
