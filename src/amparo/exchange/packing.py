"""Rows as bytes to seal, and back. The only JSON here, and never in clear in a table."""

import json
from collections.abc import Sequence
from dataclasses import asdict
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
    """A draft as text."""
    return json.dumps(_bare(asdict(draft)), ensure_ascii=False, separators=(",", ":"), default=_plain)


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


def _bare(values: Any) -> Any:
    """Without what is empty; a partial date as its text."""
    if isinstance(values, dict):
        if values.keys() == {"year", "month", "day", "approximate"}:
            return str(PartialDate(**values))
        return {key: _bare(value) for key, value in values.items() if value not in (None, "", (), [], {})}
    return [_bare(value) for value in values] if isinstance(values, list | tuple) else values


def _plain(value: object) -> str:
    return str(value)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.from_text(text) if text else None


def pack_plain(values: dict[str, Any]) -> str:
    """Plain values as text."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack_plain(text: str) -> dict[str, Any]:
    """What `pack_plain` was given."""
    return dict(json.loads(text)) if text else {}
