"""Sales and refunds while servers and PostgreSQL are killed: what is wrong in the books then."""

import asyncio
import secrets

from local_stack.stack.home import Home, temporary_home
from local_stack.stack.ports import free_ports
from platform_client import Credentials, Ed25519Key, Engineer, Platform, StoreTerminal
from platform_client.models.railway import Privilege
from platform_client.models.stores import NewItem, NewStore, StoreType

from bench.kills.survival import Survival, trade_through_kills
from bench.kills.victims import Victims
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.measure.stack_rows import own_stack

ITEMS = 20
# On the average each item is wanted more often, so that there are refusals too.
STOCK_SHARE = 0.1
ROUND = ("store-1", "postgres", "store-2")


async def measure_kills(plan: Plan) -> list[Row]:
    """On a stack of its own with two replicas, whose PostgreSQL waits for the disk."""
    with temporary_home() as home:
        stack = own_stack(home)
        url = f"http://localhost:{(port := free_ports().public)}"
        options = ("--port", str(port), "--replicas", "2", "--no-install", "--no-debug-data")
        await asyncio.to_thread(stack.run, "up", "--detach", *options)
        try:
            kills = ROUND * max(1, plan.trades // plan.trades_a_round)
            survival = await _survive(url, home, kills, plan)
        finally:
            await asyncio.to_thread(stack.run, "down")
    return [_row(survival, len(kills))]


async def _survive(url: str, home: Home, kills: tuple[str, ...], plan: Plan) -> Survival:
    async with Platform(url) as platform:
        terminal = await _open_store(platform)
        stock = int(plan.trades * STOCK_SHARE)
        items = [
            await terminal.create_item(
                NewItem(name=f"Item {number}", price_penny=100 + number, balance=stock)
            )
            for number in range(ITEMS)
        ]
        return await trade_through_kills(
            terminal,
            [item.id for item in items],
            Victims(home),
            kills=kills,
            operations=plan.trades,
            buyers=plan.buyers,
        )


async def _open_store(platform: Platform) -> StoreTerminal:
    admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
    depot = Credentials(login=f"depot-{secrets.token_hex(4)}", password=secrets.token_hex(16))
    engineer_id = await admin.create_engineer(depot.login, depot.password)
    await admin.set_privileges(engineer_id, [Privilege.STORE_LOGIN])
    store = await admin.create_store(NewStore(name="Kills", store_type=StoreType.SHOP))
    return await StoreTerminal.register(platform, depot, Ed25519Key.generate(), store_id=store.id)


def _row(survival: Survival, kills: int) -> Row:
    name = f"{survival.answered:,} sales and refunds through {kills} kills: lost, doubled or halved"
    wrong = sum(survival.faults.values())
    notes = {"unanswered": survival.unanswered, "faults": survival.faults}
    return Row(name, "", Spread.of([wrong]), Goal(0, is_least=False), runs=[notes])
