"""Where a person is signed in. The library keeps the list; a session ends by removing it from the store."""

from allauth.usersessions.models import UserSession

from amparo.access.models import User


def devices_of(user: User) -> list[UserSession]:
    """The living sessions of a person, oldest first; dead ones are dropped from the list."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at)


def end_all(user: User, *, but: str | None = None) -> int:
    """Ends every session of a person, except the one with key `but`. Returns how many."""
    ended = 0
    for session in UserSession.objects.filter(user=user):
        if session.session_key != but:
            session.end()
            ended += 1
    return ended


def end_one(user: User, pk: int) -> bool:
    """Ends one session of this person; False where it is not his."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session:
        session.end()
    return session is not None
