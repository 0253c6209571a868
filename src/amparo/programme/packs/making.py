"""Making the packs of a dialogue: both languages, both formats, from one snapshot, with progress."""

from collections.abc import Callable, Sequence
from uuid import uuid5

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.errors import Conflict
from amparo.programme import actions as act
from amparo.programme.models import Dialogue, Pack
from amparo.programme.packs import context, docx, pdf
from amparo.programme.packs.pieces import FORMATS, LANGUAGES
from amparo.programme.packs.shapes import PackContent

MAKERS = {"docx": docx.docx, "pdf": pdf.pdf}


def make(
    actor: Actor,
    dialogue: Dialogue,
    *,
    languages: Sequence[str] = LANGUAGES,
    say: Callable[[int, int], None] = lambda done, total: None,
) -> list[Pack]:
    """The packs of a dialogue, made where they are not there yet. Raises `Invalid` where nothing is frozen.

    Each piece is a transaction of its own; `say(done, total)` after each.
    """
    with acting_as(actor):
        found = context.material(actor, dialogue)
    made: list[Pack] = []
    for language in languages:
        content = context.build(found, language)
        for format in FORMATS:
            made.append(_piece(actor, dialogue, language=language, format=format, content=content))
            say(len(made), len(languages) * len(FORMATS))
    return made


def _piece(actor: Actor, dialogue: Dialogue, *, language: str, format: str, content: PackContent) -> Pack:
    with acting_as(actor):
        kept = _kept(actor, dialogue, language, format)
        if kept is not None:
            return kept
        try:
            return act.keep_pack(
                id=uuid5(dialogue.pk, f"{dialogue.snapshot_id}.{language}.{format}"), seen=0, dialogue=dialogue.pk,
                language=language, format=format, content=MAKERS[format](content), by=actor,
            )  # fmt: skip
        except Conflict:  # the other side asked at the same moment: one piece is as good as the other
            kept = _kept(actor, dialogue, language, format)
            if kept is None:
                raise
            return kept


def _kept(actor: Actor, dialogue: Dialogue, language: str, format: str) -> Pack | None:
    rows = Pack.objects.visible_to(actor).filter(snapshot=dialogue.snapshot_id, language=language, format=format)
    found: Pack | None = rows.first()
    return found
