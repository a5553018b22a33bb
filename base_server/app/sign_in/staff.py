"""Staff whom the identity provider knows: what they may do follows their roles there."""

from base_api import CallerKind
from service_kit.request_context import Actor, act_as
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers.provided import add_provided, lock_provided
from app.models import Engineer
from app.revocation import end_outdated_sessions
from app.sign_in.provider import Identity


async def follow_roles(
    session: AsyncSession, identity: Identity, *, may_make: bool
) -> Engineer | None:
    """The engineer of this identity, with the privileges of the roles; None without any.

    Sessions with other privileges end, within a second after the commit; the one that is about to
    begin is none of them. A lost role counts for the last administrator as well: whoever gives
    roles is above this platform.
    """
    engineer = await lock_provided(session, identity.subject)
    if engineer is None:
        if not may_make or not identity.privileges:
            return None
        engineer = await add_provided(
            session, identity.subject, identity.login or identity.name, identity.privileges
        )
    act_as(Actor(CallerKind.ENGINEER, engineer.id, engineer.login))
    if engineer.privileges != identity.privileges:
        engineer.privileges = identity.privileges
        end_outdated_sessions(session, CallerKind.ENGINEER, engineer.id, identity.privileges)
        await session.flush()
    return engineer if engineer.privileges else None
