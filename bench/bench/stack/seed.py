"""The data of a run: devices through the public API, the bulk of rows straight into the tables."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from platform_client import Credentials, Ed25519Key, Engineer, Platform, Robot, StoreTerminal
from platform_client.models.railway import Privilege
from platform_client.models.stores import NewStore, StoreType

from bench.stack.tables import Connection

TICKETS = 100_000
ITEMS = 999
STOCK = 1_000_000
# As many as there are connections of the load: each may be a device of its own.
DEVICES = 16
TRAIN = "BENCH"
MANIFEST_TICKETS = 1_500
TICKET_COLUMNS = [
    "user_id",
    "train_number",
    "wagon_number",
    "place_number",
    "station_id",
    "destination_id",
    "date",
    "start_date",
    "code_hash",
]
_WAGONS, _PLACES = 100, 1_000


@dataclass(frozen=True)
class Devices:
    robot_tokens: list[str]
    terminal_tokens: list[str]
    # Any one of the robots, for the floor, which knows nobody.
    robot_id: UUID
    store_id: UUID


async def register_devices(url: str) -> Devices:
    """Robots on today's run, and terminals of one store, all signed in."""
    async with Platform(url) as platform:
        admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
        depot = await _depot(admin)
        robots = [await _robot(platform, depot) for _ in range(DEVICES)]
        store = await admin.create_store(NewStore(name="Bench", store_type=StoreType.SHOP))
        terminals = [
            await StoreTerminal.register(platform, depot, Ed25519Key.generate(), store_id=store.id)
            for _ in range(DEVICES)
        ]
        return Devices(
            robot_tokens=[await robot.session.get_token() for robot in robots],
            terminal_tokens=[await terminal.session.get_token() for terminal in terminals],
            robot_id=robots[0].id,
            store_id=store.id,
        )


async def register_robots(url: str, count: int, train_number: str) -> list[str]:
    """Tokens of more robots, on today's run of this train."""
    async with Platform(url) as platform:
        admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
        depot = await _depot(admin)
        robots = [await _robot(platform, depot, train_number) for _ in range(count)]
        return [await robot.session.get_token() for robot in robots]


async def _depot(admin: Engineer) -> Credentials:
    login = f"bench-{secrets.token_hex(4)}"
    credentials = Credentials(login=login, password=secrets.token_hex(16))
    engineer_id = await admin.create_engineer(credentials.login, credentials.password)
    await admin.set_privileges(engineer_id, [Privilege.ROBOT_LOGIN, Privilege.STORE_LOGIN])
    return credentials


async def _robot(platform: Platform, depot: Credentials, train_number: str = TRAIN) -> Robot:
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="bench", model_name="Bench"
    )
    await robot.set_trip(train_number, _now().date())
    return robot


async def fill_tickets(base: Connection) -> None:
    """Valid tickets on the robots' run; the code of the n-th is `bench-` and six digits."""
    user_id = uuid.uuid4()
    await base.copy_records_to_table("users", records=[(user_id, "Bench")], columns=["id", "name"])
    await base.copy_records_to_table(
        "tickets",
        records=_tickets(user_id),
        columns=TICKET_COLUMNS,
    )


def _tickets(user_id: UUID) -> Iterator[tuple[object, ...]]:
    departure, start_date = _now(), _now().date()
    for number in range(TICKETS):
        wagon, place = divmod(number, _PLACES)
        code_hash = hashlib.sha256(f"bench-{number:06d}".encode()).digest()
        run = (user_id, TRAIN, wagon % _WAGONS + 1, place + 1, "moscow", "kazan")
        yield (*run, departure, start_date, code_hash)


async def fill_manifest_run(base: Connection, train_number: str) -> None:
    """A train as long as they get, sold out."""
    user_id, departure = uuid.uuid4(), _now()
    await base.copy_records_to_table("users", records=[(user_id, "Bench")], columns=["id", "name"])
    stretch = ("moscow", "kazan", departure, departure.date())
    await base.copy_records_to_table(
        "tickets",
        records=[
            (
                user_id,
                train_number,
                number // 60 + 1,
                number % 60 + 1,
                *stretch,
                secrets.token_bytes(32),
            )
            for number in range(MANIFEST_TICKETS)
        ],
        columns=TICKET_COLUMNS,
    )


async def fill_items(store: Connection, store_id: UUID) -> list[str]:
    """A long menu with a well-filled stock; the ids of its items."""
    ids = [uuid.uuid4() for _ in range(ITEMS)]
    await store.copy_records_to_table(
        "store_items",
        records=[
            (id_, store_id, f"Item {number}", "Something to eat", 100 + number, "food", STOCK)
            for number, id_ in enumerate(ids)
        ],
        columns=["id", "store_id", "name", "description", "price_penny", "category", "balance"],
    )
    await store.copy_records_to_table(
        "stock_movements",
        records=[(id_, STOCK, "COUNT", STOCK, "bench") for id_ in ids],
        columns=["store_item_id", "delta", "reason", "balance", "made_by"],
    )
    return [str(id_) for id_ in ids]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
