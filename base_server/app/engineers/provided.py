"""Engineers whom the identity provider knows: they may do what their roles there say."""

import hashlib
import re

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers import repository
from app.models import Engineer

_LONGEST_LOGIN = 60
_TAIL = 8
_NAMELESS = "staff"
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]+")


async def lock_provided(session: AsyncSession, subject: str) -> Engineer | None:
    """Held until the transaction ends, so that of two sign-ins the later one has the last word."""
    return await repository.lock_by_subject(session, subject)


async def add_provided(
    session: AsyncSession, subject: str, wanted_login: str | None, privileges: int
) -> Engineer:
    """Without a password. The wanted login is only a name, and whoever has it already keeps it."""
    login = _clean(wanted_login)
    distinct = f"{login[: _LONGEST_LOGIN - _TAIL - 1]}-{_digest(subject)}"
    for candidate in (login, distinct):
        try:
            async with session.begin_nested():
                engineer = Engineer(login=candidate, subject=subject, privileges=privileges)
                session.add(engineer)
        except IntegrityError:
            # The login is taken, or the same person signed in twice at once.
            known = await repository.lock_by_subject(session, subject)
            if known is not None:
                return known
        else:
            return engineer
    raise RuntimeError("two engineers cannot have a login that is made from their subject")


def _clean(login: str | None) -> str:
    plain = _CONTROL_CHARACTERS.sub(" ", login or "").encode(errors="ignore").decode()
    return plain.strip()[:_LONGEST_LOGIN].strip() or _NAMELESS


def _digest(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()[:_TAIL]
