"""A whole stack, which `make test MODULE=end_to_end` starts and names."""

import datetime as dt
import os
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from platform_client import Credentials, Ed25519Key, Engineer, Platform, Robot, StoreTerminal
from platform_client.models.railway import Privilege, TrainRun
from platform_client.models.stores import Item, NewItem, NewStore, Store, StoreType
from playwright.async_api import Browser, Page

from app.demo.scene import MOSCOW
from tests.stack.browsers import launched

ADMIN = Credentials(login="admin", password="provodnik-admin")


@pytest.fixture(scope="session")
def url() -> str:
    url = os.environ.get("PROVODNIK_URL")
    if not url:
        pytest.fail("There is no stack to test. Run: make test MODULE=end_to_end")
    return url


@pytest.fixture(scope="session")
async def platform(url: str) -> AsyncIterator[Platform]:
    async with Platform(url) as platform:
        yield platform


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture(params=["en-GB", "ru-RU"])
async def page(browser: Browser, url: str, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """Of a browser that knows nobody, in each language of the screens."""
    context = await browser.new_context(base_url=url, locale=request.param)
    yield await context.new_page()
    await context.close()


@pytest.fixture(scope="session")
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """For what a well-behaved client does not send."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
async def admin(platform: Platform) -> Engineer:
    return await Engineer.log_in(platform, ADMIN.login, ADMIN.password)


@pytest.fixture(scope="session")
async def depot(admin: Engineer) -> Credentials:
    """Of an engineer who may register devices, and nothing else."""
    credentials = Credentials(login=f"depot-{secrets.token_hex(4)}", password=secrets.token_hex(8))
    engineer_id = await admin.create_engineer(credentials.login, credentials.password)
    await admin.set_privileges(engineer_id, [Privilege.ROBOT_LOGIN, Privilege.STORE_LOGIN])
    return credentials


@pytest.fixture(scope="session")
def run() -> TrainRun:
    """A train run of these tests alone."""
    today = dt.datetime.now(MOSCOW).date()
    return TrainRun(train_number=f"E-{secrets.token_hex(4)}", train_date=today)


async def new_robot(platform: Platform, depot: Credentials, run: TrainRun) -> Robot:
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="test", model_name="Test kiosk"
    )
    await robot.set_trip(run.train_number, run.train_date)
    return robot


@pytest.fixture(scope="session")
async def robot(platform: Platform, depot: Credentials, run: TrainRun) -> Robot:
    return await new_robot(platform, depot, run)


@dataclass(frozen=True)
class Shop:
    store: Store
    terminal: StoreTerminal
    item: Item

    async def balance(self) -> int:
        return (await self.terminal.get_item(self.item.id)).balance


async def open_shop(admin: Engineer, depot: Credentials) -> Shop:
    """With one item, of which there are ten."""
    store = await admin.create_store(
        NewStore(name=f"Shop {secrets.token_hex(4)}", store_type=StoreType.SHOP)
    )
    terminal = await StoreTerminal.register(
        admin.session.platform, depot, Ed25519Key.generate(), store_id=store.id
    )
    item = await terminal.create_item(NewItem(name="Badge", price_penny=25_000, balance=10))
    return Shop(store, terminal, item)


@pytest.fixture
async def shop(admin: Engineer, depot: Credentials, run: TrainRun) -> Shop:
    """Bound to the run."""
    shop = await open_shop(admin, depot)
    await admin.bind_store(shop.store.id, run)
    return shop


@pytest.fixture
async def foreign_shop(admin: Engineer, depot: Credentials) -> Shop:
    """Bound to no run."""
    return await open_shop(admin, depot)
