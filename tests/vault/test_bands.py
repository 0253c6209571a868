"""No stored key may be as frequent as a common name."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from amparo.vault.search import keys as k
from amparo.vault.search.bands import CAP, FLOOR, MOST_BAND, band, ceiling, homophones, outgrown, share
from amparo.vault.search.plan import Entry, Ground, Variant, nearest, plan

KEYS = k.SearchKeys(b"l" * 32, b"s" * 32, b"f" * 32, b"b" * 32)
steps = st.integers(0, MOST_BAND)


@given(st.floats(0, 1), st.integers(FLOOR, 10**8))
def test_a_band_is_never_below_the_frequency(part: float, people: int) -> None:
    assert share(part * people, people) <= ceiling(band(part * people, people)) * 1.0001


@given(steps, steps)
def test_homophones_bring_a_pair_under_the_cap(one: int, other: int) -> None:
    spread = homophones(one, other)
    assert spread & (spread - 1) == 0
    assert 1 <= spread <= 64
    if spread < 64:
        assert ceiling(one) * ceiling(other) / spread <= CAP * 1.0001
    assert spread == homophones(other, one)


@given(steps)
def test_rare_tokens_need_no_homophones_whatever_they_stand_with(other: int) -> None:
    assert ceiling(other) > 1 or homophones(0, other) == 1


def test_a_small_register_counts_as_twenty_thousand_people() -> None:
    assert band(10, 100) == 0  # up to ten people may share a key, however few there are
    assert band(11, 100) > 0
    assert not outgrown(0, 10, 100)
    assert outgrown(0, 20, 100)


@given(st.uuids(version=4), steps, steps)
def test_a_query_asks_for_every_homophone_a_row_may_carry(person: UUID, one: int, other: int) -> None:
    names = k.Names(person, ("aaa",), ("bbb",))
    low, high = sorted((one, other))
    entries = {"aaa": Entry("aaa", 9.0, high, low), "bbb": Entry("bbb", 9.0, one, one)}
    ground = Ground(KEYS, {token: [Variant(entry, 0)] for token, entry in entries.items()}, {}, 10**6)
    for written in (low, high):
        stored = k.features(KEYS, names, {"aaa": written, "bbb": one, "^a": 0})
        made = plan(["aaa", "bbb"], ground)
        if made is not None:
            assert set(stored) & {*made.exact, *made.fuzzy}


def test_a_single_common_name_is_refused() -> None:
    common = Entry("kispe", 30_000.0, band(30_000, 10**6), band(30_000, 10**6))
    assert plan(["kispe"], Ground(KEYS, {"kispe": [Variant(common, 0)]}, {}, 10**6)) is None


def test_a_single_rare_name_is_found_by_itself() -> None:
    rare = Entry("korimania", 12.0)
    made = plan(["korimania"], Ground(KEYS, {"korimania": [Variant(rare, 0)]}, {}, 10**6))
    assert made is not None
    assert made.select == (k.single_key(KEYS, "korimania"),)


def test_the_frequent_readings_of_a_misspelt_word_come_first() -> None:
    found = [Variant(Entry(str(number), number), 1) for number in range(20)]
    assert [reading.entry.count for reading in nearest(found)] == [19, 18, 17, 16, 15, 14]


@given(st.text(alphabet="abcdefgh", min_size=2, max_size=9), st.text(alphabet="abcdefgh", min_size=1, max_size=9))
def test_two_tokens_one_fault_apart_share_a_deletion(one: str, other: str) -> None:
    for at in range(len(one)):
        for changed in (one[:at] + one[at + 1 :], one[:at] + other[0] + one[at + 1 :], one[:at] + other[0] + one[at:]):
            if changed:
                assert k.deletions(one) & k.deletions(changed)
