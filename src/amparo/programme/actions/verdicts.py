"""One side says of the other's entry that it accepts or disputes it. The entry stays as it is."""

from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid
from amparo.core.versions import conflict
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules
from amparo.programme.abouts import about_of, relations_of, row_of
from amparo.programme.models import Verdict

WANTED, DISPUTED, ACCEPTED = "programme.verdict_wanted", "programme.disputed", "programme.accepted"


@action
def give_verdict(*, id: UUID, seen: int, about: str, about_id: UUID, accepted: bool, words: str, by: Actor) -> Verdict:
    """Accepts or disputes a row of the other side, as of its version `seen`. The row itself never changes; the last word counts.

    Raises `Denied` for one's own entry and for who is no Participant's manager, `Conflict` where the entry moved on since,
    `Invalid` where a dispute says no reason.
    """
    row, kind = row_of(by, about, about_id), about_of(about)
    party = relations.party_of(by, row.compact)
    policy.check(by, Verb.VERIFY, group=kind.group, relations=relations_of(by, row, party))
    if row.version != seen:
        raise conflict()
    own = party or relations.own_party(by, row.compact)
    messages = rules.about_nobody(words=words)
    if not accepted and not words.strip():
        messages = {"words": [_("Diga qué objeta y por qué.")]}
    if messages:
        raise Invalid(messages)
    verdict = Verdict(
        id=id, compact=row.compact, unit_id=by.unit_id, by=by.user_code, reach=row.reach, regions=row.regions, about=about,
        about_id=row.pk, about_version=row.version, party=own, accepted=accepted, words=words.strip(),
    )  # fmt: skip
    verdict.save(force_insert=True)
    audit.record(
        by=by,
        verb=Verb.VERIFY,
        subject_type=about,
        subject=str(row.pk),
        detail=[("verdict", "accept" if accepted else "dispute")],
    )
    subject = Subject("compact", row.compact_id, row.compact.code)
    effects.close_tasks(subject, [WANTED], by.unit_id, target=row.pk, by=by)
    effects.notify(ACCEPTED if accepted else DISPUTED, subject, unit=row.unit_id, target=row.pk, about_unit=by.unit_id)
    return verdict
