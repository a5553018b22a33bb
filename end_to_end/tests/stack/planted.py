"""Faults that a day could hide, as statements; each is told the day's trains or stores as $1."""
# ruff: noqa: S608 - put together of words that stand here

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """`found`: what the audit must say then, among other things."""

    statement: str
    found: frozenset[str]


def _one(table: str, change: str, where: str, *found: str) -> Planted:
    chosen = f"SELECT {table}.id FROM {table} {where} LIMIT 1"
    return Planted(f"{change} WHERE {table}.id = ({chosen})", frozenset(found))


_OF_TRAINS = "WHERE {0}.train_number = ANY ($1)"
_OF_STORES = "WHERE {0}.store_id = ANY ($1)"
_HOLDS = "WHERE standing = 'HOLDS' AND train_number = ANY ($1)"
_USED = "WHERE state = 'USED' AND train_number = ANY ($1)"
_MOVED = (
    "JOIN store_items AS item ON item.id = stock_movements.store_item_id"
    " WHERE item.store_id = ANY ($1)"
)
_EVENT_OF = "JOIN {0} ON outbox.key = {1} WHERE {0}.{2} = ANY ($1) AND outbox.topic = '{3}'"
_OF_PURCHASE = _EVENT_OF.format("purchases", "purchases.id::text", "store_id", "purchase.created")
_OF_REFUND = _EVENT_OF.format(
    "refunds", "refunds.purchase_id::text", "store_id", "purchase.refunded"
)
_OF_INCIDENT = _EVENT_OF.format(
    "incidents", "'incident:' || incidents.id", "train_number", "incident.created"
)

IN_BASE = {
    "double boarding": Planted(
        """
        INSERT INTO ticket_checks (robot_id, request_id, question, ticket_id, mode, verdict,
            train_number, train_date, standing)
        SELECT robot_id, 'planted', question, ticket_id, mode, verdict, train_number, train_date,
            standing
        FROM ticket_checks WHERE standing = 'HOLDS' AND train_number = ANY ($1) LIMIT 1
        """,
        frozenset({"tickets that several boardings hold", "checks that no robot made"}),
    ),
    "unused ticket": _one(
        "tickets",
        "UPDATE tickets SET state = 'VALID', boarded_at = NULL, boarded_by = NULL",
        _USED,
        "passengers let in, whose tickets are unused",
        "boardings that hold a ticket which is not used",
    ),
    "ticket of another robot": _one(
        "tickets",
        "UPDATE tickets SET boarded_by = (SELECT id FROM robots WHERE id NOT IN"
        " (SELECT robot_id FROM ticket_checks WHERE train_number = ANY ($1)) LIMIT 1)",
        _USED,
        "used tickets that no boarding holds, or another robot's",
        "tickets held by a robot that let nobody in",
    ),
    "boarding without a standing": _one(
        "ticket_checks",
        "UPDATE ticket_checks SET standing = NULL",
        _HOLDS,
        "boardings without a standing, or the other way round",
    ),
    "check under another ticket": _one(
        "ticket_checks",
        "UPDATE ticket_checks SET ticket_id = (SELECT id FROM tickets"
        " WHERE train_number = ANY ($1) AND id <> ticket_checks.ticket_id LIMIT 1)",
        _HOLDS,
        "checks under another ticket than the robot saw",
    ),
    "check with another verdict": _one(
        "ticket_checks",
        "UPDATE ticket_checks SET verdict = 'REFUSED', reason = 'REVOKED', standing = NULL",
        _HOLDS,
        "checks of another robot, or with another verdict",
    ),
    "lost check": _one(
        "ticket_checks",
        "UPDATE ticket_checks SET train_number = 'elsewhere'",
        _HOLDS,
        "checks that robots made and no row tells of",
    ),
    "lost incident": _one(
        "incidents",
        "UPDATE incidents SET train_number = 'elsewhere'",
        _OF_TRAINS.format("incidents"),
        "incidents that were reported and are not there",
    ),
    "incident of nobody": Planted(
        """
        INSERT INTO incidents (robot_id, request_id, question, kind, score, is_alarm, occurred_at,
            camera_id, face_matching, faces_sent, train_number, train_date)
        SELECT robot_id, 'planted', question, kind, score, is_alarm, occurred_at, camera_id,
            face_matching, faces_sent, train_number, train_date
        FROM incidents WHERE train_number = ANY ($1) LIMIT 1
        """,
        frozenset({"incidents that nobody reported", "incidents that have not one event"}),
    ),
    "event of an incident that waits": _one(
        "outbox",
        "UPDATE outbox SET delivered_at = NULL",
        _OF_INCIDENT,
        "events of base_server that were not delivered",
    ),
    "event of an incident that overtook": Planted(
        f"""
        INSERT INTO outbox (topic, key, payload, delivered_at)
        SELECT 'incident.changed', outbox.key, '{{}}', outbox.delivered_at - interval '1 second'
        FROM outbox {_OF_INCIDENT} LIMIT 1
        """,
        frozenset({"events of one incident that went out in another order"}),
    ),
}

# A robot that got no answer, and so decided by itself: one boarding in two rows.
UNANSWERED_BOARDING = """
INSERT INTO ticket_checks (robot_id, request_id, question, ticket_id, mode, verdict, train_number,
    train_date, standing, source)
SELECT robot_id, request_id, question, ticket_id, mode, verdict, train_number, train_date, standing,
    'OFFLINE'
FROM ticket_checks AS answered
WHERE standing = 'HOLDS' AND train_number = ANY ($1) AND source = 'ONLINE' AND NOT EXISTS (
    SELECT FROM ticket_checks AS other WHERE other.robot_id = answered.robot_id
        AND other.request_id = answered.request_id AND other.source = 'OFFLINE')
LIMIT 1
"""

IN_STORE = {
    "missing movement": _one(
        "stock_movements",
        "DELETE FROM stock_movements",
        f"{_MOVED} AND stock_movements.reason = 'SALE'",
        "items whose balance is not the sum of their movements",
        "lines of purchases that did not move the stock as they say",
    ),
    "full shelf": _one(
        "allotments",
        "UPDATE allotments SET balance = balance + 1",
        _OF_STORES.format("allotments"),
        "shelves of robots whose balance is not the sum of their movements",
    ),
    "shelf that got too much": _one(
        "stock_movements",
        "DELETE FROM stock_movements",
        f"{_MOVED} AND stock_movements.reason = 'TRANSFER'",
        "shelves of robots that got other than the store gave",
    ),
    "lost penny": _one(
        "purchases",
        "UPDATE purchases SET total_penny = total_penny - 1",
        f"{_OF_STORES.format('purchases')} AND id NOT IN"
        " (SELECT purchase_id FROM robot_sales WHERE purchase_id IS NOT NULL)",
        "purchases with another sum than was answered",
        "purchases whose lines are not their total",
    ),
    "lost event": _one(
        "outbox", "DELETE FROM outbox", _OF_PURCHASE, "purchases that have not one event"
    ),
    "event of a sale that waits": _one(
        "outbox",
        "UPDATE outbox SET delivered_at = NULL",
        _OF_PURCHASE,
        "events of store_server that were not delivered",
    ),
    "event of a sale that was overtaken": _one(
        "outbox",
        "UPDATE outbox SET delivered_at = delivered_at + interval '1 day'",
        "JOIN refunds ON outbox.key = refunds.purchase_id::text"
        " WHERE refunds.store_id = ANY ($1) AND outbox.topic = 'purchase.created'",
        "events of one purchase that went out in another order",
    ),
    "webhook that was told of a refund before the sale": Planted(
        """
        WITH told AS (
            INSERT INTO webhook_subscriptions (url, description, event_types, is_active, secret)
            VALUES ('https://planted.example', '', '{purchase.created}', true, '') RETURNING id
        )
        INSERT INTO webhook_deliveries
            (subscription_id, event_id, event_type, key, position, body, state, finished_at)
        SELECT told.id, uuidv7(), 'purchase.created', purchase.id::text, turn, '', 'DELIVERED',
            now() - turn * interval '1 second'
        FROM told, generate_series(1, 2) AS turn,
            (SELECT id FROM purchases WHERE store_id = ANY ($1) LIMIT 1) AS purchase
        """,
        frozenset({"purchases that a webhook was told of in another order"}),
    ),
    "sale without a task": _one(
        "tasks", "DELETE FROM tasks", _OF_STORES.format("tasks"), "purchases without a task"
    ),
    "lost sale": _one(
        "purchases",
        "UPDATE purchases SET store_id = (SELECT id FROM stores WHERE NOT id = ANY ($1) LIMIT 1)",
        _OF_STORES.format("purchases"),
        "purchases that were answered and are not there",
    ),
    "sale of nobody": Planted(
        """
        INSERT INTO purchases (store_id, total_penny, seller)
        SELECT store_id, total_penny, seller FROM purchases WHERE store_id = ANY ($1) LIMIT 1
        """,
        frozenset({"purchases that nobody asked for"}),
    ),
    "refund twice": Planted(
        """
        WITH again AS (
            INSERT INTO refunds (store_id, purchase_id, total_penny, reason, made_by)
            SELECT store_id, purchase_id, total_penny, reason, made_by
            FROM refunds WHERE store_id = ANY ($1) LIMIT 1 RETURNING id, purchase_id
        )
        INSERT INTO refund_items (refund_id, store_item_id, name, count, price_penny, is_restocked)
        SELECT again.id, store_item_id, name, 1, price_penny, false
        FROM again JOIN purchase_items USING (purchase_id) LIMIT 1
        """,
        frozenset(
            {
                "refunds that nobody asked for",
                "refunds that have not one event",
                "lines of purchases with other refunds than they say",
            }
        ),
    ),
    "penny too much given back": _one(
        "refunds",
        "UPDATE refunds SET total_penny = total_penny + 1",
        _OF_STORES.format("refunds"),
        "refunds whose lines are not their total",
        "refunds with another sum than was answered",
    ),
    "lost refund": _one(
        "refunds",
        "UPDATE refunds SET store_id = (SELECT id FROM stores WHERE NOT id = ANY ($1) LIMIT 1)",
        _OF_STORES.format("refunds"),
        "refunds that were answered and are not there",
    ),
    "event of a refund that is lost": _one(
        "outbox", "DELETE FROM outbox", _OF_REFUND, "refunds that have not one event"
    ),
    "sale of a robot that is lost": _one(
        "robot_sales",
        "DELETE FROM robot_sales",
        _OF_STORES.format("robot_sales"),
        "sales without the uplink that are not there",
    ),
    "sale of a robot that it did not make": _one(
        "robot_sales",
        "UPDATE robot_sales SET request_id = uuidv7()",
        _OF_STORES.format("robot_sales"),
        "sales without the uplink that no robot made",
    ),
    "sale of a robot without its pennies": _one(
        "robot_sales",
        "UPDATE robot_sales SET purchase_id = NULL",
        _OF_STORES.format("robot_sales"),
        "sales without the uplink with another sum",
    ),
}
