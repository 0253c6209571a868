"""Prevention: campaigns and community work, work with schools, transport and lodging, places of risk."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.ids import new_code
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules, states
from amparo.programme import rules_activities as right
from amparo.programme.actions.activities import Under, district_right, item_of, must_be_coded, objective_of, placed, refuse
from amparo.programme.correcting import correct
from amparo.programme.models import Campaign, Outreach, RiskPlace


@dataclass(frozen=True)
class ReachFacts:
    """How many people were reached, at first hand and by others, and how each was counted. None: nobody knows."""

    reached: int | None = None
    reached_how: str = ""
    indirect: int | None = None
    indirect_how: str = ""


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign or community work, in which languages and with which materials."""

    kind: str
    title_es: str
    starts: date
    ends: date
    under: Under = Under()
    regions: tuple[str, ...] = ()
    title_en: str = ""
    objective: UUID | None = None
    work_item: UUID | None = None
    reach: ReachFacts = ReachFacts()
    materials: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutreachFacts:
    """Work with schools, transport or lodging on a day: places visited, people met, places that committed themselves."""

    sector: str
    on: date
    places: int
    under: Under = Under()
    regions: tuple[str, ...] = ()
    district: str = ""
    people: int | None = None
    committed: int = 0
    work_item: UUID | None = None
    words: str = ""


@dataclass(frozen=True)
class RiskPlaceFacts:
    """A kind of place in a district where children are recruited or exploited. No address, no owner, no name."""

    kind: str
    district: str
    level: str
    under: Under = Under()
    seen: PartialDate | None = None
    words: str = ""


@action
def record_campaign(*, id: UUID, seen: int, compact: UUID, facts: CampaignFacts, by: Actor) -> Campaign:
    """Writes a campaign down. What it reached may follow (`count_reach`)."""
    expect_new(seen)
    place = placed(by, compact, facts.under, regions=facts.regions, verb=Verb.PREVENT)
    words = {"title_es": facts.title_es, "title_en": facts.title_en, "materials": facts.materials}
    refuse(
        rules.in_order(facts.starts, facts.ends),
        rules.about_nobody(**words),
        must_be_coded(facts.regions, kind=("campaign_kind", facts.kind), languages=("material_language", facts.languages)),
        _reach_right(facts.reach),
    )
    campaign = Campaign(
        id=id, **place, **words, **vars(facts.reach), code=new_code("CAM"), kind=facts.kind, starts=facts.starts, ends=facts.ends,
        objective=objective_of(by, place["compact"], facts.objective), work_item=item_of(by, place["compact"], facts.work_item),
        languages=sorted(set(facts.languages)),
    )  # fmt: skip
    campaign.save(force_insert=True)
    audit.record(by=by, verb=Verb.PREVENT, subject_type="campaign", subject=campaign.code, detail=[("step", "record")])
    return campaign


@action
def count_reach(*, id: UUID, seen: int, campaign: UUID, facts: ReachFacts, by: Actor) -> Campaign:
    """Says how many people one's own campaign reached, or corrects it."""
    rows = Campaign.objects.visible_to(by).select_related("award__recipient", "subaward__recipient")
    row: Campaign = take(rows, campaign, seen)
    relations.check(by, Verb.PREVENT, group="activities", row=row)
    refuse(_reach_right(facts))
    correct(row, by=by, **vars(facts))
    audit.record(by=by, verb=Verb.PREVENT, subject_type="campaign", subject=row.code, detail=[("step", "count")])
    return row


@action
def record_outreach(*, id: UUID, seen: int, compact: UUID, facts: OutreachFacts, by: Actor) -> Outreach:
    """Writes down work with schools, transport or lodging. Its region is the district's, where one is given."""
    expect_new(seen)
    regions = (facts.district[:2],) if facts.district else facts.regions
    place = placed(by, compact, facts.under, regions=regions, verb=Verb.PREVENT)
    refuse(
        district_right(facts.district, needed=False),
        must_be_coded(regions, sector=("outreach_sector", facts.sector)),
        right.not_negative(places=facts.places, people=facts.people, committed=facts.committed),
        right.committed_within(facts.committed, facts.places),
        right.not_later(facts.on, timezone.localdate(), field="on"),
        rules.about_nobody(words=facts.words),
    )
    row = Outreach(
        id=id, **place, sector=facts.sector, on=facts.on, district=facts.district, places=facts.places, people=facts.people,
        committed=facts.committed, words=facts.words, work_item=item_of(by, place["compact"], facts.work_item),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.PREVENT, subject_type="outreach", subject=str(row.pk), detail=[("sector", facts.sector)])
    return row


@action
def note_risk_place(*, id: UUID, seen: int, compact: UUID, facts: RiskPlaceFacts, by: Actor) -> RiskPlace:
    """Notes a kind of place of risk in a district."""
    expect_new(seen)
    place = placed(by, compact, facts.under, regions=(facts.district[:2],), verb=Verb.PREVENT)
    refuse(
        district_right(facts.district),
        must_be_coded(kind=("risk_place_kind", facts.kind), level=("risk_rating", facts.level)),
        right.not_later(facts.seen.earliest() if facts.seen else None, timezone.localdate(), field="when"),
        rules.about_nobody(words=facts.words),
    )
    row = RiskPlace(
        id=id, **place, kind=facts.kind, district=facts.district, level=facts.level, seen=facts.seen, words=facts.words,
        state=states.TABLES["risk_place"][0],
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.PREVENT, subject_type="risk_place", subject=str(row.pk), detail=[("step", "note")])
    return row


@action
def move_risk_place(*, id: UUID, seen: int, place: UUID, step: str, by: Actor) -> RiskPlace:
    """A place of risk of one's own is past (`end`), or is there again (`return`)."""
    rows = RiskPlace.objects.visible_to(by).select_related("award__recipient", "subaward__recipient")
    row: RiskPlace = take(rows, place, seen)
    relations.check(by, Verb.PREVENT, group="activities", row=row)
    row.state = move(states.RISK_PLACE, row.state, step)
    bump(row, "state")
    audit.record(by=by, verb=Verb.PREVENT, subject_type="risk_place", subject=str(row.pk), detail=[("step", step)])
    return row


def _reach_right(facts: ReachFacts) -> rules.Messages:
    hows = {"reached_how": facts.reached_how, "indirect_how": facts.indirect_how}
    return rules.merged([
        right.not_negative(reached=facts.reached, indirect=facts.indirect),
        right.reach_has_its_method(reached=(facts.reached, facts.reached_how), indirect=(facts.indirect, facts.indirect_how)),
        codelists.unknown(**{name: ("reach_method", how) for name, how in hows.items() if how}),
    ])  # fmt: skip
