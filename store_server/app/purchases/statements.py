"""The SQL of a sale, for `app.purchases.hot_path`."""


def _look(*, basket: str = "", joined: str = "") -> str:
    return f"""
SELECT uuidv7() AS purchase_id, uuidv7() AS task_id, now() AS date,
       store.archived_at IS NULL AS is_open, store.preparation_minutes,
       item.id AS item_id, item.name, item.price_penny, item.balance, item.holds, item.age_limit,
       item.archived_at IS NOT NULL AS is_archived,
       earlier.fingerprint, earlier.answer {basket}
FROM stores AS store
LEFT JOIN store_items AS item ON item.store_id = store.id AND item.id = ANY ($2::uuid[])
LEFT JOIN idempotency_keys AS earlier ON earlier.caller = $3 AND earlier.key = $4
{joined}
WHERE store.id = $1
"""  # noqa: S608 - put together from constants


LOOK = _look()
LOOK_RESERVED = _look(
    basket=""", basket.items AS reserved,
       CASE WHEN basket.purchase_id IS NOT NULL THEN 'USED'
            WHEN basket.released_at IS NOT NULL THEN 'RELEASED'
            WHEN basket.expires_at <= now() THEN 'EXPIRED'
            ELSE 'LIVE' END AS reservation_state""",
    joined="""LEFT JOIN reservations AS basket
    ON basket.id = $5 AND basket.holder = $6 AND basket.store_id = store.id""",
)


def _write(*, held_by_others: str = "", used: str = "", if_used: str = "", holds: str = "") -> str:
    # The update finds its rows as they were when the statement began and, as they are held by
    # `held`, goes on to their newest version before it subtracts.
    return f"""
WITH line AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[])
        AS line (item_id, count, price_penny, name)
), held AS MATERIALIZED (
    SELECT item.id
    FROM line JOIN store_items AS item ON item.id = line.item_id
    WHERE item.store_id = $5 AND item.archived_at IS NULL
        AND item.price_penny = line.price_penny
        AND item.balance - CASE WHEN item.holds = '{{}}'::jsonb THEN 0 ELSE (
            SELECT coalesce(sum((hold.value ->> 0)::int), 0) FROM jsonb_each(item.holds) AS hold
            WHERE (hold.value ->> 1)::float8 > extract(epoch FROM now()) {held_by_others}
        ) END >= line.count
    ORDER BY item.id
    FOR NO KEY UPDATE OF item
), {used} purchase AS (
    INSERT INTO purchases (id, created_at, store_id, user_id, total_penny, seller)
    SELECT $6, $7, $5, $8, $9, $10
    WHERE (SELECT count(*) FROM held) = cardinality($1::uuid[]) {if_used}
    RETURNING id
), sold AS (
    UPDATE store_items AS item SET balance = item.balance - line.count {holds}
    FROM line, purchase
    WHERE item.id = line.item_id
    RETURNING item.id, line.count, item.balance
), movements AS (
    INSERT INTO stock_movements
        (created_at, store_item_id, delta, reason, balance, purchase_id, made_by)
    SELECT $7, id, -count, 'SALE', balance, $6, $10 FROM sold
), items AS (
    INSERT INTO purchase_items (purchase_id, store_item_id, name, count, price_penny)
    SELECT purchase.id, item_id, name, count, price_penny FROM line, purchase
), task AS (
    INSERT INTO tasks
        (id, created_at, store_id, user_id, purchase_id, state, additional_data, ready_at,
         age_limit, promised_at, wagon_number, place_number)
    SELECT $11, $7, $5, $8, id, $12, $13, $14, $21, $22, $23, $24 FROM purchase
), event AS (
    INSERT INTO outbox (topic, key, payload) SELECT $15, id::text, $16 FROM purchase
), repeat_key AS (
    INSERT INTO idempotency_keys (caller, key, fingerprint, answer)
    SELECT $17, $18, $19, $20 FROM purchase WHERE $18::varchar IS NOT NULL
)
SELECT count(*) FROM purchase
"""  # noqa: S608 - put together from constants


WRITE = _write()
# The items are held before the reservation, as everywhere; a reservation is used once, because its
# update goes on to the newest version of the row and finds it used there.
WRITE_RESERVED = _write(
    held_by_others="AND hold.key <> $25::uuid::text",
    used="""used AS (
    UPDATE reservations SET purchase_id = $6
    WHERE id = $25 AND holder = $10 AND store_id = $5
        AND purchase_id IS NULL AND released_at IS NULL AND expires_at > now()
        AND (SELECT count(*) FROM held) = cardinality($1::uuid[])
    RETURNING id
),""",
    if_used="AND EXISTS (SELECT FROM used)",
    holds=", holds = item.holds - $25::uuid::text",
)
