"""Trade through kills, and everything that is wrong afterwards."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from platform_client import NO_RETRIES, Platform, PlatformError, StoreTerminal

from bench.kills.books import Books
from bench.kills.trade import BUYERS, Answer, Asked, Trade
from bench.kills.victims import Victims

REPEATED_AT_ONCE = 8


@dataclass(frozen=True)
class Survival:
    """`faults` should be empty: what is wrong, and how often. `unanswered` is no fault."""

    answered: int
    unanswered: int
    faults: dict[str, int]


async def trade_through_kills(
    terminal: StoreTerminal,
    item_ids: Sequence[UUID],
    victims: Victims,
    *,
    kills: Sequence[str],
    operations: int,
    buyers: int = BUYERS,
) -> Survival:
    """`kills`: names of processes, killed in this order, evenly spread over the operations.

    Where the processes come back so slowly that the operations are over before the last kill, there
    are more of them: a kill at which nobody was buying would prove nothing.
    """
    async with _without_retries(terminal) as buying:
        trade = Trade(buying, item_ids, buyers)
        async with asyncio.TaskGroup() as group:
            group.create_task(trade.run())
            await _kill(victims, kills, trade, operations)
            await trade.reach(operations)
            trade.finish()
    books = Books(await victims.store_database(), await _store_of(terminal, item_ids[0]))
    faults = trade.unexpected
    faults |= _missing(trade.asked, await books.list_made())
    # Before anything is repeated: what nobody was told of is there wholly, or not at all.
    faults |= await books.count_faults()
    told = await _repeat(terminal, trade.asked)
    faults |= {name: count for name, count in told.items() if count}
    faults |= await books.count_faults()
    undelivered = await books.count_undelivered()
    faults |= {"events that were not delivered": undelivered} if undelivered else {}
    return Survival(trade.answered, len(trade.asked) - trade.answered, faults)


@asynccontextmanager
async def _without_retries(terminal: StoreTerminal) -> AsyncIterator[StoreTerminal]:
    """The same terminal through a client that repeats nothing."""
    async with Platform(terminal.platform.url, retries=NO_RETRIES) as platform:
        buying = StoreTerminal(platform, terminal.identity, terminal.key)
        await buying.sign_in()
        yield buying


async def _store_of(terminal: StoreTerminal, item_id: UUID) -> UUID:
    return (await terminal.get_item(item_id)).store_id


async def _kill(victims: Victims, kills: Sequence[str], trade: Trade, operations: int) -> None:
    for number, name in enumerate(kills, start=1):
        await trade.reach(operations * number // (len(kills) + 1))
        await victims.kill(name)


def _missing(asked: Sequence[Asked], made: set[str]) -> dict[str, int]:
    missing = [one for one in asked if one.answer is not None and one.answer["id"] not in made]
    return {"answers without a purchase or refund": len(missing)} if missing else {}


async def _repeat(terminal: StoreTerminal, asked: Sequence[Asked]) -> dict[str, int]:
    """Ask everything once more with its key, as a client does that was not answered."""
    places = asyncio.Semaphore(REPEATED_AT_ONCE)

    async def again(one: Asked) -> Answer | None:
        async with places:
            try:
                return await terminal.session.send(Answer, one.call)
            except PlatformError:
                # Whoever had an answer gets it again; the others may find the shelf empty by now.
                return None

    answers = await asyncio.gather(*map(again, asked))
    pairs = list(zip(asked, answers, strict=True))
    ids = [answer["id"] for answer in answers if answer is not None]
    return {
        "repetitions with another answer": sum(
            one.answer is not None and one.answer != answer for one, answer in pairs
        ),
        "answers that two keys got": len(ids) - len(set(ids)),
    }
