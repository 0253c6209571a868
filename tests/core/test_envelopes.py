"""Sealing: what goes in comes out, in its own place only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.envelopes import BLOCK, OVERHEAD, open_sealed, open_text, place, seal, seal_text
from amparo.core.errors import Locked

KEY = bytes(range(32))
HERE = place("vault_person", "7a", "given_names")


@given(st.binary(max_size=500), st.binary(min_size=32, max_size=32), st.binary(max_size=60))
def test_opens_what_it_sealed(plain: bytes, key: bytes, aad: bytes) -> None:
    assert open_sealed(key, seal(key, plain, aad), aad) == plain


@given(st.text(max_size=200))
def test_opens_the_text_it_sealed(text: str) -> None:
    assert open_text(KEY, seal_text(KEY, text, HERE), HERE) == text


@given(st.text(min_size=1, max_size=10, alphabet="abcñü"), st.text(min_size=1, max_size=10, alphabet="abcñü"))
def test_short_names_have_one_length(one: str, other: str) -> None:
    assert len(seal_text(KEY, one, HERE)) == len(seal_text(KEY, other, HERE)) == BLOCK + OVERHEAD


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(place("vault_person", "7b", "given_names"), id="another row"),
        pytest.param(place("vault_person", "7a", "first_surname"), id="another field"),
        pytest.param(place("vault_document", "7a", "given_names"), id="another table"),
    ],
)
def test_does_not_open_in_another_place(elsewhere: bytes) -> None:
    blob = seal_text(KEY, "Yanet", HERE)
    assert open_text(KEY, blob, HERE) == "Yanet"
    with pytest.raises(Locked):
        open_text(KEY, blob, elsewhere)


@given(st.integers(min_value=0))
def test_one_changed_bit_is_found(position: int) -> None:
    blob = bytearray(seal(KEY, b"Yanet", HERE))
    blob[position % len(blob)] ^= 1 << (position % 8)
    with pytest.raises(Locked):
        open_sealed(KEY, bytes(blob), HERE)


def test_another_key_does_not_open() -> None:
    with pytest.raises(Locked):
        open_sealed(bytes(32), seal(KEY, b"Yanet", HERE), HERE)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x02" + bytes(40)])
def test_noise_is_locked_not_an_accident(blob: bytes) -> None:
    with pytest.raises(Locked):
        open_sealed(KEY, blob, HERE)


def test_the_same_text_never_gives_the_same_envelope() -> None:
    assert len({seal_text(KEY, "Yanet", HERE) for _time in range(50)}) == 50
