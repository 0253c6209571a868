"""The matrix, cell by cell: what is written is allowed, all else is not, and what must never be is not written.

The tables below are a second hand: they say what domain part B.6 forbids, not what `matrix.csv` happens to hold.
"""

import csv
from importlib import resources

import pytest

from amparo.access.actors import Actor, anonymous, system
from amparo.access.describe import pages
from amparo.access.labels import GROUPS, RELATIONS, VERBS
from amparo.access.policy import Relation, can, can_anywhere, check, groups, matrix, seen_groups
from amparo.access.roles import FRONT_ROLES, ROLES
from amparo.access.verbs import Verb
from amparo.core.errors import Denied
from tests.plugin import ROOT

SUPERVISORS = [role.code for role in ROLES.values() if role.supervises]
HOUSE = ["compact_manager", "partner", "subrecipient", "evaluator", "dpo", "auditor", "admin", "crtp", "cmnp"]
PARTNERSHIP = [
    "agreement",
    "commitments",
    "pledge",
    "money",
    "activities",
    "officials",
    "indicators",
    "reports",
    "dialogue",
    "claims",
]
FILE_GROUPS = [group for group in groups() if group not in ("house", "counts", *PARTNERSHIP)]
COMPACT_VERBS = [
    Verb.SEE_COMPACT, Verb.KEEP_AGREEMENT, Verb.COMMIT, Verb.PLEDGE, Verb.VERIFY, Verb.GRANT, Verb.SPEND, Verb.SUBGRANT, Verb.MONITOR,
    Verb.PLAN_WORK, Verb.TRAIN, Verb.PREVENT, Verb.SUSTAIN, Verb.DEFINE_INDICATOR, Verb.RECORD_RESULT, Verb.VALIDATE_RESULT,
    Verb.WRITE_REPORT, Verb.REVIEW_REPORT, Verb.HOLD_DIALOGUE, Verb.CLAIM_MONEY, Verb.IMPORT_MONEY,
]  # fmt: skip
TAKES_PART = ["compact_manager", "partner", "subrecipient", "evaluator", "crtp", "cmnp"]
EVERY = [(role, relation) for role in ROLES for relation in Relation]


def actor(role):
    return Actor(1, "USR-TEST", role, 1, "unit", "house", scope=(1,), identity=(1, -1))


def written():
    """What the file says, read anew and without the patterns' help."""
    cells = set()
    lines = csv.DictReader(resources.files("amparo.access").joinpath("matrix.csv").read_text("utf-8").splitlines())
    for line in lines:
        pattern = line.pop("role")
        roles = {"*": list(ROLES), "*_front": FRONT_ROLES, "*_supervisor": SUPERVISORS}.get(pattern, [pattern])
        relation = line.pop("relation")
        for group, verbs in line.items():
            cells |= {(role, relation, group, verb) for role in roles for verb in verbs.split()}
    return cells


WRITTEN = written()


@pytest.mark.parametrize(("role", "relation"), EVERY)
def test_every_cell(role, relation):
    somebody = actor(role)
    for group in groups():
        for verb in Verb:
            expected = (role, relation.value, group, verb.value) in WRITTEN
            assert can(somebody, verb, group=group, relations=[relation]) is expected, (group, verb)
            if expected:
                check(somebody, verb, group=group, relations=[relation])
                assert can_anywhere(somebody, verb)
            else:
                with pytest.raises(Denied):
                    check(somebody, verb, group=group, relations=[relation])
    assert seen_groups(somebody, [relation]) == {g for r, n, g, v in WRITTEN if (r, n, v) == (role, relation.value, "see")}


# role(s), relation(s), group(s), verb(s) that must never be: B.6 row by row, and the sentences of the issue
ALL = list(Relation)
READ = [Verb.SEE]
NEVER = [
    ("identity of the child: commissions, partners, and the house never", HOUSE, ALL, ["identity"], list(Verb)),
    ("no file for commissions, partners, administrators, watchers", HOUSE, ALL, FILE_GROUPS, list(Verb)),
    ("no file opens without a relation", list(ROLES), [Relation.NONE], FILE_GROUPS, [Verb.OPEN_FILE, Verb.SEE, Verb.REVEAL_IDENTITY]),
    ("after hand-over: not where she is, nor anything but the header and what one wrote",
     list(ROLES), [Relation.PAST], [g for g in FILE_GROUPS if g not in ("header", "own")], list(Verb)),
    ("after hand-over nothing is done any more", list(ROLES), [Relation.PAST], FILE_GROUPS, [v for v in Verb if v not in (Verb.SEE, Verb.OPEN_FILE)]),
    ("the address of a centre: police, prosecutors, health, defence never",
     ["police", "prosecutor", "family_prosecutor", "health", "defender", "hotline", "school", "labour", "court", "reintegration"],
     ALL, ["address"], list(Verb)),
    ("the address never to who only received a referral", list(ROLES), [Relation.RECEIVER, Relation.SENDER], ["address"], list(Verb)),
    ("health notes: police, prosecutors, court, defence never",
     ["police", "prosecutor", "family_prosecutor", "defender", "court", "hotline", "school", "labour"], ALL, ["health"], list(Verb)),
    ("supervisors read no narrative and open no file", SUPERVISORS, ALL, FILE_GROUPS, [v for v in Verb if v not in (Verb.LIST_FILES, Verb.SEE_PLACES, Verb.NAME_PROTECTOR)]),
    ("who answers referrals sees no plan, placement, penal or protection through them",
     ["health", "school", "labour", "identity_office", "demuna", "cem", "migration", "consulate"], [Relation.RECEIVER],
     ["plan", "placement", "penal", "protection", "milestones", "screening", "status", "referrals"], list(Verb)),
    ("who sent a referral sees its answer, not the file", list(FRONT_ROLES), [Relation.SENDER],
     [g for g in FILE_GROUPS if g not in ("header", "own", "own_referral")], list(Verb)),
    ("only police, prosecutor and protection unit decide the status",
     [r for r in ROLES if r not in ("police", "prosecutor", "upe")], ALL, list(groups()), [Verb.DECIDE_STATUS]),
    ("names are searched by police, prosecutor and protection unit only",
     [r for r in ROLES if r not in ("police", "prosecutor", "upe")], ALL, list(groups()), [Verb.SEARCH_NAMES]),
    ("only the protection unit opens protection, closes and erases",
     [r for r in ROLES if r != "upe"], ALL, list(groups()), [Verb.OPEN_PROTECTION, Verb.CLOSE, Verb.REOPEN, Verb.ERASE_IDENTITY]),
    ("only administrators administer", [r for r in ROLES if r != "admin"], ALL, list(groups()),
     [Verb.ADMINISTER, Verb.PROPOSE_ROLE, Verb.CONFIRM_ROLE, Verb.CORRECT_REFERENCE]),
    ("who protects is named by the unit above the protection units, the prosecutor in charge, or an officer of data who was asked",
     [r for r in ROLES if r not in ("upe_supervisor", "prosecutor", "dpo")], ALL, list(groups()), [Verb.NAME_PROTECTOR]),
    ("the audit is for the auditor and the officer of data", [r for r in ROLES if r not in ("auditor", "dpo")], ALL, list(groups()), [Verb.READ_AUDIT]),
    ("no person runs jobs", list(ROLES), ALL, list(groups()), [Verb.RUN_JOBS]),
    ("who works with children does nothing in the partnership", [r for r in ROLES if r not in TAKES_PART], ALL, list(groups()), COMPACT_VERBS),
    ("the words of the file open nothing in the partnership", list(ROLES), ALL, PARTNERSHIP, [v for v in Verb if v not in COMPACT_VERBS]),
    ("the words of the partnership open no file", list(ROLES), ALL, [g for g in groups() if g not in PARTNERSHIP], COMPACT_VERBS),
    ("only governments keep the agreement, commit, grant, define and hold the dialogue",
     [r for r in ROLES if r != "compact_manager"], ALL, list(groups()),
     [Verb.KEEP_AGREEMENT, Verb.COMMIT, Verb.PLEDGE, Verb.GRANT, Verb.VERIFY, Verb.DEFINE_INDICATOR, Verb.HOLD_DIALOGUE, Verb.CLAIM_MONEY]),
    ("no government spends, sub-awards, trains or writes a partner's report", ["compact_manager"], ALL, list(groups()),
     [Verb.SPEND, Verb.SUBGRANT, Verb.TRAIN, Verb.WRITE_REPORT, Verb.PLAN_WORK]),
    ("nobody changes the other side's entry", list(ROLES), [Relation.RECEIVER], PARTNERSHIP,
     [Verb.KEEP_AGREEMENT, Verb.COMMIT, Verb.PLEDGE, Verb.GRANT, Verb.SPEND, Verb.RECORD_RESULT, Verb.WRITE_REPORT]),
    ("nobody accepts his own entry", list(ROLES), [Relation.RESPONSIBLE], PARTNERSHIP, [Verb.VERIFY, Verb.VALIDATE_RESULT]),
    ("evaluators and the secretariat read", ["evaluator", "cmnp"], ALL, PARTNERSHIP, [v for v in Verb if v != Verb.SEE_COMPACT]),
    ("the list of who was trained is for those who train", [r for r in ROLES if r not in ("partner", "subrecipient")], ALL, ["officials"], list(Verb)),
    ("counts for the units above and the commissions only", [r for r in ROLES if r not in [*SUPERVISORS, "crtp", "cmnp"]], ALL, ["counts"], list(Verb)),
]  # fmt: skip


@pytest.mark.parametrize(("roles", "relations", "fields", "verbs"), [row[1:] for row in NEVER], ids=[row[0] for row in NEVER])
def test_what_must_never_be(roles, relations, fields, verbs):
    found = [
        cell for cell in matrix()
        if cell[0] in roles and cell[1] in {r.value for r in relations} and cell[2] in fields and cell[3] in {v.value for v in verbs}
    ]  # fmt: skip
    assert found == []


# what B.6 and the issue promise: without these the negatives would be easy
ALWAYS = [
    ("police", Relation.RESPONSIBLE, "identity", Verb.REVEAL_IDENTITY),
    ("police", Relation.RESPONSIBLE, "milestones", Verb.SEE),
    ("police", Relation.PAST, "own", Verb.SEE),
    ("prosecutor", Relation.RESPONSIBLE, "milestones", Verb.SEE),
    ("upe", Relation.RESPONSIBLE, "address", Verb.SEE),
    ("centre", Relation.RESPONSIBLE, "address", Verb.SEE),
    ("health", Relation.RECEIVER, "health", Verb.SEE),
    ("health", Relation.RECEIVER, "identity", Verb.REVEAL_IDENTITY),
    ("defender", Relation.RECEIVER, "identity", Verb.REVEAL_IDENTITY),
    ("court", Relation.RECEIVER, "protection", Verb.RECORD_COURT),
    ("cem", Relation.RECEIVER, "own_referral", Verb.ANSWER),
    ("demuna", Relation.RECEIVER, "own_referral", Verb.ANSWER),
    ("police", Relation.SENDER, "own_referral", Verb.SEE),
    ("police_supervisor", Relation.ANCESTOR, "counts", Verb.SEE_COUNTS),
    ("upe_supervisor", Relation.ANCESTOR, "header", Verb.NAME_PROTECTOR),
    ("crtp", Relation.NONE, "counts", Verb.SEE_COUNTS),
    ("dpo", Relation.NONE, "house", Verb.SEE_ROLE_CHANGES),
    ("dpo", Relation.NONE, "house", Verb.NAME_PROTECTOR),
    ("auditor", Relation.NONE, "house", Verb.READ_AUDIT),
    ("compact_manager", Relation.RECEIVER, "commitments", Verb.VERIFY),
    ("compact_manager", Relation.RESPONSIBLE, "money", Verb.GRANT),
    ("partner", Relation.RESPONSIBLE, "reports", Verb.WRITE_REPORT),
    ("partner", Relation.RECEIVER, "reports", Verb.REVIEW_REPORT),
    ("subrecipient", Relation.RESPONSIBLE, "money", Verb.SPEND),
    ("crtp", Relation.NONE, "activities", Verb.PREVENT),
    ("evaluator", Relation.NONE, "money", Verb.SEE_COMPACT),
]


@pytest.mark.parametrize(("role", "relation", "group", "verb"), ALWAYS)
def test_what_is_promised(role, relation, group, verb):
    assert can(actor(role), verb, group=group, relations=[relation])


def test_everybody_signed_in_may_work_and_nobody_else():
    assert all(can(actor(role), Verb.WORK, group="house") for role in ROLES)
    assert not any(can_anywhere(anonymous(), verb) for verb in Verb)
    assert not any(can_anywhere(actor("none"), verb) for verb in Verb)


def test_a_job_may_do_what_it_declares_and_no_more():
    job = system("sweep", Verb.RUN_JOBS)
    assert [verb for verb in Verb if can(job, verb, group="house")] == [Verb.RUN_JOBS]


def test_every_verb_is_somebodys_and_has_words():
    held = {verb for _role, _relation, _group, verb in matrix()}
    assert set(Verb) - held == {Verb.RUN_JOBS}
    assert set(VERBS) == set(Verb)
    assert set(RELATIONS) == set(Relation)
    assert set(GROUPS) == set(groups())


@pytest.mark.parametrize("name", ["matrix.md", "roles.md", "states.md"])
def test_the_reference_says_what_the_data_says(name):
    committed = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert committed == pages()[name], "run: manage write_reference_docs"
