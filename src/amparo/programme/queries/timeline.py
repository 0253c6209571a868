"""The life of a compact as one cord: signature, amendments, territory, partners, dialogues, documents. The latest first."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.programme.models import AmendmentChange, Compact
from amparo.programme.queries.agreement import Agreement
from amparo.programme.queries.terms import counts_from
from amparo.programme.queries.territory import named
from amparo.programme.rules_agreement import AMOUNT, TERM, money_of, term_of
from amparo.programme.said import one_stop, said
from amparo.ui import amounts
from amparo.ui.components import Kind, Link, TimelineItem

Event = tuple[PartialDate | None, str, Kind, tuple[Link, ...]]


def timeline(compact: Compact, found: Agreement) -> Sequence[TimelineItem]:
    """Every dated fact of an agreement already read, and at the end those of which nobody knows the date. No query."""
    events = [*_signed(compact), *_amended(found), *_places(found), *_partners(found), *_dialogues(found), *_documents(found)]
    dated = sorted((event for event in events if event[0] is not None), key=lambda event: str(event[0]), reverse=True)
    undated = [event for event in events if event[0] is None]
    return [_item(event) for event in (*dated, *undated)]


def change_in_words(change: AmendmentChange) -> str:
    """ "Plazo: de junio de 2021 a junio de 2022"; where no source says from what, only to what."""
    label = codelists.label("change_field", change.field)
    before, after = (value_in_words(change.field, text) for text in (change.before, change.after))
    if before:
        return _("%(what)s: de %(before)s a %(after)s") % {"what": label, "before": before, "after": after}
    return _("%(what)s: %(after)s (antes: no se sabe)") % {"what": label, "after": after}


def value_in_words(field: str, text: str) -> str:
    """A value of a change as people say it: the date of a term, an amount with its currency, else the words themselves."""
    if field == TERM and (when := term_of(text)) is not None:
        return describe(when, get_language() or "es")
    if field == AMOUNT and (sum_ := money_of(text)) is not None:
        return amounts.money(*sum_)
    return text


def _item(event: Event) -> TimelineItem:
    when, text, kind, links = event
    return TimelineItem(
        describe(when, get_language() or "es"), text, "", kind, links, iso=str(when).rstrip("~") if when is not None else ""
    )


def _signed(compact: Compact) -> Iterator[Event]:
    if compact.signed_on is not None:
        yield compact.signed_on, _("Se firmó la alianza."), "done", ()


def _amended(found: Agreement) -> Iterator[Event]:
    for amended in found.amendments:
        words = "; ".join(change_in_words(change) for change in amended.changes)
        yield counts_from(amended.amendment), f"{said(amended.amendment, 'instrument')}. {words}.", "now", ()


def _places(found: Agreement) -> Iterator[Event]:
    begun = _by_day((row.since or row.as_of, named(row)) for row in found.territories if row.amendment_id is None)
    ended = _by_day((row.until, named(row)) for row in found.territories if row.until is not None)
    for when, names in begun.items():
        yield when, one_stop(_("La alianza trabaja en %(place)s.") % {"place": ", ".join(names)}), "done", ()
    for when, names in ended.items():
        yield when, one_stop(_("La alianza deja de trabajar en %(place)s.") % {"place": ", ".join(names)}), "done", ()


def _by_day(pairs: Iterable[tuple[PartialDate | None, str]]) -> dict[PartialDate | None, list[str]]:
    """What happened on the same day, together: one line of the cord tells it."""
    found: dict[PartialDate | None, list[str]] = {}
    for when, name in pairs:
        found.setdefault(when, []).append(name)
    return found


def _partners(found: Agreement) -> Iterator[Event]:
    told = {"sub": _("Empieza como subreceptor: %(who)s."), "prime": _("Empieza como socio principal: %(who)s.")}
    for role, text in told.items():
        rows = [row for row in found.partners if (row.role == "sub") == (role == "sub") and row.since is not None]
        for when, names in _by_day((row.since, said(row.organisation, "name")) for row in rows).items():
            yield when, one_stop(text % {"who": ", ".join(names)}), "done", ()
    ended = _by_day((row.until, said(row.organisation, "name")) for row in found.partners if row.until is not None)
    for when, names in ended.items():
        yield when, one_stop(_("Termina su trabajo: %(who)s.") % {"who": ", ".join(names)}), "done", ()


def _dialogues(found: Agreement) -> Iterator[Event]:
    for row in found.dialogues:
        text = _("Diálogo anual %(number)d.") % {"number": row.number}
        if row.date_inferred:
            text = f"{text} {_('La fecha no está en ninguna fuente: se dedujo.')}"
        yield row.held_on, text, "done" if row.state in ("held", "closed") else "wait", ()


def _documents(found: Agreement) -> Iterator[Event]:
    for row in found.documents:
        links = (Link(_("Abrir"), row.url),) if row.url else ()
        yield row.dated, _("Documento: %(title)s.") % {"title": said(row, "title")}, "done", links
