"""How the desk shows an award or a sub-award that a task is about: where its page is, whose it is."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from amparo.access.actors import Actor
from amparo.desk.providers import Described
from amparo.programme.models import Award, SubAward
from amparo.programme.said import said


def described_award(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The awards in sight (one query)."""
    rows = Award.objects.visible_to(actor).filter(pk__in=ids).select_related("recipient")
    return {row.pk: Described(reverse("award", args=[row.pk]), row.recipient.short_name, said(row, "title")) for row in rows}


def described_subaward(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The sub-awards in sight (one query)."""
    rows = SubAward.objects.visible_to(actor).filter(pk__in=ids).select_related("recipient")
    return {row.pk: Described(reverse("subaward", args=[row.pk]), row.recipient.short_name, said(row, "title")) for row in rows}
