"""Step 1: what the railway prepares before the robots come."""

import datetime as dt
import secrets
from dataclasses import dataclass

from platform_client import Credentials, Ed25519Key, Engineer, Platform, PlatformError
from platform_client.models.railway import NewTicket, Privilege, TicketOrder, TrainRun, User
from platform_client.models.stores import Item, NewItem, NewStore, Store, StoreType
from platform_client.store_terminal import StoreTerminal

from app.demo.photos import portrait
from app.demo.report import Report, Unexpected

# The railway's clock; Moscow has had no summer time since 2014.
MOSCOW = dt.timezone(dt.timedelta(hours=3))
NAMES = ("Eileen Collins", "Анна Кузнецова", "Мария Соколова", "Vera Lindqvist", "Ольга Иванова")
BORSCHT, PELMENI, SYRNIKI, TEA = "Borscht", "Pelmeni", "Syrniki", "Tea"
MENU = (
    NewItem(name=BORSCHT, price_penny=49_000, category="Soups", balance=12),
    NewItem(name=PELMENI, price_penny=62_000, category="Main dishes", balance=8),
    NewItem(name=SYRNIKI, price_penny=38_000, category="Desserts", balance=5),
    NewItem(name=TEA, price_penny=9_000, category="Drinks", balance=900),
)
LAST_WAGON, LAST_PLACE = 18, 54
MOST_TRIES = 50


@dataclass(frozen=True)
class Scene:
    """All that the robots will meet."""

    platform: Platform
    admin: Engineer
    engineer: Credentials
    run: TrainRun
    passenger: User
    ticket: NewTicket
    store: Store
    back_office: StoreTerminal
    menu: dict[str, Item]


async def prepare(report: Report, platform: Platform, login: Credentials) -> Scene:
    name = secrets.token_hex(3)
    # A run of its own: the same face must not belong to several passengers of one run.
    run = TrainRun(train_number=f"D-{name.upper()}", train_date=dt.datetime.now(MOSCOW).date())
    with report.step(1, "The administrator signs in") as line:
        admin = await Engineer.log_in(platform, login.login, login.password)
        line.result = f"{login.login}, {', '.join((await admin.get_me()).privileges)}"
    engineer = await _make_engineer(report, admin, f"demo-{name}")
    with report.step(1, "makes a passenger with a real face") as line:
        passenger = await admin.create_user(secrets.choice(NAMES), portrait())
        line.result = f"{passenger.name}, face enrolled"
    with report.step(1, "sells a ticket on a run of today") as line:
        ticket = await _sell_ticket(admin, passenger, run)
        line.result = (
            f"train {run.train_number} of {run.train_date}, wagon {ticket.wagon_number}, "
            f"place {ticket.place_number}"
        )
    with report.step(1, "opens a restaurant with a menu on it") as line:
        store, back_office, menu = await _open_restaurant(admin, engineer, run, name)
        line.result = f"{store.name}: {len(menu)} dishes, {_in_stock(menu)} portions"
    return Scene(platform, admin, engineer, run, passenger, ticket, store, back_office, menu)


async def _make_engineer(report: Report, admin: Engineer, login: str) -> Credentials:
    credentials = Credentials(login=login, password=secrets.token_urlsafe(12))
    privileges = [Privilege.ROBOT_LOGIN, Privilege.STORE_LOGIN, Privilege.SECURITY]
    with report.step(1, "makes an engineer for devices and security") as line:
        engineer_id = await admin.create_engineer(credentials.login, credentials.password)
        await admin.set_privileges(engineer_id, privileges)
        line.result = f"{login}, {', '.join(privileges)}"
    return credentials


async def _sell_ticket(admin: Engineer, passenger: User, run: TrainRun) -> NewTicket:
    departs_at = dt.datetime.now(MOSCOW).replace(microsecond=0) + dt.timedelta(hours=1)
    for _ in range(MOST_TRIES):
        order = TicketOrder(
            user_id=passenger.id,
            train_number=run.train_number,
            wagon_number=1 + secrets.randbelow(LAST_WAGON),
            place_number=1 + secrets.randbelow(LAST_PLACE),
            station_id="moscow",
            destination="saint-petersburg",
            date=departs_at,
            start_date=run.train_date,
        )
        try:
            return await admin.create_ticket(order)
        except PlatformError as error:
            if error.code != "PLACE_TAKEN":
                raise
    raise Unexpected(f"no free place after {MOST_TRIES} tries")


async def _open_restaurant(
    admin: Engineer, engineer: Credentials, run: TrainRun, name: str
) -> tuple[Store, StoreTerminal, dict[str, Item]]:
    store = await admin.create_store(
        NewStore(
            name=f"Restaurant {name}",
            description="The dining car of the demo.",
            store_type=StoreType.RESTAURANT,
        )
    )
    await admin.bind_store(store.id, run)
    # A menu is written by the store itself, at a terminal.
    terminal = await StoreTerminal.register(
        admin.session.platform, engineer, Ed25519Key.generate(), store_id=store.id
    )
    items = [await terminal.create_item(item) for item in MENU]
    return store, terminal, {item.name: item for item in items}


def _in_stock(menu: dict[str, Item]) -> int:
    return sum(item.balance for item in menu.values())
