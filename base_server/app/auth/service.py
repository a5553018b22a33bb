"""Sign-in decisions. Every failure costs the same as a success and is counted."""

from uuid import UUID

from base_api import CallerKind, Privilege
from service_kit.callers import Caller
from service_kit.database import Database
from service_kit.redis_async.guessing import GuessLimiter
from service_kit.redis_async.sessions import SessionStore
from service_kit.request_context import Actor, act_as
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth import challenges, repository
from app.auth.challenges import Challenge, ChallengeStore, PendingChallenge
from app.auth.errors import BadAnswer, BadCredentials, ChallengeExpired, PrivilegeRequired
from app.auth.schemas import (
    ChallengeRequest,
    Credentials,
    KeyReplacement,
    Method,
    RobotRegistration,
    StoreRegistration,
    TokenRequest,
)
from app.device_keys.keys import DevicePublicKey, fingerprint, is_signature, load_public_key
from app.device_keys.service import add_device, replace_key
from app.engineers import service as engineers
from app.models import ActiveStore, Engineer, Robot
from app.revocation import end_these_sessions


async def require_engineer(
    database: Database,
    session: AsyncSession,
    limiter: GuessLimiter,
    credentials: Credentials,
    *,
    address: str,
    privilege: Privilege | None = None,
) -> Engineer:
    """The engineer with this login and password, and the privilege, locked in `session`.

    Raises `BadCredentials` alike for an unknown login and a wrong password, `PrivilegeRequired`,
    and 429 for who guesses.
    """
    # Guesses from elsewhere do not keep out whoever has signed in from this address before.
    here = f"login:{credentials.login}@{address}"
    account = here if await limiter.is_known(here) else f"login:{credentials.login}"
    subjects = (account, f"address:{address}")
    await limiter.admit(*subjects)
    engineer = await engineers.get_by_password(
        database, session, credentials.login, credentials.password.get_secret_value()
    )
    if engineer is None:
        raise BadCredentials
    act_as(Actor(CallerKind.ENGINEER, engineer.id, engineer.login))
    await limiter.forget(*subjects)
    await limiter.remember(here)
    if privilege is not None and not engineer.privileges & privilege:
        raise PrivilegeRequired
    return engineer


async def sign_in_engineer(sessions: SessionStore, engineer: Engineer) -> str:
    return await sessions.create(
        Caller(
            kind=CallerKind.ENGINEER,
            id=engineer.id,
            name=engineer.login,
            privileges=engineer.privileges,
        )
    )


async def register_robot(
    session: AsyncSession, engineer: Engineer, body: RobotRegistration
) -> Robot:
    robot = Robot(
        robot_model_id=body.robot_model_id,
        robot_model_name=body.robot_model_name,
        registered_by=engineer.login,
    )
    await add_device(session, robot, body.public_key)
    return robot


async def register_terminal(
    session: AsyncSession, engineer: Engineer, body: StoreRegistration
) -> ActiveStore:
    terminal = ActiveStore(store_id=body.store_id, registered_by=engineer.login)
    await add_device(session, terminal, body.public_key)
    return terminal


async def begin_challenge(
    session: AsyncSession, store: ChallengeStore, body: ChallengeRequest, *, server: str
) -> Challenge:
    device = await repository.get_device(session, body.device_id)
    key = load_public_key(device.public_key) if device is not None else None
    challenge, pending = challenges.make(body.device_id, key, body.method, server)
    await store.keep(challenge, pending)
    return challenge


async def sign_in_device(
    session: AsyncSession,
    store: ChallengeStore,
    sessions: SessionStore,
    limiter: GuessLimiter,
    body: TokenRequest,
    *,
    address: str,
) -> str:
    """A session for the device that answers its challenge."""
    pending = await store.find(body.challenge_id)
    if pending is None:
        raise ChallengeExpired
    is_met = pending.is_met_by(body.answer)
    device = await repository.lock_live_device(session, pending.device_id) if is_met else None
    # Not revoked, nor given another key, after the challenge was made.
    if device is None or device.public_key != pending.public_key:
        await _refuse(store, limiter, body.challenge_id, pending, address)
        raise BadAnswer
    if not await store.use_up(body.challenge_id):
        raise ChallengeExpired
    await repository.mark_seen(session, device)
    return await sessions.create(_caller(device))


async def _refuse(
    store: ChallengeStore,
    limiter: GuessLimiter,
    challenge_id: UUID,
    pending: PendingChallenge,
    address: str,
) -> None:
    """Count a wrong answer, and use the challenge up by it. Raises 429 for who guesses; that uses
    nothing up.

    Only wrong answers are counted, unlike passwords: no answer can be found by trying, and whoever
    tries in a device's name must not keep the device out.
    """
    await limiter.admit(f"device:{pending.device_id}", f"address:{address}")
    await store.use_up(challenge_id)


async def replace_device_key(
    session: AsyncSession,
    store: ChallengeStore,
    sessions: SessionStore,
    limiter: GuessLimiter,
    caller: Caller,
    body: KeyReplacement,
    *,
    address: str,
) -> None:
    """Another key for the calling device, wanted by the old one and held by it for certain.

    All sessions that it has end, this one included: whoever stole one is out, and the device shows
    at its next sign-in that it has kept the new key. They are named here, under the lock that each
    sign-in takes: one by the new key, begun before they have ended, is none of them.
    Of two replacements at once the later one fails, because its challenge was for the key that the
    first one has replaced.
    """
    new_key = load_public_key(body.public_key)
    pending = await store.find(body.challenge_id)
    if pending is None:
        raise ChallengeExpired
    device = await repository.lock_live_device(session, caller.id)
    is_own = device is not None and (pending.device_id, pending.public_key) == (
        device.id,
        device.public_key,
    )
    if device is None or not is_own or not _is_signed_by_both(pending, new_key, body):
        await _refuse(store, limiter, body.challenge_id, pending, address)
        raise BadAnswer
    if not await store.use_up(body.challenge_id):
        raise ChallengeExpired
    await replace_key(session, device, new_key)
    live = await sessions.list_of(caller.kind, str(device.id))
    end_these_sessions(session, CallerKind(caller.kind), device.id, (one.id for one in live))


def _is_signed_by_both(
    pending: PendingChallenge, new_key: DevicePublicKey, body: KeyReplacement
) -> bool:
    if pending.method is not Method.SIGN or pending.public_key is None:
        return False
    text = pending.text_for_key(fingerprint(new_key))
    old_key = load_public_key(pending.public_key)
    return is_signature(old_key, body.signature, text) and is_signature(new_key, body.proof, text)


def _caller(device: Robot | ActiveStore) -> Caller:
    if isinstance(device, Robot):
        return Caller(kind=CallerKind.ROBOT, id=device.id, name=device.robot_model_name)
    return Caller(
        kind=CallerKind.STORE,
        id=device.id,
        name=f"terminal of store {device.store_id}",
        attributes={"store_id": str(device.store_id)},
    )
