"""Sealing bytes: AES-256-GCM with a random nonce, bound to the place where they are kept.

An envelope is one version byte, 12 bytes of nonce, the ciphertext and its 16-byte tag. The associated data names table, row
and field, so that an envelope moved to another row or another field does not open (NIST SP 800-38D).
"""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from amparo.core.errors import Locked

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES
BLOCK = 32


def place(table: str, pk: object, field: str) -> bytes:
    """The associated data of a value: where it lives."""
    return f"{table}|{pk}|{field}".encode()


def seal(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Envelope of `plaintext` under a 32-byte key."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _cipher(key).encrypt(nonce, plaintext, VERSION + aad)


def open_sealed(key: bytes, blob: bytes | memoryview, aad: bytes) -> bytes:
    """What `seal` was given. Raises `Locked` when the key, the place or a single bit is another."""
    data = bytes(blob)
    if len(data) < OVERHEAD or data[:1] != VERSION:
        raise Locked(_("Este dato no se puede abrir."))
    try:
        return _cipher(key).decrypt(data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :], VERSION + aad)
    except InvalidTag as error:
        raise Locked(_("Este dato no se puede abrir: la llave no es la suya o alguien lo cambió.")) from error


def seal_text(key: bytes, text: str, aad: bytes) -> bytes:
    """Like `seal`, padded to whole blocks of 32 bytes so that the length of a name cannot be read off."""
    plain = text.encode() + b"\x80"
    return seal(key, plain + bytes(-len(plain) % BLOCK), aad)


def open_text(key: bytes, blob: bytes | memoryview, aad: bytes) -> str:
    """What `seal_text` was given. Raises `Locked`."""
    return open_sealed(key, blob, aad).rstrip(b"\x00")[:-1].decode()


@lru_cache(maxsize=256)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
