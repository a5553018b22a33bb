from base_api import Privilege
from service_kit.callers import AnyCallerDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import TooManyRequests, problems
from service_kit.http_client import PeerUnavailable
from service_kit.redis_async.guessing import GuessLimiterDep
from service_kit.redis_async.sessions import SessionStoreDep
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok

from app.auth import challenges, service
from app.auth.dependencies import (
    AddressDep,
    ChallengeStoreDep,
    DeviceDep,
    PlatformNameDep,
)
from app.auth.errors import (
    BadAnswer,
    BadCredentials,
    ChallengeExpired,
    PrivilegeRequired,
)
from app.auth.schemas import (
    ChallengeRead,
    ChallengeRequest,
    Credentials,
    DeviceRegistered,
    KeyReplacement,
    Me,
    RobotRegistration,
    StoreRegistration,
    Token,
    TokenRequest,
)
from app.device_keys.errors import KeyInUse, UnsupportedKey
from app.engineers.schemas import to_names
from app.stores import StoreApiDep, StoreNotFound

router = feature_router("/auth", tag="auth")
_REGISTRATION = (BadCredentials, PrivilegeRequired, UnsupportedKey, KeyInUse, TooManyRequests)


@router.post(
    "/robot/register",
    status_code=201,
    summary="Register a robot",
    dependencies=[PUBLIC],
    responses=problems(*_REGISTRATION),
)
async def register_robot(
    body: RobotRegistration,
    session: SessionDep,
    database: DatabaseDep,
    limiter: GuessLimiterDep,
    address: AddressDep,
    server: PlatformNameDep,
) -> DeviceRegistered:
    """Needs the credentials of an engineer with `ROBOT_LOGIN`."""
    engineer = await service.require_engineer(
        database, session, limiter, body, address=address, privilege=Privilege.ROBOT_LOGIN
    )
    robot = await service.register_robot(session, engineer, body)
    return DeviceRegistered(id=robot.id, server=server)


@router.post(
    "/store/register",
    status_code=201,
    summary="Register a store terminal",
    dependencies=[PUBLIC],
    responses=problems(*_REGISTRATION, StoreNotFound, PeerUnavailable),
)
async def register_store_terminal(
    body: StoreRegistration,
    session: SessionDep,
    database: DatabaseDep,
    limiter: GuessLimiterDep,
    stores: StoreApiDep,
    address: AddressDep,
    server: PlatformNameDep,
) -> DeviceRegistered:
    """Needs the credentials of an engineer with `STORE_LOGIN`, and an open store."""
    async with database.session() as looking, looking.begin():
        # Ended before the store is asked for: no connection is held while store_server answers.
        engineer = await service.require_engineer(
            database, looking, limiter, body, address=address, privilege=Privilege.STORE_LOGIN
        )
    if not await stores.is_store(body.store_id):
        raise StoreNotFound
    terminal = await service.register_terminal(session, engineer, body)
    return DeviceRegistered(id=terminal.id, server=server)


@router.post(
    "/challenge",
    summary="Ask for a challenge",
    dependencies=[PUBLIC],
    responses=problems(TooManyRequests),
)
async def create_challenge(
    body: ChallengeRequest,
    session: SessionDep,
    store: ChallengeStoreDep,
    server: PlatformNameDep,
) -> ChallengeRead:
    """To be answered once, within `expires_in` seconds, at `POST /auth/token`."""
    challenge = await service.begin_challenge(session, store, body, server=server)
    return ChallengeRead(
        challenge_id=challenge.id,
        method=challenge.method,
        algorithm=challenge.algorithm,
        server=server,
        challenge=challenge.challenge,
        expires_in=challenges.LIFETIME_SECONDS,
    )


@router.post(
    "/token",
    summary="Answer a challenge",
    dependencies=[PUBLIC],
    responses=problems(BadAnswer, ChallengeExpired, TooManyRequests),
)
async def create_token(
    body: TokenRequest,
    session: SessionDep,
    store: ChallengeStoreDep,
    sessions: SessionStoreDep,
    limiter: GuessLimiterDep,
    address: AddressDep,
) -> Token:
    """A session for the device that proves its key."""
    token = await service.sign_in_device(session, store, sessions, limiter, body, address=address)
    return Token.bearer(token, sessions.lifetime_seconds)


@router.post(
    "/device/key",
    summary="Replace a device's key",
    responses=problems(BadAnswer, ChallengeExpired, UnsupportedKey, KeyInUse, TooManyRequests),
)
async def replace_device_key(
    body: KeyReplacement,
    device: DeviceDep,
    session: SessionDep,
    store: ChallengeStoreDep,
    sessions: SessionStoreDep,
    limiter: GuessLimiterDep,
    address: AddressDep,
) -> Ok:
    """Takes a `sign` challenge. Ends all sessions of the device: sign in with the new key."""
    await service.replace_device_key(
        session, store, sessions, limiter, device, body, address=address
    )
    return OK


@router.post(
    "/engineer/login",
    summary="Sign in as an engineer",
    dependencies=[PUBLIC],
    responses=problems(BadCredentials, TooManyRequests),
)
async def login_engineer(
    body: Credentials,
    session: SessionDep,
    database: DatabaseDep,
    sessions: SessionStoreDep,
    limiter: GuessLimiterDep,
    address: AddressDep,
) -> Token:
    """A session that carries the engineer's privileges."""
    engineer = await service.require_engineer(database, session, limiter, body, address=address)
    token = await service.sign_in_engineer(sessions, engineer)
    return Token.bearer(token, sessions.lifetime_seconds)


@router.get("/me", summary="Who am I?")
async def get_me(caller: AnyCallerDep) -> Me:
    """The holder of the session."""
    return Me(
        kind=caller.kind,
        id=caller.id,
        name=caller.name,
        privileges=to_names(caller.privileges),
        store_id=caller.attributes.get("store_id"),
    )
