"""How the desk shows what a task of the partnership is about, and what it shows beside the tasks."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.desk.providers import Described, Panel
from amparo.programme.models import Award, Commitment, Compact, Dialogue, Practice, SubAward
from amparo.programme.said import said
from amparo.ui.components import Link

FEW = 5


def described_award(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The awards in sight (one query)."""
    rows = Award.objects.visible_to(actor).filter(pk__in=ids).select_related("recipient")
    return {row.pk: Described(reverse("award", args=[row.pk]), row.recipient.short_name, said(row, "title")) for row in rows}


def described_subaward(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The sub-awards in sight (one query)."""
    rows = SubAward.objects.visible_to(actor).filter(pk__in=ids).select_related("recipient")
    return {row.pk: Described(reverse("subaward", args=[row.pk]), row.recipient.short_name, said(row, "title")) for row in rows}


def described_compact(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The compacts in sight (one query)."""
    rows = Compact.objects.visible_to(actor).filter(pk__in=ids)
    return {row.pk: Described(reverse("compact", args=[row.code]), "", said(row, "title")) for row in rows}


def described_dialogue(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The dialogues in sight (one query)."""
    rows = Dialogue.objects.visible_to(actor).filter(pk__in=ids).select_related("compact")
    return {
        row.pk: Described(
            reverse("dialogue", args=[row.compact.code, row.number]), _("Diálogo anual %(number)d") % {"number": row.number},
            said(row.compact, "title"),
        )
        for row in rows
    }  # fmt: skip


def described_entry(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """What inside a compact somebody must act on: a commitment or a practice, by its code and its words (two queries)."""
    kept = Commitment.objects.visible_to(actor).filter(pk__in=ids).select_related("compact")
    lasting = Practice.objects.visible_to(actor).filter(pk__in=ids).select_related("compact")
    found = {row.pk: _entry(row, "commitment", said(row, "text")) for row in kept}
    return found | {row.pk: _entry(row, "practice", said(row, "title")) for row in lasting}


def _entry(row: Commitment | Practice, page: str, words: str) -> Described:
    return Described(reverse(page, args=[row.compact.code, row.code]), f"{row.code}. {words}", said(row.compact, "title"))


def own_panels(actor: Actor) -> Sequence[Panel]:
    """The partnership beside the work of roles that open no file: compacts in force, and what they carry out (three queries)."""
    role = ROLES.get(actor.role)
    if role is None or role.sees_cases or not policy.can(actor, Verb.SEE_COMPACT, group="agreement"):
        return ()
    compacts = Compact.objects.visible_to(actor).filter(state="in_force").order_by("-signed_on", "code")
    links = [Link(said(row, "title"), reverse("compact", args=[row.code])) for row in compacts[:FEW]]
    panels = [Panel(_("Alianzas en vigor"), links=[*links, Link(_("Ver todas las alianzas"), reverse("compact_list"))])]
    held: list[Award | SubAward] = [
        *Award.objects.visible_to(actor).filter(recipient__unit=actor.unit_id).order_by("number"),
        *SubAward.objects.visible_to(actor).filter(recipient__unit=actor.unit_id).order_by("number"),
    ]
    if held:
        panels.insert(0, Panel(_("Lo que usted lleva a cabo"), links=[_holder(row) for row in held[:FEW]]))
    return panels


def _holder(row: Award | SubAward) -> Link:
    return Link(f"{row.number}. {said(row, 'title')}", reverse(type(row).__name__.lower(), args=[row.pk]))
