"""A plain model of a store's pieces, and the rules that are tried on it and on the service.

Robots are cut off whenever they like: they sell what they carry, some of them more than that, and
upload it late, again, and in any order.
"""

from collections import Counter
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.allotments.sales import sale
from tests.factories import (
    create_item,
    expire,
    wrong_allotments,
    wrong_balances,
    wrong_holds,
)
from tests.model.bench import Bench
from tests.purchases.baskets import basket

ITEMS, ROBOTS = 2, 2
ITEM = st.integers(0, ITEMS - 1)
ROBOT = st.integers(0, ROBOTS - 1)
COUNT = st.integers(1, 6)
LIVE_BASKETS = 10


class Store(RuleBasedStateMachine):
    bench: ClassVar[Bench]

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[UUID] = []
        self.balance: list[int] = []
        # Reservation → robot, item, count; those that are live.
        self.kept: dict[str, tuple[int, int, int]] = {}
        # Robot and item → what the server knows it to have, and what is truly in it.
        self.allotted: Counter[tuple[int, int]] = Counter()
        self.carried: Counter[tuple[int, int]] = Counter()
        self.unsent: list[list[dict[str, Any]]] = [[] for _ in range(ROBOTS)]
        self.known: set[str] = set()
        self.sequence = 0
        self.bought: list[tuple[str, int, int]] = []
        self.earned = 0

    @initialize()
    def stock_up(self) -> None:
        store_id, database = self.bench.store_id, self.bench.database
        for _ in range(ITEMS):
            item = self.bench.run(create_item(database, store_id, price_penny=150, balance=12))
            self.ids.append(item.id)
            self.balance.append(12)

    def free(self, item: int) -> int:
        kept = sum(count for _, which, count in self.kept.values() if which == item)
        return max(self.balance[item] - kept, 0)

    @rule(item=ITEM, delta=st.integers(-8, 8).filter(bool))
    def move_stock(self, item: int, delta: int) -> None:
        """Staff may throw away what is kept for a basket, but not what is not there."""
        body = {"delta": delta, "reason": "COUNT"}
        answer = self.bench.at_store(f"item/{self.ids[item]}/stock", body)
        assert (answer.status_code == 201) == (self.balance[item] + delta >= 0)
        if answer.status_code == 201:
            self.balance[item] += delta

    @rule(item=ITEM, count=COUNT)
    def sell(self, item: int, count: int) -> None:
        answer = self.bench.at_store("purchase", basket((self.ids[item], count)))
        assert (answer.status_code == 201) == (self.free(item) >= count)
        if answer.status_code == 201:
            self._sold(answer.json(), item, count)

    def _sold(self, purchase: dict[str, Any], item: int, count: int) -> None:
        self.balance[item] -= count
        self.earned += purchase["total_penny"]
        self.bought.append((purchase["id"], item, count))

    @precondition(lambda self: self.bought)
    @rule(data=st.data(), restock=st.booleans())
    def refund(self, data: st.DataObject, restock: bool) -> None:
        index = data.draw(st.integers(0, len(self.bought) - 1))
        purchase_id, item, count = self.bought.pop(index)
        body = {"reason": "Cold", "restock": restock}
        answer = self.bench.at_store(f"purchase/{purchase_id}/refund", body)
        assert answer.status_code == 201
        self.earned -= answer.json()["total_penny"]
        self.balance[item] += count if restock else 0

    @rule(robot=ROBOT, item=ITEM, count=COUNT)
    def reserve(self, robot: int, item: int, count: int) -> None:
        body = basket((self.ids[item], count), store_id=str(self.bench.store_id))
        answer = self.bench.at_robot(robot, "reservation", body)
        live = sum(one[0] == robot for one in self.kept.values())
        assert (answer.status_code == 201) == (live < LIVE_BASKETS and self.free(item) >= count)
        if answer.status_code == 201:
            self.kept[answer.json()["id"]] = (robot, item, count)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), end=st.sampled_from(["expire", "release", "buy", "buy more"]))
    def end_reservation(self, data: st.DataObject, end: str) -> None:
        reservation_id = data.draw(st.sampled_from(sorted(self.kept)))
        robot, item, count = self.kept[reservation_id]
        if end == "expire":
            self.bench.run(expire(self.bench.database, UUID(reservation_id)))
            del self.kept[reservation_id]
        elif end == "release":
            path = f"/robot/reservation/{reservation_id}"
            headers = self.bench.robots[robot].headers
            answer = self.bench.run(self.bench.client.delete(path, headers=headers))
            assert answer.status_code == 200
            del self.kept[reservation_id]
        else:
            self._buy(reservation_id, robot, item, count + 2 * (end == "buy more"))

    def _buy(self, reservation_id: str, robot: int, item: int, count: int) -> None:
        mine = self.kept.pop(reservation_id)
        body = basket(
            (self.ids[item], count),
            store_id=str(self.bench.store_id),
            reservation_id=reservation_id,
        )
        answer = self.bench.at_robot(robot, "purchase", body)
        assert (answer.status_code == 201) == (self.free(item) >= count)
        if answer.status_code == 201:
            self._sold(answer.json(), item, count)
        else:
            self.kept[reservation_id] = mine

    @rule(robot=ROBOT, item=ITEM, count=COUNT)
    def allot(self, robot: int, item: int, count: int) -> None:
        body = {"robot_id": str(self.bench.robots[robot].id), "count": count}
        answer = self.bench.at_store(f"item/{self.ids[item]}/allotment", body)
        assert (answer.status_code == 201) == (self.free(item) >= count)
        if answer.status_code == 201:
            self.balance[item] -= count
            self.allotted[robot, item] += count
            self.carried[robot, item] += count

    @rule(robot=ROBOT, item=ITEM, count=COUNT, is_honest=st.booleans())
    def sell_without_uplink(self, robot: int, item: int, count: int, is_honest: bool) -> None:
        if is_honest and self.carried[robot, item] < count:
            return
        self.carried[robot, item] -= min(count, self.carried[robot, item])
        self.sequence += 1
        line = (self.ids[item], count)
        made = sale(self.bench.store_id, line, price_penny=149, sequence=self.sequence)
        self.unsent[robot].append(made)

    @rule(robot=ROBOT, data=st.data(), is_forgotten=st.booleans())
    def upload(self, robot: int, data: st.DataObject, is_forgotten: bool) -> None:
        """In any order; a robot that has not seen the answer uploads the same again."""
        sales = data.draw(st.permutations(self.unsent[robot]))
        answer = self.bench.at_robot(robot, "purchases:sync", {"sales": sales})
        results = {one["request_id"]: one["result"] for one in answer.json()["results"]}
        for made in sorted(sales, key=lambda one: int(one["sequence"])):
            assert results[made["request_id"]] == self._expected(robot, made)
        if not is_forgotten:
            self.unsent[robot].clear()

    def _expected(self, robot: int, made: dict[str, Any]) -> str:
        if made["request_id"] in self.known:
            return "DUPLICATE"
        self.known.add(made["request_id"])
        line = made["items"][0]
        key = robot, self.ids.index(UUID(line["item_id"]))
        if self.allotted[key] < line["count"]:
            return "REFUSED"
        self.allotted[key] -= line["count"]
        self.earned += line["count"] * line["price_penny"]
        return "ACCEPTED"

    @rule(robot=ROBOT, item=ITEM)
    def give_back(self, robot: int, item: int) -> None:
        """What is truly left in the robot goes back to the shelf, as far as the server knows it."""
        count = min(self.carried[robot, item], self.allotted[robot, item])
        if count == 0:
            return
        body = {"robot_id": str(self.bench.robots[robot].id), "count": count}
        answer = self.bench.at_store(f"item/{self.ids[item]}/allotment/return", body)
        assert answer.status_code == 200
        self.allotted[robot, item] -= count
        self.carried[robot, item] -= count
        self.balance[item] += count

    @invariant()
    def model_and_ledgers_agree(self) -> None:
        self.bench.run(self._compare())

    async def _compare(self) -> None:
        database = self.bench.database
        rows = await database.driver.fetch("SELECT id, balance FROM store_items")
        there = {row["id"]: row["balance"] for row in rows}
        assert [there[item_id] for item_id in self.ids] == self.balance
        assert await wrong_balances(database) == []
        assert await wrong_allotments(database) == []
        assert await wrong_holds(database) == []

    def teardown(self) -> None:
        """When all robots are back, nothing that they sold is lost, and the money is right."""
        for reservation_id in self.kept:
            self.bench.run(expire(self.bench.database, UUID(reservation_id)))
        self.kept.clear()
        for robot in range(ROBOTS):
            answer = self.bench.at_robot(robot, "purchases:sync", {"sales": self.unsent[robot]})
            results = {one["request_id"]: one["result"] for one in answer.json()["results"]}
            for made in self.unsent[robot]:
                assert results[made["request_id"]] == self._expected(robot, made)
        self.bench.run(self._compare_all())

    async def _compare_all(self) -> None:
        driver = self.bench.database.driver
        rows = await driver.fetch("SELECT request_id FROM robot_sales")
        assert self.known <= {str(row["request_id"]) for row in rows}
        paid = await driver.fetchval(
            """
            SELECT coalesce(sum((count - refunded_count) * price_penny), 0)
            FROM purchase_items WHERE store_item_id = ANY ($1::uuid[])
        """,
            self.ids,
        )
        assert paid == self.earned
