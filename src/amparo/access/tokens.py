"""One-time links: a secret derived from the id of the act that made it, so that a second click shows the same link."""

import base64
import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from amparo.access.models import Invitation
from amparo.core import keyring

LIFETIME = timedelta(hours=72)


def secret_of(act: UUID) -> str:
    """The secret in the link of the invitation with this id (43 characters)."""
    made = hmac.digest(keyring.subkey("secret", "invitation"), act.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(secret: str) -> bytes:
    """What the database keeps of a link."""
    return hashlib.sha256(secret.encode()).digest()


def open_invitation(secret: str) -> Invitation | None:
    """The invitation behind a link that is still good, or None."""
    return (
        Invitation.objects.select_related("user")
        .filter(token_hash=digest_of(secret), used_at=None, expires_at__gt=timezone.now())
        .first()
    )
