"""A pack that was made is kept with its fingerprint, so that what lay on the table can be shown again."""

import hashlib
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid, NotFound
from amparo.core.versions import expect_new
from amparo.programme import relations, rules
from amparo.programme.actions.dialogue import code_of
from amparo.programme.models import Dialogue, Pack
from amparo.programme.packs.pieces import FORMATS, LANGUAGES


@action
def keep_pack(*, id: UUID, seen: int, dialogue: UUID, language: str, format: str, content: bytes, by: Actor) -> Pack:
    """Keeps a pack made from the dialogue's frozen figures: one for each language and format of a snapshot; the first one stays."""
    expect_new(seen)
    row: Dialogue | None = Dialogue.objects.visible_to(by).filter(pk=dialogue).select_related("compact").first()
    if row is None:
        raise NotFound(rules.gone())
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    if row.snapshot_id is None or language not in LANGUAGES or format not in FORMATS:
        raise Invalid(_("Primero congele las cifras: el paquete se hace con las cifras de una fecha de corte."))
    there: Pack | None = Pack.objects.visible_to(by).filter(snapshot=row.snapshot_id, language=language, format=format).first()
    if there is not None:
        return there
    pack = Pack(
        id=id, compact=row.compact, unit_id=by.unit_id, by=by.user_code, reach=row.reach, dialogue=row, snapshot_id=row.snapshot_id,
        language=language, format=format, content=content, digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    pack.save(force_insert=True)
    audit.record(
        by=by, verb=Verb.HOLD_DIALOGUE, subject_type="dialogue", subject=code_of(row),
        detail=[("pack", f"{language}.{format}"), ("digest", pack.digest[:16])],
    )  # fmt: skip
    return pack
